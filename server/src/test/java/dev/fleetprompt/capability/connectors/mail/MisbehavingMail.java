package dev.fleetprompt.capability.connectors.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server on the loopback that behaves well until told otherwise. A verb's reply may be any
 * line, or nothing: then it closes the connection. Behind {@code END} stands the end of a mail.
 */
final class MisbehavingMail implements AutoCloseable {
  private final ServerSocket server;
  private final Optional<SSLContext> tls;
  private final Map<String, String> replies = new ConcurrentHashMap<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();

  private MisbehavingMail(ServerSocket server, Optional<SSLContext> tls) {
    this.server = server;
    this.tls = tls;
  }

  /**
   * @param tls what STARTTLS turns to, if it is offered
   */
  static MisbehavingMail start(Optional<SSLContext> tls) throws IOException {
    MisbehavingMail mail =
        new MisbehavingMail(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), tls);
    Thread.ofVirtual().start(mail::accept);
    return mail;
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on. */
  void reply(String verb, String line) {
    replies.put(verb, line);
  }

  void behave() {
    replies.clear();
  }

  /** The mails whose end arrived. */
  List<String> mails() {
    return List.copyOf(mails);
  }

  /** The verbs that came, in their order; behind STARTTLS with a star. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // Closed: the test is over.
      }
    }
  }

  private void serve(Socket plain) {
    try (plain) {
      Socket socket = plain;
      BufferedReader in = reader(socket);
      boolean secure = false;
      say(socket, "220 mail.test ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        commands.add(secure ? verb + "*" : verb);
        if (!answer(socket, verb, usual(verb, secure))) {
          return;
        }
        if (verb.equals("STARTTLS")) {
          socket = upgraded(plain);
          in = reader(socket);
          secure = true;
        } else if (verb.equals("DATA") && !replies.containsKey("DATA")) {
          mails.add(body(in));
          if (!answer(socket, "END", "250 taken")) {
            return;
          }
        }
      }
    } catch (IOException e) {
      // The client went.
    }
  }

  private String usual(String verb, boolean secure) {
    return switch (verb) {
      case "EHLO" ->
          "250-mail.test\r\n"
              + (tls.isPresent() && !secure ? "250-STARTTLS\r\n" : "")
              + "250 AUTH PLAIN LOGIN";
      case "STARTTLS" -> "220 go ahead";
      case "AUTH" -> "235 welcome";
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      default -> "250 fine";
    };
  }

  private boolean answer(Socket socket, String verb, String usual) throws IOException {
    String reply = replies.getOrDefault(verb, usual);
    if (reply.isEmpty()) {
      return false;
    }
    say(socket, reply);
    return true;
  }

  private static String body(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private Socket upgraded(Socket plain) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            tls.orElseThrow().getSocketFactory().createSocket(plain, null, plain.getPort(), false);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return secured;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
