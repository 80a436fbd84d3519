package dev.fleetprompt.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes posts on the loopback, outlives the nodes, and knows how often it got each window. It
 * counts a post before it answers, and takes a moment in between, so that attempts are cut there
 * too.
 */
final class WindowReceiver implements AutoCloseable {

  private static final Duration BEFORE_ANSWER = Duration.ofMillis(100);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Integer> posts = new ConcurrentHashMap<>();

  private WindowReceiver(HttpServer server) {
    this.server = server;
  }

  static WindowReceiver start() throws IOException {
    WindowReceiver receiver =
        new WindowReceiver(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200));
    receiver.server.createContext("/", receiver::take);
    receiver.server.setExecutor(receiver.threads);
    receiver.server.start();
    return receiver;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** How often a window was posted. */
  int posts(String window) {
    return posts.getOrDefault(window, 0);
  }

  Map<String, Integer> posts() {
    return Map.copyOf(posts);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String window = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      posts.merge(window, 1, Integer::sum);
      LockSupport.parkNanos(BEFORE_ANSWER.toNanos());
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
