package dev.fleetprompt.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Mattermost server on a raw socket of the loopback that behaves well until told otherwise: each
 * queued behaviour answers one connection. It keeps what it took as posted, so a test can see
 * whether an effect happened although its sender was never told.
 */
public final class MisbehavingMattermost implements AutoCloseable {
  /** A made-up token, of Mattermost's form. */
  public static final String TOKEN = "madeupwebhooktoken12345678";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LARGEST_BODY = 1024 * 1024;

  private final ServerSocket server;
  private final Deque<Behaviour> script = new ArrayDeque<>();
  private final List<String> posts = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private MisbehavingMattermost(ServerSocket server) {
    this.server = server;
  }

  public static MisbehavingMattermost start() throws IOException {
    MisbehavingMattermost mattermost =
        new MisbehavingMattermost(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(mattermost::accept);
    return mattermost;
  }

  /** What to do with one connection. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(MisbehavingMattermost server, Socket socket) throws IOException;

    /** Takes a good post and says ok; refuses a bad one, as Mattermost does. */
    static Behaviour well() {
      return (server, socket) -> {
        Request request = server.read(socket);
        write(socket, server.take(request));
      };
    }

    /** Reads the request, posts nothing, answers this. */
    static Behaviour answering(String response) {
      return (server, socket) -> {
        server.read(socket);
        write(socket, response);
      };
    }

    /** Reads the request, posts nothing, answers with a status and Mattermost's kind of error. */
    static Behaviour refusing(int status, String id, String... headers) {
      String body =
          "{\"id\":\"%s\",\"message\":\"refused\",\"status_code\":%d}".formatted(id, status);
      return answering(response(status, body, headers));
    }

    /** Posts, then answers with a status, as a proxy does that lost its upstream. */
    static Behaviour postingThen(int status) {
      return (server, socket) -> {
        server.take(server.read(socket));
        write(socket, response(status, "upstream lost"));
      };
    }

    /** Reads the request and never answers. */
    static Behaviour hanging() {
      return (server, socket) -> {
        server.read(socket);
        server.awaitClose();
      };
    }

    /** Posts, and sends its answer one byte every 50 ms. */
    static Behaviour dripping() {
      return (server, socket) -> {
        String answer = server.take(server.read(socket));
        for (char c : (answer + " ".repeat(2_000)).toCharArray()) {
          write(socket, String.valueOf(c));
          server.pause();
        }
      };
    }

    /** Takes the whole request, posts it, and drops the connection without a word. */
    static Behaviour takingAndDropping() {
      return (server, socket) -> server.take(server.read(socket));
    }

    /** Ends the connection before reading anything. */
    static Behaviour droppingAtOnce() {
      return (server, socket) -> {};
    }

    /**
     * Resets the connection before reading anything; whether the client had sent by then is a race.
     */
    static Behaviour resettingAtOnce() {
      return (server, socket) -> socket.setSoLinger(true, 0);
    }

    private static void write(Socket socket, String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
  }

  /** Queues how the next connections are answered, one each. */
  public MisbehavingMattermost next(Behaviour... behaviours) {
    synchronized (script) {
      script.addAll(List.of(behaviours));
    }
    return this;
  }

  public URI webhook() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hooks/" + TOKEN);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The texts it posted, in order. */
  public List<String> posts() {
    return posts;
  }

  /** How many connections brought a whole request. */
  public int requests() {
    return requests.size();
  }

  public boolean hasDuplicates() {
    Set<String> seen = new HashSet<>();
    return posts.stream().anyMatch(text -> !seen.add(text));
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Behaviour behaviour = nextBehaviour();
        Thread.ofVirtual().start(() -> serve(behaviour, socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private Behaviour nextBehaviour() {
    synchronized (script) {
      Behaviour queued = script.poll();
      return queued == null ? Behaviour.well() : queued;
    }
  }

  private void serve(Behaviour behaviour, Socket socket) {
    try (socket) {
      behaviour.answer(this, socket);
    } catch (IOException e) {
      // The client gave up, which is what some tests are about.
    }
  }

  private Request read(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request was cut");
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    byte[] body = in.readNBytes(contentLength(text));
    requests.add(text);
    return new Request(text, new String(body, StandardCharsets.UTF_8));
  }

  private static int contentLength(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .filter(length -> length <= LARGEST_BODY)
        .findFirst()
        .orElse(0);
  }

  private String take(Request request) {
    if (request.head().startsWith("GET /api/v4/system/ping ")) {
      return response(200, "{\"status\":\"OK\"}");
    }
    if (!request.head().startsWith("POST /hooks/" + TOKEN + " ")) {
      return response(
          400, "{\"id\":\"web.incoming_webhook.invalid.app_error\",\"status_code\":400}");
    }
    try {
      JsonNode text = JSON.readTree(request.body()).path("text");
      if (text.asString("").isBlank()) {
        return response(
            400, "{\"id\":\"web.incoming_webhook.text.app_error\",\"status_code\":400}");
      }
      posts.add(text.asString(""));
      return response(200, "ok");
    } catch (JacksonException e) {
      return response(400, "{\"id\":\"web.incoming_webhook.parse.app_error\",\"status_code\":400}");
    }
  }

  private static String response(int status, String body, String... headers) {
    StringBuilder response = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
    for (String header : headers) {
      response.append(header).append("\r\n");
    }
    return response
        .append("Content-Length: ")
        .append(body.getBytes(StandardCharsets.UTF_8).length)
        .append("\r\n\r\n")
        .append(body)
        .toString();
  }

  private void pause() throws IOException {
    try {
      if (closed.await(50, TimeUnit.MILLISECONDS)) {
        throw new IOException("closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Request(String head, String body) {}
}
