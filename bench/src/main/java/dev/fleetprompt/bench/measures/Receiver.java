package dev.fleetprompt.bench.measures;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The outside world of the recovery: counts how often each key was posted, and answers {@code GET
 * ?key} with {@code yes} or {@code no}.
 */
final class Receiver implements AutoCloseable {

  private static final int BACKLOG = 1_024;

  private final Map<String, AtomicInteger> posts = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** How many different keys came. */
  int keys() {
    return posts.size();
  }

  /** How many posts were one too many. */
  int repeated() {
    return posts.values().stream().mapToInt(count -> count.get() - 1).sum();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String answer;
      if (exchange.getRequestMethod().equals("POST")) {
        posts.computeIfAbsent(body, key -> new AtomicInteger()).incrementAndGet();
        answer = "taken";
      } else {
        answer = posts.containsKey(exchange.getRequestURI().getQuery()) ? "yes" : "no";
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
