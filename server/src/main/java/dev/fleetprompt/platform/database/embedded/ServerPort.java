package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.PortInUse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** The loopback port: the one that is set, else the one of the last start, else a free one. */
final class ServerPort {
  /** Below the range from which Linux takes the ports of outgoing connections. */
  private static final int LOWEST = 20_000;

  private static final int BOUND = 30_000;
  private static final int ATTEMPTS = 1_000;

  private final OptionalInt wanted;
  private final Path remembered;
  private final RandomGenerator random;

  ServerPort(OptionalInt wanted, Path remembered, RandomGenerator random) {
    this.wanted = wanted;
    this.remembered = remembered;
    this.random = random;
  }

  /** A port that is free right now. */
  int choose() {
    if (wanted.isPresent()) {
      int port = wanted.getAsInt();
      if (!isFree(port)) {
        throw new PortInUse(port);
      }
      return port;
    }
    OptionalInt last = last();
    return last.isPresent() && isFree(last.getAsInt()) ? last.getAsInt() : anyFree();
  }

  void remember(int port) {
    try {
      Folders.writePrivately(remembered, Integer.toString(port));
    } catch (IOException e) {
      throw new HomeUnusable("%s cannot be written".formatted(remembered), e);
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private int anyFree() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = random.nextInt(LOWEST, BOUND);
      if (isFree(port)) {
        return port;
      }
    }
    throw new HomeUnusable(
        "no free port between %d and %d on 127.0.0.1. Set FLEET_DATABASE_PORT."
            .formatted(LOWEST, BOUND));
  }

  private OptionalInt last() {
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(remembered).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
