package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.capability.connectors.mattermost.receiver.HookToken;
import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.platform.database.DatabaseSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The receiver that stands in for Mattermost. Once it was used, it listens at the same address
 * whenever the application runs, and before anything is sent: a post that was cut by a crash finds
 * it again.
 */
@Component
final class LocalReceiver implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LocalReceiver.class);

  private final Path folder;
  private final Clock clock;
  private @Nullable MattermostReceiver receiver;

  LocalReceiver(DatabaseSettings settings, Clock clock) {
    this.folder = settings.home().toAbsolutePath().resolve("receiver");
    this.clock = clock;
  }

  /** The webhook of the receiver, which listens from now on; a secret. */
  synchronized URI open() {
    MattermostReceiver running = receiver;
    if (running == null) {
      try {
        running = listen(known());
        remember(running.webhook());
        receiver = running;
      } catch (IOException e) {
        throw new DemoException(
            "The local receiver cannot be started in %s: %s. Name a real webhook with --mattermost."
                .formatted(folder, e.getMessage()),
            e);
      }
    }
    return running.webhook();
  }

  /** The folder that its posts are appended in. */
  Path posts() {
    return folder.resolve("posts.jsonl");
  }

  @Override
  public synchronized void start() {
    try {
      if (receiver == null && Files.exists(address())) {
        receiver = listen(known());
      }
    } catch (IOException | DemoException e) {
      // Another process of this home listens there already, or will be asked to connect anew.
      LOG.warn("The local receiver does not listen in this process: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void stop() {
    if (receiver != null) {
      receiver.close();
      receiver = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return receiver != null;
  }

  /** Before the queue begins to work, and after it has ended. */
  @Override
  public int getPhase() {
    return 0;
  }

  private MattermostReceiver listen(Optional<URI> known) throws IOException {
    int port = known.map(URI::getPort).orElse(0);
    String token =
        known
            .map(webhook -> webhook.getPath().substring(webhook.getPath().lastIndexOf('/') + 1))
            .orElseGet(() -> HookToken.random(new SecureRandom()));
    try {
      return MattermostReceiver.start(port, token, Optional.of(posts()), clock);
    } catch (java.net.BindException taken) {
      return MattermostReceiver.start(0, token, Optional.of(posts()), clock);
    }
  }

  private Optional<URI> known() throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return Files.exists(address())
        ? Optional.of(URI.create(Files.readString(address()).strip()))
        : Optional.empty();
  }

  private void remember(URI webhook) throws IOException {
    if (!Files.exists(address())) {
      Files.createFile(
          address(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(address(), webhook.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Path address() {
    return folder.resolve("address");
  }
}
