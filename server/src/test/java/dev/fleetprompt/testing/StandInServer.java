package dev.fleetprompt.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP service on the loopback that behaves well until told otherwise, once for each answer. */
public final class StandInServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Service service;

  private StandInServer(HttpServer server, Service service) {
    this.server = server;
    this.service = service;
  }

  /** A request as it came. */
  public record Request(String method, URI uri, String authorization, String body) {}

  /** What is answered. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body);
    }
  }

  /** How it behaves when it behaves. */
  @FunctionalInterface
  public interface Service {
    Answer answer(Request request);
  }

  public static StandInServer of(Service service) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    StandInServer standIn = new StandInServer(server, service);
    server.createContext("/", standIn::answer);
    server.setExecutor(standIn.threads);
    server.start();
    return standIn;
  }

  public synchronized void next(Answer answer) {
    script.add(answer);
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              authorization == null ? "" : authorization,
              body);
      requests.add(request);
      Answer scripted = scripted();
      Answer answer = scripted == null ? service.answer(request) : scripted;
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized @org.jspecify.annotations.Nullable Answer scripted() {
    return script.poll();
  }
}
