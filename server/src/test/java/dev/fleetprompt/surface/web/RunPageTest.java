package dev.fleetprompt.surface.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestBrowser;
import dev.fleetprompt.testing.TestSite;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What a person sees of a run and does about it, over real HTTP with a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunPageTest {

  private TestSite site;
  private TenantId tenant;
  private TestBrowser viewer;
  private TestBrowser editor;
  private TestBrowser stranger;
  private UUID told;
  private UUID failed;

  @BeforeAll
  void start() {
    site = TestSite.start(Shop.class);
    tenant = site.organization("harbour");
    viewer = site.signedIn(tenant, "viewer");
    editor = site.signedIn(tenant, "editor");
    stranger = site.signedIn(site.organization("elsewhere"), "owner");
    told = Shop.run(site, tenant, "tell-customers", "anna", Optional.empty());
    failed = Shop.run(site, tenant, "tell-nobody", "nobody", Optional.empty());
    await(told, ExecutionStatus.COMPLETED);
    await(failed, ExecutionStatus.FAULTED);
  }

  @AfterAll
  void stop() {
    site.close();
  }

  @Test
  void eachEntryShowsWhereTheRunStood() {
    int entries = viewer.props("/runs/" + told).at("/run/entries").asInt();
    assertThat(entries).isEqualTo(5);

    JsonNode first = moment(viewer, told, 0);
    assertThat(first.path("kind").asString()).isEqualTo("run.started");
    assertThat(first.at("/awaits/0/kind").asString()).isEqualTo("call");
    assertThat(first.at("/awaits/0/what").asString()).isEqualTo("shop.count");
    assertThat(ExactJson.read(first.path("editable").asString()).path("to").asString())
        .isEqualTo("anna");
    JsonNode counted = moment(viewer, told, 1);
    assertThat(counted.at("/awaits/0/what").asString()).isEqualTo("shop.tell");
    assertThat(counted.path("end").isNull()).isTrue();
    JsonNode last = moment(viewer, told, entries - 1);
    assertThat(last.path("awaits")).isEmpty();
    assertThat(last.path("end").asString()).isEqualTo("completed");
    assertThat(viewer.get("/runs/" + told + "/at/" + entries).statusCode()).isEqualTo(404);
    assertThat(viewer.get("/runs/" + told + "/at/-1").statusCode()).isEqualTo(404);
    assertThat(viewer.get("/runs/" + told + "/at/x").statusCode()).isEqualTo(404);
    assertThat(stranger.get("/runs/" + told + "/at/0").statusCode()).isEqualTo(404);
  }

  @Test
  void theWorkflowIsToldWithItsWays() {
    JsonNode tasks = viewer.props("/runs/" + told).path("tasks");

    assertThat(tasks.at("/0/name").asString()).isEqualTo("count");
    assertThat(tasks.at("/0/then").isNull()).isTrue();
    assertThat(tasks.at("/0/cases")).isEmpty();
  }

  @Test
  void anEditorRetriesAFailedRunAndIsLedToTheNewOne() {
    assertThat(viewer.post("/runs/" + failed + "/retry", "{}").statusCode()).isEqualTo(403);
    assertThat(stranger.post("/runs/" + failed + "/retry", "{}").statusCode()).isEqualTo(404);

    UUID rerun = ledTo(editor.post("/runs/" + failed + "/retry", "{}"));

    assertThat(rerun).isNotEqualTo(failed);
    await(rerun, ExecutionStatus.FAULTED);
    JsonNode page = viewer.props("/runs/" + rerun);
    assertThat(page.at("/run/origin").asString()).isEqualTo("retry");
    assertThat(page.at("/run/cause/id").asString()).isEqualTo(failed.toString());
    assertThat(page.at("/run/takenOver/run").asString()).isEqualTo(failed.toString());
    List<String> led = new ArrayList<>();
    viewer
        .props("/runs/" + failed)
        .path("led")
        .forEach(one -> led.add(one.at("/thing/id").asString()));
    assertThat(led).contains(rerun.toString());
  }

  @Test
  void whatCannotBeRetriedSaysWhy() {
    assertThat(ledTo(editor.post("/runs/" + told + "/retry", "{}"))).isEqualTo(told);
  }

  @Test
  void anEditorBranchesWithOtherData() {
    assertThat(viewer.post("/runs/" + failed + "/branch", "{\"entry\": \"0\"}").statusCode())
        .isEqualTo(403);

    UUID branch =
        ledTo(
            editor.post(
                "/runs/" + failed + "/branch",
                "{\"entry\": \"0\", \"value\": \"{\\\"value\\\": 1, \\\"to\\\": \\\"bea\\\"}\"}"));

    await(branch, ExecutionStatus.COMPLETED);
    assertThat(viewer.props("/runs/" + branch).at("/input/to").asString()).isEqualTo("bea");
  }

  @Test
  void aBranchWithBrokenDataIsRefusedAtItsField() {
    HttpResponse<String> answer =
        editor.post("/runs/" + failed + "/branch", "{\"entry\": \"0\", \"value\": \"{not json\"}");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("/runs/0");
    long before = runs();
    editor.post("/runs/" + failed + "/branch", "{\"entry\": \"99\"}");
    editor.post("/runs/" + failed + "/branch", "{\"entry\": \"-1\"}");
    editor.post("/runs/" + failed + "/branch", "{}");
    assertThat(runs()).isEqualTo(before);
  }

  @Test
  void anEditorPausesResumesAndCancels() {
    UUID run = Shop.run(site, tenant, "tell-afar", "afar", Optional.empty());
    await(run, ExecutionStatus.WAITING);

    assertThat(viewer.post("/runs/" + run + "/pause", "{}").statusCode()).isEqualTo(403);
    assertThat(stranger.post("/runs/" + run + "/pause", "{}").statusCode()).isEqualTo(404);
    assertThat(ledTo(editor.post("/runs/" + run + "/pause", "{\"reason\": \"look first\"}")))
        .isEqualTo(run);
    await(run, ExecutionStatus.SUSPENDED);
    assertThat(viewer.post("/runs/" + run + "/resume", "{}").statusCode()).isEqualTo(403);
    editor.post("/runs/" + run + "/resume", "{}");
    await(run, ExecutionStatus.WAITING);
    editor.post("/runs/" + run + "/cancel", "{}");
    await(run, ExecutionStatus.CANCELLED);
    assertThat(ledTo(editor.post("/runs/" + run + "/pause", "{}")))
        .as("with a warning")
        .isEqualTo(run);
  }

  private JsonNode moment(TestBrowser browser, UUID run, int entry) {
    HttpResponse<String> answer = browser.get("/runs/" + run + "/at/" + entry);
    assertThat(answer.statusCode()).isEqualTo(200);
    return ExactJson.read(answer.body());
  }

  private static UUID ledTo(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(303);
    String location = answer.headers().firstValue("Location").orElseThrow();
    return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
  }

  private long runs() {
    return viewer.props("/runs").at("/runs/count").asLong();
  }

  private void await(UUID run, ExecutionStatus status) {
    Await.until(
        "run " + run + " is " + status.text(),
        () -> site.get(Executions.class).find(tenant, run).orElseThrow().status() == status);
  }
}
