package dev.fleetprompt.surface.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestBrowser;
import dev.fleetprompt.testing.TestSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The pages that read, over real HTTP with a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingPagesTest {

  private TestSite site;
  private TenantId tenant;
  private TestBrowser viewer;
  private TestBrowser admin;
  private TestBrowser stranger;
  private UUID order;
  private UUID told;
  private UUID failed;
  private UUID doubtful;

  @BeforeAll
  void start() {
    site = TestSite.start(Shop.class);
    tenant = site.organization("harbour");
    viewer = site.signedIn(tenant, "viewer");
    admin = site.signedIn(tenant, "admin");
    stranger = site.signedIn(site.organization("elsewhere"), "owner");
    order =
        site.event(tenant, "shop.order.placed", "1", "{\"total\": \"12.50\", \"name\": \"Café\"}");
    told = Shop.run(site, tenant, "tell-customers", "anna", Optional.of(Link.signal(order)));
    failed = Shop.run(site, tenant, "tell-nobody", "nobody", Optional.empty());
    doubtful = Shop.run(site, tenant, "tell-afar", "afar", Optional.empty());
    ended(told);
    ended(failed);
    Await.until("a directive is in doubt", () -> doubt(doubtful).isPresent());
  }

  @AfterAll
  void stop() {
    site.close();
  }

  @Test
  void runsAreListedNewestFirstAndFiltered() {
    JsonNode all = viewer.props("/runs");
    assertThat(texts(all.at("/runs/items"), "workflow"))
        .endsWith("tell-afar", "tell-nobody", "tell-customers");
    assertThat(all.at("/runs/count").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(texts(all.path("workflows"), ""))
        .contains("tell-afar", "tell-customers", "tell-nobody");

    assertThat(texts(viewer.props("/runs?status=faulted").at("/runs/items"), "id"))
        .containsExactly(failed.toString());
    assertThat(texts(viewer.props("/runs?status=open").at("/runs/items"), "id"))
        .contains(doubtful.toString())
        .doesNotContain(told.toString(), failed.toString());
    assertThat(texts(viewer.props("/runs?workflow=tell-customers").at("/runs/items"), "id"))
        .containsExactly(told.toString());
    assertThat(viewer.props("/runs?from=2999-01-01").at("/runs/items")).isEmpty();
    assertThat(viewer.props("/runs?from=nonsense&after=x&status=odd").at("/runs/items"))
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(texts(viewer.props("/runs?after=" + failed).at("/runs/items"), "id"))
        .containsExactly(told.toString());
  }

  @Test
  void aRunShowsItsTasksStepsAndWhatTheyWereGiven() {
    JsonNode page = viewer.props("/runs/" + told);

    assertThat(texts(page.path("tasks"), "name"))
        .containsExactly("count", "words", "tell", "report");
    assertThat(texts(page.path("steps"), "state"))
        .containsExactly("completed", "completed", "completed");
    assertThat(page.at("/run/cause/id").asString()).isEqualTo(order.toString());
    JsonNode tell = page.at("/steps/1");
    assertThat(tell.at("/reference/kind").asString()).isEqualTo("directive");

    String step =
        java.net.URLEncoder.encode(
            tell.path("id").asString(), java.nio.charset.StandardCharsets.UTF_8);
    JsonNode chosen = viewer.props("/runs/" + told + "?step=" + step).path("chosen");
    assertThat(chosen.at("/input/text").asString()).isEqualTo("There are 42");
    assertThat(chosen.at("/result/output/to").asString()).isEqualTo("anna");
    assertThat(texts(page.at("/journal/items"), "kind"))
        .startsWith("run.started")
        .contains("call.started", "call.completed", "event.emitted");
    assertThat(texts(page.path("led"), "name")).containsExactly("shop.tell", "value.shop.told");
  }

  @Test
  void aFailedRunSaysWhereAndWhy() {
    JsonNode page = viewer.props("/runs/" + failed);

    assertThat(page.at("/run/status").asString()).isEqualTo("faulted");
    assertThat(page.at("/run/problem/detail").asString()).contains("nobody of that name");
    assertThat(texts(page.path("steps"), "state")).endsWith("failed");
  }

  @Test
  void signalsAreFilteredByEveryColumn() {
    assertThat(types("?type=shop")).containsExactly("shop.order.placed");
    assertThat(types("?source=urn%3Ashop")).containsExactly("shop.order.placed");
    assertThat(types("?q=caf%C3%A9")).containsExactly("shop.order.placed");
    assertThat(types("?actor=test")).containsExactly("shop.order.placed");
    assertThat(types("?cause=signal%3A" + order)).contains("workflow.run.completed");
    assertThat(types("?belongs=signal%3A" + order))
        .contains("shop.order.placed", "directive.completed", "value.shop.told");
    assertThat(types("?belongs=nonsense&from=2999-99-99")).hasSizeGreaterThan(5);
    JsonNode page = viewer.props("/signals/" + order);
    assertThat(page.at("/data/total").asString()).isEqualTo("12.50");
    assertThat(page.path("trail")).isNotEmpty();
  }

  @Test
  void whatOnlyAdminsMaySeeIsNotFoundByOthers() {
    UUID secret = site.adminsFact(tenant, "member.invited");

    assertThat(viewer.get("/signals/" + secret).statusCode()).isEqualTo(404);
    assertThat(admin.get("/signals/" + secret).statusCode()).isEqualTo(200);
    assertThat(types("?type=member")).isEmpty();
  }

  @Test
  void directivesAreListedWithWhyTheyFailed() {
    JsonNode all = viewer.props("/directives");
    assertThat(texts(all.at("/directives/items"), "type")).contains("shop.tell");
    assertThat(texts(viewer.props("/directives?state=failed").at("/directives/items"), "failure"))
        .containsExactly("There is nobody of that name");
    assertThat(viewer.props("/directives?state=in_doubt&type=shop.tell").at("/directives/items"))
        .isNotNull();
    assertThat(viewer.props("/directives?run=" + told).at("/directives/items")).hasSize(1);
    assertThat(viewer.props("/directives?type=no%20type").at("/directives/items")).isNotEmpty();

    String id = viewer.props("/directives?run=" + told).at("/directives/items/0/id").asString();
    JsonNode page = viewer.props("/directives/" + id);
    assertThat(page.at("/params/to").asString()).isEqualTo("anna");
    assertThat(page.at("/tries/0/outcome").asString()).isEqualTo("completed");
    assertThat(page.at("/directive/rule").asString()).isNotEmpty();
    assertThat(texts(page.path("moves"), "word")).contains("started", "completed");
  }

  @Test
  void onlyAnAdminSaysWhatBecameOfADirectiveInDoubt() {
    UUID run = Shop.run(site, tenant, "tell-later", "later", Optional.empty());
    Await.until("it is in doubt", () -> doubt(run).isPresent());
    UUID id = doubt(run).orElseThrow();

    assertThat(
            viewer.post("/directives/" + id + "/resolve", "{\"decision\":\"leave\"}").statusCode())
        .isEqualTo(403);
    assertThat(state(id)).isEqualTo(DirectiveState.IN_DOUBT);
    Shop.Tell.MENDED.set(true);
    assertThat(
            admin
                .post("/directives/" + id + "/resolve", "{\"decision\":\"send_again\"}")
                .statusCode())
        .isEqualTo(303);
    Await.until("it was sent again", () -> state(id) == DirectiveState.COMPLETED);
    assertThat(
            admin.post("/directives/" + id + "/resolve", "{\"decision\":\"leave\"}").statusCode())
        .as("a second decision changes nothing")
        .isEqualTo(303);
    assertThat(state(id)).isEqualTo(DirectiveState.COMPLETED);
    assertThat(viewer.props("/directives/" + id).path("tries")).hasSize(2);
    ended(run);
  }

  @Test
  void whyTellsTheChainFromTheFirstSignalToTheLastEffect() {
    String directive =
        viewer.props("/directives?run=" + told).at("/directives/items/0/id").asString();

    for (String about : List.of("signal/" + order, "run/" + told, "directive/" + directive)) {
      JsonNode nodes = viewer.props("/why/" + about).path("nodes");
      assertThat(texts(nodes, "name"))
          .as(about)
          .startsWith("shop.order.placed", "tell-customers")
          .contains("shop.tell", "value.shop.told");
      assertThat(texts(nodes, "depth")).startsWith("0", "1", "2");
    }
    JsonNode run = viewer.props("/why/run/" + told).at("/nodes/1");
    assertThat(texts(run.path("moments"), "type"))
        .containsExactly("workflow.run.started", "workflow.run.completed");
  }

  @Test
  void nothingOfAnotherOrganizationIsFound() {
    String directive =
        viewer.props("/directives?run=" + told).at("/directives/items/0/id").asString();
    for (String path :
        List.of(
            "/runs/" + told,
            "/signals/" + order,
            "/directives/" + directive,
            "/why/run/" + told,
            "/why/signal/" + order,
            "/runs/nonsense",
            "/why/odd/" + told)) {
      assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(stranger.props("/runs").at("/runs/items")).isEmpty();
    assertThat(stranger.props("/signals").at("/signals/items").toString())
        .doesNotContain(order.toString());
    assertThat(
            stranger
                .post("/directives/" + directive + "/resolve", "{\"decision\":\"leave\"}")
                .statusCode())
        .isEqualTo(404);
    assertThat(stranger.post("/runs/" + told + "/cancel", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void homeTellsWhatNeedsSomebodyWhatRunsAndWhatItBrought() {
    JsonNode home = viewer.props("/");

    assertThat(texts(home.at("/needs/rows"), "state")).contains("in_doubt", "faulted");
    assertThat(home.at("/needs/inDoubt/rows").asInt()).isPositive();
    assertThat(home.at("/work/open/rows").asInt()).isPositive();
    assertThat(home.at("/value/thisWeek/rows").asInt()).isPositive();
    assertThat(texts(home.at("/value/kinds"), "type")).containsExactly("value.shop.told");
    assertThat(home.path("events")).isNotEmpty();
    assertThat(home.path("steps").isNull()).as("the first value is there").isTrue();
  }

  @Test
  void homeLeadsToTheFirstValueWhereThereIsNone() {
    JsonNode home = stranger.props("/");

    assertThat(home.at("/steps/installed").asBoolean()).isFalse();
    assertThat(home.at("/steps/value").asBoolean()).isFalse();
    assertThat(home.at("/needs/rows")).isEmpty();
  }

  @Test
  void thingsAreFoundByNameAndId() {
    assertThat(find("tell-cust")).contains("/runs/" + told);
    assertThat(find(order.toString())).containsExactly("/signals/" + order);
    assertThat(find("shop.tel")).anyMatch(path -> path.startsWith("/directives/"));
    assertThat(find("order.pl")).contains("/signals?type=shop.order.placed");
  }

  private List<String> find(String text) {
    JsonNode answer =
        dev.fleetprompt.platform.schemas.ExactJson.read(viewer.get("/find?q=" + text).body());
    return texts(answer.path("found"), "href");
  }

  private List<String> types(String query) {
    return texts(viewer.props("/signals" + query).at("/signals/items"), "type");
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> found = new ArrayList<>();
    list.forEach(one -> found.add((field.isEmpty() ? one : one.path(field)).asString()));
    return found;
  }

  private void ended(UUID run) {
    Await.until("the run ends", () -> status(run).ended());
  }

  private ExecutionStatus status(UUID run) {
    return site.get(Executions.class).find(tenant, run).orElseThrow().status();
  }

  private DirectiveState state(UUID directive) {
    return site.get(Directives.class).find(tenant, directive).orElseThrow().state();
  }

  private Optional<UUID> doubt(UUID run) {
    return site
        .get(Directives.class)
        .page(
            tenant,
            dev.fleetprompt.platform.directives.DirectiveQuery.newest(10)
                .in(DirectiveState.IN_DOUBT)
                .ofRun(run))
        .stream()
        .map(one -> one.id())
        .findFirst();
  }
}
