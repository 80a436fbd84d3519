package dev.fleetprompt.surface.web.inertia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.surface.web.NoticePage;
import dev.fleetprompt.surface.web.inertia.ProtocolPages.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What browsers with Inertia 3 rely on, over real HTTP. */
class ProtocolTest {
  private static ConfigurableApplicationContext application;
  private static int port;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    application =
        new SpringApplicationBuilder(Application.class)
            .properties("server.port=0", "protocol-pages=true")
            .run();
    port = Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @BeforeEach
  void nothingWasComputed() {
    ProtocolPages.COMPUTED.clear();
  }

  @Test
  void theFirstRequestGetsHtmlThatHoldsThePage() throws Exception {
    HttpResponse<String> answer = get("/things?after=x", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("text/html;charset=UTF-8");
    assertThat(answer.headers().allValues("vary")).contains("X-Inertia");
    assertThat(answer.body())
        .contains("<script type=\"module\" src=\"/build/assets/main-1.js\">")
        .contains("<link rel=\"stylesheet\" href=\"/build/assets/main-1.css\">")
        .contains("<link rel=\"modulepreload\" href=\"/build/assets/Error-1.js\">")
        .contains("<link rel=\"modulepreload\" href=\"/build/assets/shared-1.js\">")
        .contains("<div id=\"app\"></div>");
    JsonNode page = pageIn(answer.body());
    assertThat(page.path("component").stringValue()).isEqualTo("Error");
    assertThat(page.path("url").stringValue()).isEqualTo("/things?after=x");
    assertThat(page.path("version").stringValue()).isNotEmpty();
    assertThat(page.path("props").path("errors").isObject()).isTrue();
    assertThat(page.path("props").path("viewer").stringValue()).isEqualTo("Ada");
    assertThat(page.path("props").path("price").toString()).isEqualTo("10.50");
  }

  @Test
  void nothingInAPropEndsTheDataBlock() throws Exception {
    String body = get("/things", "Accept", "text/html").body();

    assertThat(body).doesNotContain("</script><b>").contains("\\u003c/script\\u003e");
    assertThat(pageIn(body).path("props").path("hostile").stringValue())
        .isEqualTo(ProtocolPages.HOSTILE);
  }

  @Test
  void theNextRequestsGetThePageAsJson() throws Exception {
    HttpResponse<String> answer = get("/things", "X-Inertia", "true");

    assertThat(answer.headers().firstValue("x-inertia")).contains("true");
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/json");
    assertThat(answer.headers().allValues("vary")).contains("X-Inertia");
    assertThat(json(answer).path("props").path("costly").stringValue()).isEqualTo("computed");
  }

  @Test
  void aStaleBrowserIsToldToLoadThePageAnew() throws Exception {
    HttpResponse<String> answer =
        get("/things?after=x", "X-Inertia", "true", "X-Inertia-Version", "old");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.headers().firstValue("x-inertia-location")).contains("/things?after=x");
    assertThat(answer.headers().firstValue("x-inertia-version")).isPresent();
    assertThat(ProtocolPages.COMPUTED).isEmpty();
  }

