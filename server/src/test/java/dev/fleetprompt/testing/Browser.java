package dev.fleetprompt.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a browser with our pages does: keeps cookies, sends the token against forgery, asks for
 * pages as JSON. It follows no redirect by itself.
 */
public final class Browser {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port;
  private final Map<String, String> cookies = new ConcurrentHashMap<>();

  public Browser(int port) {
    this.port = port;
  }

  /** An answer. */
  public record Answer(int status, String body, HttpResponse<String> raw) {
    public Optional<String> header(String name) {
      return raw.headers().firstValue(name);
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }

    /** The props of a page that was asked for as JSON. */
    public JsonNode props() {
      return json().path("props");
    }

    /** Where it leads, whether by redirect or by loading anew. */
    public String target() {
      return header("Location").or(() -> header("X-Inertia-Location")).orElse("");
    }
  }

  public int port() {
    return port;
  }

  public Map<String, String> cookies() {
    return cookies;
  }

  /** Opens an address, as a first request does. */
  public Answer open(String path) {
    return send(request(path).GET().header("Accept", "text/html"));
  }

  /** Goes to a page from another one. */
  public Answer page(String path) {
    return send(request(path).GET().header("Accept", "text/html").header("X-Inertia", "true"));
  }

  /** Sends a form; the answer leads on with 303, or 409 where everything is loaded anew. */
  public Answer submit(String path, Map<String, ?> form) {
    return submit(path, JSON.writeValueAsString(form));
  }

  public Answer submit(String path, String body) {
    return send(known(path, body).header("Accept", "text/html").header("X-Inertia", "true"));
  }

  /** The errors that a refused form leads back to. */
  public JsonNode errors(String page, String path, Map<String, ?> form) {
    Answer answer =
        send(
            known(path, JSON.writeValueAsString(form))
                .header("Accept", "text/html")
                .header("X-Inertia", "true")
                .header("Referer", "http://127.0.0.1:" + port + page));
    if (answer.status() != 303 || !answer.target().equals(page)) {
      throw new AssertionError("not refused: " + answer.status() + " " + answer.target());
    }
    return page(page).props().path("errors");
  }

  /** What a page's script sends and reads. */
  public Answer call(String path, Map<String, ?> data) {
    return send(known(path, JSON.writeValueAsString(data)).header("Accept", "application/json"));
  }

  private HttpRequest.Builder known(String path, String body) {
    String token = token();
    return forged(path, body).header("X-XSRF-TOKEN", token);
  }

  /** A form from elsewhere, which does not know the token. */
  public HttpRequest.Builder forged(String path, String body) {
    return request(path)
        .POST(BodyPublishers.ofString(body))
        .header("Content-Type", "application/json");
  }

  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
    if (!cookies.isEmpty()) {
      StringBuilder all = new StringBuilder();
      new TreeMap<>(cookies)
          .forEach((name, value) ->
              all.append(all.isEmpty() ? "" : "; ").append(name).append('=').append(value));
      request.header("Cookie", all.toString());
    }
    return request;
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      response.headers().allValues("set-cookie").forEach(this::keep);
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String token() {
    if (!cookies.containsKey("XSRF-TOKEN")) {
      open("/login");
    }
    return cookies.getOrDefault("XSRF-TOKEN", "");
  }

  private void keep(String header) {
    String pair = header.substring(0, (header + ";").indexOf(';'));
    String name = pair.substring(0, pair.indexOf('='));
    String value = pair.substring(pair.indexOf('=') + 1);
    if (value.isEmpty()) {
      cookies.remove(name);
    } else {
      cookies.put(name, value);
    }
  }
}
