package dev.fleetprompt.bench.peers;

import dev.fleetprompt.bench.process.Child;
import dev.fleetprompt.platform.database.ServerLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The peers that run on Node.js: installed from their lock file when the first of them is needed.
 */
public final class NodePackages {

  private final Path folder;
  private boolean installed;

  /**
   * @param folder holds package.json, package-lock.json and a program for each peer
   */
  public NodePackages(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /**
   * Starts a peer's program, which finds the database's address in {@code PEER_DATABASE_URL}.
   *
   * @param log the file for what it prints
   */
  Child start(String name, String program, List<String> arguments, ServerLogin login, Path log)
      throws IOException {
    install();
    List<String> command = new java.util.ArrayList<>(List.of("node", program));
    command.addAll(arguments);
    Map<String, String> environment =
        Map.of("PEER_DATABASE_URL", address(login), "NODE_ENV", "production");
    return Child.start(name, command, environment, folder, log);
  }

  private void install() throws IOException {
    if (installed || isCurrent()) {
      installed = true;
      return;
    }
    if (!Files.exists(folder.resolve("package-lock.json"))) {
      throw new IllegalStateException(
          "The peers for Node.js are not in " + folder + "; start this through ./fleet bench");
    }
    System.out.println("  installing the peers that run on Node.js …");
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (npm.waitFor() != 0) {
        throw new IllegalStateException("The peers could not be installed with npm ci:\n" + said);
      }
    } catch (InterruptedException e) {
      npm.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    installed = true;
  }

  /** Npm writes its own note of what it installed last. */
  private boolean isCurrent() throws IOException {
    Path note = folder.resolve("node_modules").resolve(".package-lock.json");
    return Files.exists(note)
        && Files.getLastModifiedTime(note)
                .compareTo(Files.getLastModifiedTime(folder.resolve("package-lock.json")))
            >= 0;
  }

  /** As libpq and its kin want it: the owner's password is of letters and digits. */
  private static String address(ServerLogin login) {
    return login
        .jdbcUrl()
        .replaceFirst(
            "^jdbc:postgresql://", "postgresql://" + login.user() + ":" + login.password() + "@");
  }
}
