package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The operating-system account that the server runs as: our own, or a dedicated one when we are
 * root, as whom PostgreSQL refuses to run. PostgreSQL also refuses a user id without an entry in
 * the user database, and {@code nobody} is shared with other programs, so neither will do.
 */
record OsAccount(int uid, int gid, boolean another) {
  static final String NAME = "fleet-postgres";

  private static final List<String> CREATE =
      List.of(
          "useradd",
          "--system",
          "--user-group",
          "--no-create-home",
          "--home-dir",
          "/nonexistent",
          "--shell",
          "/usr/sbin/nologin",
          "--comment",
          "FleetPrompt embedded PostgreSQL",
          NAME);

  /** The account to use for {@code data}: its owner if it exists already. */
  static OsAccount forData(Path data) {
    Path self = Path.of("/proc/self");
    OsAccount own = new OsAccount(id(self, "unix:uid"), id(self, "unix:gid"), false);
    if (own.uid != 0) {
      return own;
    }
    if (Files.exists(data)) {
      int owner = id(data, "unix:uid");
      if (owner != 0) {
        return new OsAccount(owner, id(data, "unix:gid"), true);
      }
    }
    return named(NAME)
        .or(OsAccount::created)
        .orElseThrow(() ->
            new HomeUnusable(
                "as root the database server needs an account of its own, and %s could not be created. Create it ('%s'), start as another user than root, or set FLEET_DATABASE_URL."
                    .formatted(NAME, String.join(" ", CREATE))));
  }

  /** The beginning of a command that runs the rest as this account, keeping its process id. */
  List<String> prefix() {
    return another
        ? List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs")
        : List.of();
  }

  /** Makes this account the owner of a file or folder. */
  void own(Path path) throws IOException {
    if (another) {
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Whether this account can enter {@code folder}, which takes the search right on every folder
   * above it.
   */
  boolean canEnter(Path folder) {
    return !another
        || new Command(prefix(), "sh", "-c", "cd \"$0\"", folder.toString()).run().succeeded();
  }

  private static Optional<OsAccount> created() {
    new Command(List.of(), CREATE.toArray(String[]::new)).run();
    return named(NAME);
  }

  private static Optional<OsAccount> named(String name) {
    Command.Result uid = new Command(List.of(), "id", "-u", name).run();
    Command.Result gid = new Command(List.of(), "id", "-g", name).run();
    return uid.succeeded() && gid.succeeded()
        ? Optional.of(
            new OsAccount(
                Integer.parseInt(uid.output().strip()),
                Integer.parseInt(gid.output().strip()),
                true))
        : Optional.empty();
  }

  private static int id(Path path, String attribute) {
    try {
      return (int) Files.getAttribute(path, attribute);
    } catch (IOException e) {
      throw new HomeUnusable("the owner of %s is unknown: %s".formatted(path, e.getMessage()), e);
    }
  }
}
