package dev.fleetprompt.surface.terminal.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says in {@code FLEET_HOME/run} which process serves this home, and how to talk to it; for the
 * owner's eyes only.
 */
public final class ServerFile {
  private static final Logger LOG = LoggerFactory.getLogger(ServerFile.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final Path file;

  public ServerFile(Path home) {
    this.folder = home.resolve("run");
    this.file = folder.resolve("server.json");
  }

  /**
   * A server.
   *
   * @param token what a request to {@code /control/} has to carry; a secret
   */
  public record Server(long pid, int port, String token) {
    @Override
    public String toString() {
      return "pid " + pid + ", port " + port;
    }
  }

  /** The server that runs now; empty when there is none, or only what a dead one left. */
  public Optional<Server> running() {
    try {
      Server server = JSON.readValue(Files.readString(file), Server.class);
      return Optional.of(server).filter(found -> ProcessHandle.of(found.pid()).isPresent());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JacksonException e) {
      LOG.warn("{} cannot be read and is ignored", file, e);
      return Optional.empty();
    }
  }

  /**
   * @throws IOException when it cannot be written
   */
  public void write(Server server) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path unfinished = folder.resolve("server.json." + server.pid());
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(unfinished, JSON.writeValueAsString(server).getBytes(StandardCharsets.UTF_8));
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes it if it is this process's. */
  public void remove() {
    if (running().filter(server -> server.pid() == ProcessHandle.current().pid()).isPresent()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("{} cannot be removed; the next start ignores it", file, e);
      }
    }
  }
}
