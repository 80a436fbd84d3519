package dev.fleetprompt.platform.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server on a raw socket of the loopback: what it answers, and how badly, is up to its script.
 */
final class RawServer implements AutoCloseable {
  /** What to do with one accepted connection. */
  @FunctionalInterface
  interface Script {
    void serve(Socket socket, String head) throws IOException;
  }

  private final ServerSocket server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private RawServer(ServerSocket server) {
    this.server = server;
  }

  static RawServer serving(Script script) throws IOException {
    return serving(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  static RawServer serving(ServerSocket socket, Script script) {
    RawServer server = new RawServer(socket);
    Thread.ofVirtual().start(() -> server.accept(script));
    return server;
  }

  /** Answers every request with this text. */
  static RawServer answering(String response) throws IOException {
    return serving((socket, head) -> write(socket, response));
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Writes one character every 50 ms until the client hangs up. */
  static void drip(Socket socket, String text) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    for (char c : text.toCharArray()) {
      write(socket, String.valueOf(c));
      try {
        never.await(50, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  int port() {
    return server.getLocalPort();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** The heads of the requests seen, in order. */
  List<String> requests() {
    return requests;
  }

  /** Blocks a script until the server is closed. */
  void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, script));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, Script script) {
    try (socket) {
      String head = readHead(socket.getInputStream());
      if (!head.isEmpty()) {
        requests.add(head);
      }
      script.serve(socket, head);
    } catch (IOException e) {
      // The client gave up, which is what some tests are about.
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
