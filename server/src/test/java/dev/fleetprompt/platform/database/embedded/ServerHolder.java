package dev.fleetprompt.platform.database.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/** A process of its own that runs the server of a home until it is killed. */
final class ServerHolder {
  private ServerHolder() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedServer server =
        EmbeddedServer.start(Path.of(arguments[0]), OptionalInt.empty(), Map.of());
    System.out.println("ready " + server.port() + " " + server.pid());
    int end = System.in.read();
    System.out.println("end " + end);
    server.close();
  }
}
