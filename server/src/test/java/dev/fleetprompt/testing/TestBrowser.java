package dev.fleetprompt.testing;

import dev.fleetprompt.platform.schemas.ExactJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Asks the server like the user interface does. */
public final class TestBrowser {

  private static final Pattern COOKIE = Pattern.compile("^([^=]+)=([^;]*)");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final int port;
  private final String token;
  private final UUID person;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  TestBrowser(int port, String token, UUID person) {
    this.port = port;
    this.token = token;
    this.person = person;
    cookies.put("fleet_session_" + port, token);
  }

  public UUID person() {
    return person;
  }

  /** The same person at another server on the same database. */
  public TestBrowser at(TestSite site) {
    return new TestBrowser(site.port(), token, person);
  }

  /** A page as it is sent to a page before it. */
  public HttpResponse<String> get(String path) {
    return send(request(path).header("X-Inertia", "true"));
  }

  /** The props of a page that must be there. */
  public JsonNode props(String path) {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() == 409) {
      throw new AssertionError("the page is stale: " + answer.headers());
    }
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return ExactJson.read(answer.body()).path("props");
  }

  public HttpResponse<String> post(String path, String json) {
    get("/runs");
    return send(
        request(path)
            .header("X-Inertia", "true")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** The lines of a stream, which ends when the returned one is closed. */
  public HttpResponse<Stream<String>> stream(String path, Map<String, String> headers) {
    HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
    headers.forEach(request::setHeader);
    try {
      return HTTP.send(request.build(), BodyHandlers.ofLines());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header(
                "Cookie",
                cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
    String proof = cookies.get("XSRF-TOKEN");
    return proof == null ? request : request.header("X-XSRF-TOKEN", proof);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      for (String set : answer.headers().allValues("Set-Cookie")) {
        Matcher cookie = COOKIE.matcher(set);
        if (cookie.find()) {
          cookies.put(cookie.group(1), cookie.group(2));
        }
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
