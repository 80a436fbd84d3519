package dev.fleetprompt.capability.connectors.mattermost.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks Mattermost's contract for incoming webhooks on the loopback, so that a demonstration needs
 * no Mattermost: {@code POST /hooks/<token>} with JSON answers 200 {@code ok}, an unknown token
 * 400, a body without text 400, a longer text than Mattermost's is refused; {@code GET
 * /api/v4/system/ping} answers that it is up. What was posted is kept in memory and, if a file is
 * given, appended to it first, one JSON document a line, so that it survives a crash.
 */
public final class MattermostReceiver implements AutoCloseable {
  private static final int LARGEST_BODY = 256 * 1024;
  private static final int LONGEST_TEXT = 16_383;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final ExecutorService threads;
  private final String path;
  private final PostLog log;

  private MattermostReceiver(HttpServer server, String token, PostLog log) {
    this.server = server;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.path = "/hooks/" + token;
    this.log = log;
  }

  /**
   * Starts on a port of the loopback, 0 for a free one.
   *
   * @param token 26 lowercase letters and digits, as {@link HookToken} makes them
   * @param file where posts are appended; those already there are kept and listed
   * @throws IOException when the port is in use or the file cannot be read or written
   */
  public static MattermostReceiver start(int port, String token, Optional<Path> file, Clock clock)
      throws IOException {
    PostLog log = PostLog.open(file, clock);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    MattermostReceiver receiver = new MattermostReceiver(server, token, log);
    server.createContext("/", receiver::answer);
    server.setExecutor(receiver.threads);
    server.start();
    return receiver;
  }

  /** The webhook's address: a secret like a real one. */
  public URI webhook() {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What was posted, oldest first; the last 10,000. */
  public List<ReceivedPost> posts() {
    return log.posts();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestURI().getPath();
      if (asked.equals("/api/v4/system/ping") && exchange.getRequestMethod().equals("GET")) {
        respond(exchange, 200, "application/json", "{\"status\":\"OK\"}");
      } else if (!asked.startsWith("/hooks/")) {
        refuse(exchange, 404, "api.context.404.app_error", "There is nothing at this address.");
      } else if (!asked.equals(path)) {
        refuse(exchange, 400, "web.incoming_webhook.invalid.app_error", "Invalid webhook.");
      } else if (!exchange.getRequestMethod().equals("POST")) {
        refuse(exchange, 405, "api.context.405.app_error", "Use POST.");
      } else {
        receive(exchange);
      }
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      refuse(exchange, 413, "api.context.413.app_error", "The body is too large.");
      return;
    }
    Optional<ObjectNode> post = parse(body);
    if (post.isEmpty()) {
      refuse(exchange, 400, "web.incoming_webhook.parse.app_error", "Unable to parse the body.");
      return;
    }
    String text = post.get().path("text").asString("");
    if (text.isBlank()) {
      refuse(exchange, 400, "web.incoming_webhook.text.app_error", "No text specified.");
      return;
    }
    if (text.length() > LONGEST_TEXT) {
      refuse(exchange, 400, "web.incoming_webhook.text.length.app_error", "The text is too long.");
      return;
    }
    try {
      log.append(post.get());
    } catch (UncheckedIOException e) {
      refuse(exchange, 500, "web.incoming_webhook.store.app_error", "The post was not stored.");
      return;
    }
    respond(exchange, 200, "text/plain", "ok");
  }

  private static Optional<ObjectNode> parse(byte[] body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static void refuse(HttpExchange exchange, int status, String id, String message)
      throws IOException {
    ObjectNode error = JSON.createObjectNode();
    error
        .put("id", id)
        .put("message", message)
        .put("detailed_error", "")
        .put("status_code", status);
    respond(exchange, status, "application/json", JSON.writeValueAsString(error));
  }

  private static void respond(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
