package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.postgresql.util.PasswordUtil;

/** One data folder with its owner's password. It appears complete, or not at all. */
record Cluster(Path data, String ownerPassword) {
  static final String OWNER = "fleet_owner";
  static final String DATABASE = "fleet";

  /**
   * Nobody enters as superuser over the network; what needs one is done with the server stopped.
   */
  private static final String ACCESS =
      """
      # type  database  user      address       method
      host    all       postgres  127.0.0.1/32  reject
      host    all       all       127.0.0.1/32  scram-sha-256
      """;

  private static final int PASSWORD_BYTES = 32;

  static Path dataIn(Path folder) {
    return folder.resolve("data-" + Binaries.MAJOR);
  }

  /** The cluster below {@code folder}, created on the first start. */
  static Cluster in(Path folder, Binaries binaries, OsAccount account, SecureRandom random) {
    Path data = dataIn(folder);
    Path passwordFile = folder.resolve("owner.password");
    try {
      if (Files.exists(data)) {
        if (!Files.exists(passwordFile)) {
          throw new HomeUnusable(
              "%s is missing, without which %s cannot be entered. Restore it from a backup."
                  .formatted(passwordFile, data));
        }
        return new Cluster(data, Files.readString(passwordFile));
      }
      String password = newPassword(random);
      Folders.writePrivately(passwordFile, password);
      create(data, password, binaries, account, random);
      return new Cluster(data, password);
    } catch (IOException e) {
      throw new HomeUnusable("%s cannot be set up: %s".formatted(data, e.getMessage()), e);
    }
  }

  private static void create(
      Path data, String ownerPassword, Binaries binaries, OsAccount account, SecureRandom random)
      throws IOException {
    Path unfinished = Folders.unfinished(data);
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx------"));
    account.own(unfinished);
    initialize(unfinished, binaries, account, random);
    Path access = unfinished.resolve("pg_hba.conf");
    Files.writeString(access, ACCESS);
    runAlone(unfinished, ownerAndDatabase(ownerPassword), binaries, account);
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void initialize(
      Path data, Binaries binaries, OsAccount account, SecureRandom random) throws IOException {
    Path password = data.resolveSibling("superuser.password");
    Folders.writePrivately(password, newPassword(random));
    account.own(password);
    try {
      Command.Result result =
          new Command(
                  account.prefix(),
                  binaries.program("initdb").toString(),
                  "--pgdata=" + data,
                  "--username=postgres",
                  "--auth=scram-sha-256",
                  "--pwfile=" + password,
                  "--encoding=UTF8",
                  "--locale=C",
                  "--locale-provider=builtin",
                  "--builtin-locale=C.UTF-8",
                  "--data-checksums",
                  "--no-instructions")
              .run();
      if (!result.succeeded()) {
        throw new IOException("initdb: " + result.output().strip());
      }
    } finally {
      Files.delete(password);
    }
  }

  /** Runs one statement per line as superuser, in the server's single-user mode. */
  private static void runAlone(
      Path data, List<String> statements, Binaries binaries, OsAccount account) throws IOException {
    Command.Result result =
        new Command(
                account.prefix(),
                binaries.program("postgres").toString(),
                "--single",
                "-c",
                "exit_on_error=on",
                "-c",
                "log_min_error_statement=panic",
                "-D",
                data.toString(),
                "template1")
            .run(String.join("\n", statements) + "\n");
    if (!result.succeeded()) {
      throw new IOException("the first statements failed: " + result.output().strip());
    }
  }

  /**
   * The owner is no superuser. It may create roles (tenants have their own) and databases (a copy
   * is restored into a new one), read statistics, and bracket an online copy of the data folder.
   */
  private static List<String> ownerAndDatabase(String password) {
    String verifier = PasswordUtil.encodeScramSha256(password.toCharArray());
    return List.of(
        "create role %s login createrole createdb password '%s'".formatted(OWNER, verifier),
        "grant pg_monitor to " + OWNER,
        "grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean) to "
            + OWNER,
        "create database %s owner %s".formatted(DATABASE, OWNER));
  }

  private static String newPassword(SecureRandom random) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return new String(
        Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "Cluster[" + data + "]";
  }
}
