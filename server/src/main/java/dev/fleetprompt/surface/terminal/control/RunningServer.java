package dev.fleetprompt.surface.terminal.control;

import dev.fleetprompt.surface.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.json.JsonMapper;

/** Gives a command to the process that serves this home, and passes on what it says. */
public final class RunningServer {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int CONNECT_MILLIS = 3_000;

  private final ServerFile.Server server;

  public RunningServer(ServerFile.Server server) {
    this.server = server;
  }

  /**
   * @return its exit code; empty when nobody answers there: the file tells of a process that is
   *     gone or just going
   * @throws IOException when the answer breaks off
   */
  public OptionalInt perform(Path folder, List<String> arguments, Console console)
      throws IOException {
    HttpURLConnection connection = open();
    try {
      connection
          .getOutputStream()
          .write(JSON.writeValueAsBytes(new Forwarded(folder.toString(), arguments)));
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return OptionalInt.empty();
      }
    } catch (java.net.ConnectException e) {
      return OptionalInt.empty();
    }
    try (InputStream in = connection.getInputStream();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        Spoken spoken = JSON.readValue(line, Spoken.class);
        if (spoken.exit() != null) {
          return OptionalInt.of(spoken.exit());
        }
        if (spoken.said() != null) {
          console.say(spoken.said());
        }
        if (spoken.warned() != null) {
          console.warn(spoken.warned());
        }
        line = lines.readLine();
      }
    }
    throw new IOException("the server (" + server + ") stopped before the command was done");
  }

  private HttpURLConnection open() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + server.port() + Forwarded.PATH)
                .toURL()
                .openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Authorization", "Bearer " + server.token());
    connection.setRequestProperty("Content-Type", "application/json");
    return connection;
  }
}