  @Test
  void aBrowserOfThisBuildIsServed() throws Exception {
    String version = json(get("/things", "X-Inertia", "true")).path("version").stringValue();

    assertThat(get("/things", "X-Inertia", "true", "X-Inertia-Version", version).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aStaleBrowsersChangeIsNotLost() throws Exception {
    assertThat(post("/things", "{\"name\":\"x\"}", "X-Inertia-Version", "old").statusCode())
        .isEqualTo(303);
  }

  @Test
  void aPartialReloadComputesOnlyWhatItWants() throws Exception {
    JsonNode props = json(partial("X-Inertia-Partial-Data", "price")).path("props");

    assertThat(props.propertyNames()).containsExactlyInAnyOrder("price", "errors");
    assertThat(ProtocolPages.COMPUTED).isEmpty();
  }

  @Test
  void aPartialReloadLeavesOutWhatItExcepts() throws Exception {
    JsonNode props = json(partial("X-Inertia-Partial-Except", "costly,viewer")).path("props");

    assertThat(props.has("price")).isTrue();
    assertThat(props.has("costly")).isFalse();
    assertThat(props.has("viewer")).isFalse();
  }

  @Test
  void whatIsOnDemandComesOnlyWhenNamed() throws Exception {
    assertThat(json(get("/things", "X-Inertia", "true")).path("props").has("rare")).isFalse();
    assertThat(ProtocolPages.COMPUTED).doesNotContain("rare");

    assertThat(json(partial("X-Inertia-Partial-Data", "rare")).path("props").has("rare")).isTrue();
  }

  @Test
  void aPartialReloadOfAnotherPageGetsAllOfThisOne() throws Exception {
    JsonNode props =
        json(get(
                "/things",
                "X-Inertia",
                "true",
                "X-Inertia-Partial-Component",
                "Other",
                "X-Inertia-Partial-Data",
                "price"))
            .path("props");

    assertThat(props.has("costly")).isTrue();
  }

  @Test
  void aChangeSendsTheBrowserOnAndSaysSoOnce() throws Exception {
    HttpResponse<String> changed = post("/things", "{\"name\":\"Lamp\"}");

    assertThat(changed.statusCode()).isEqualTo(303);
    assertThat(changed.headers().firstValue("location")).contains("/things");
    HttpResponse<String> next = get("/things", "X-Inertia", "true", "Cookie", cookie(changed));
    JsonNode message = json(next).path("flash").path("messages").path(0);
    assertThat(message.path("tone").stringValue()).isEqualTo("done");
    assertThat(message.path("text").stringValue()).isEqualTo("Lamp was saved.");
    assertThat(next.headers().firstValue("set-cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(json(get("/things", "X-Inertia", "true")).path("flash").isEmpty()).isTrue();
  }

  @Test
  void aRefusedFormGoesBackToItsPageWithTheErrors() throws Exception {
    HttpResponse<String> refused =
        post(
            "/things",
            "{\"name\":\"\",\"count\":\"many\"}",
            "Referer",
            "http://127.0.0.1:" + port + "/things?after=y");

    assertThat(refused.statusCode()).isEqualTo(303);
    assertThat(refused.headers().firstValue("location")).contains("/things?after=y");
    JsonNode errors =
        json(get("/things?after=y", "X-Inertia", "true", "Cookie", cookie(refused)))
            .path("props")
            .path("errors");
    assertThat(errors.path("name").stringValue()).isEqualTo("Fill this in.");
    assertThat(errors.path("count").stringValue()).contains("from 1 to 10");
  }

  @Test
  void aForeignPageIsNoPlaceToGoBackTo() throws Exception {
    for (String referer : List.of("http://evil.example/x", "//evil.example", "not a URL", "")) {
      assertThat(post("/things", "{}", "Referer", referer).headers().firstValue("location"))
          .contains("/");
    }
  }

  @Test
  void hostileFieldsAreNamed() throws Exception {
    for (String body :
        List.of(
            "{\"name\":[1]}",
            "{\"name\":\"a\\u0000b\"}",
            "{\"name\":\"\\ud800\"}",
            "{\"name\":\"" + "x".repeat(10_000) + "\"}")) {
      HttpResponse<String> refused = post("/things", body);
      JsonNode errors =
          json(get("/things", "X-Inertia", "true", "Cookie", cookie(refused)))
              .path("props")
              .path("errors");
      assertThat(errors.has("name")).as(body.substring(0, 12)).isTrue();
    }
  }

  @Test
  void whatIsNoFormIsRefused() throws Exception {
    assertThat(post("/things", "{").statusCode()).isEqualTo(400);
    assertThat(post("/things", "[".repeat(3_000)).statusCode()).isEqualTo(400);
    assertThat(post("/things", "\"" + "x".repeat(1 << 20) + "\"").statusCode()).isEqualTo(413);
  }

  @Test
  void manyErrorsStillFitIntoACookie() throws Exception {
    HttpResponse<String> refused = post("/many", "{}");

    assertThat(refused.headers().firstValue("set-cookie").orElseThrow().length()).isLessThan(4_096);
    JsonNode errors =
        json(get("/things", "X-Inertia", "true", "Cookie", cookie(refused)))
            .path("props")
            .path("errors");
    assertThat(errors.path("form").stringValue()).contains("more errors");
  }

  @Test
  void goingWhollyHasTheBrowserLoadEverything() throws Exception {
    HttpResponse<String> answer = post("/leave", "{}", "X-Inertia", "true");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.headers().firstValue("x-inertia-location")).contains("/things");
    assertThat(post("/leave", "{}").statusCode()).isEqualTo(303);
  }

  @Test
  void whatIsMissingIsAPageForPeople() throws Exception {
    for (String path : List.of("/missing", "/nowhere")) {
      HttpResponse<String> html = get(path, "Accept", "text/html");
      HttpResponse<String> page = get(path, "X-Inertia", "true", "Accept", "text/html");

      assertThat(html.statusCode()).isEqualTo(404);
      JsonNode props = pageIn(html.body()).path("props");
      assertThat(props.path("title").stringValue()).isEqualTo("There is no such page");
      assertThat(props.path("reference").stringValue()).isNotEmpty();
      assertThat(pageIn(html.body()).path("url").stringValue()).isEqualTo(path);
      assertThat(page.statusCode()).isEqualTo(404);
      assertThat(page.headers().firstValue("x-inertia")).contains("true");
    }
  }

  @Test
  void aFailureTellsItsReferenceAndNothingElse() throws Exception {
    HttpResponse<String> answer = get("/failing", "X-Inertia", "true", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(json(answer).path("props").path("reference").stringValue()).hasSize(36);
    assertThat(json(answer).path("props").has("viewer")).isFalse();
    assertThat(answer.body()).doesNotContain("secret detail");
  }

  @Test
  void aProgramGetsAProblem() throws Exception {
    HttpResponse<String> answer = get("/missing", "Accept", "application/json");

    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(json(answer).path("status").intValue()).isEqualTo(404);
  }

  @Test
  void theChosenThemeIsInTheFirstHtml() throws Exception {
    assertThat(get("/things", "Accept", "text/html", "Cookie", "fleet_theme=dark").body())
        .contains("data-theme=\"dark\"");
    assertThat(get("/things", "Accept", "text/html", "Cookie", "fleet_theme=x").body())
        .doesNotContain("data-theme");
  }

  @Test
  void withoutTheBuildAnErrorIsStillSaidInWords() throws Exception {
    var bare = new Pages(() -> Assets.of(ProtocolPages.file("no-such-manifest.json")), List::of);
    var pages =
        new ErrorPages(
            bare,
            application.getBean(NoticePage.class),
            Ids.following(application.getBean(java.time.Clock.class)));
    var request = new org.springframework.mock.web.MockHttpServletRequest("GET", "/error");
    request.setAttribute("jakarta.servlet.error.status_code", 404);
    var response = new org.springframework.mock.web.MockHttpServletResponse();

    pages.show(request, response);

    assertThat(response.getContentAsString()).contains("There is no such page");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.builder()
        .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build()
        .readTree(answer.body());
  }

  private static JsonNode pageIn(String html) {
    String opening = "<script data-page=\"app\" type=\"application/json\">";
    int start = html.indexOf(opening) + opening.length();
    return JsonMapper.builder()
        .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build()
        .readTree(html.substring(start, html.indexOf("</script>", start)));
  }

  private static String cookie(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private HttpResponse<String> partial(String header, String names) throws Exception {
    return get(
        "/things", "X-Inertia", "true", "X-Inertia-Partial-Component", "Error", header, names);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return http.send(request(path, headers).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return http.send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }
}
