package dev.fleetprompt.platform.executions;

import static dev.fleetprompt.platform.executions.ListeningPlatform.HEAD;
import static dev.fleetprompt.platform.executions.ListeningPlatform.json;
import static dev.fleetprompt.platform.executions.ListeningPlatform.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.testing.Await;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubRunsTest {

  private static final String CALL =
      """
      - child: {run: {workflow: {namespace: test, name: %s, version: %s, input: {n: '${ .n }'}}}}
      """;

  private final ListeningPlatform shop = new ListeningPlatform();

  @BeforeAll
  void define() {
    define("double", "1.0.0", "- twice: {set: {n: '${ .n * 2 }'}}\n");
    define("double", "2.0.0", "- twice: {set: {n: '${ .n * 2 }', version: two}}\n");
    define("slow", "1.0.0", "- pause: {wait: {hours: 1}}\n");
    define("wrong", "1.0.0", "- wrong: {call: test.increment, with: {value: -1}}\n");
    define("endless", "1.0.0", CALL.formatted("endless", "latest"));
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void aRunWaitsForItsChildAndGetsItsOutput() {
    UUID id = shop.begin(CALL.formatted("double", "'1.0.0'"), "{\"n\": 21}");

    Execution run = shop.ended(id);

    assertThat(run.output()).contains(json("{\"n\": 42}"));
    Execution child = children(id).getFirst();
    assertThat(child.status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(child.causation()).contains(Link.run(id));
    assertThat(child.correlation()).isEqualTo(run.correlation());
    assertThat(child.requester()).isEqualTo(run.requester());
    assertThat(child.origin()).isEqualTo("workflow");
  }

  @Test
  void latestIsTheNewestVersion() {
    UUID id = shop.begin(CALL.formatted("double", "latest"), "{\"n\": 1}");

    assertThat(shop.ended(id).output()).contains(json("{\"n\": 2, \"version\": \"two\"}"));
  }

  @Test
  void aVersionThatIsNotThereIsAnErrorThatNamesThoseThatAre() {
    UUID id = shop.begin(CALL.formatted("double", "'3.0.0'"), "{\"n\": 1}");

    assertThat(shop.ended(id).error().orElseThrow().detail()).contains("3.0.0", "2.0.0, 1.0.0");
  }

  @Test
  void aWorkflowOfAnotherInstallationIsNotFound() {
    UUID definition = shop.platform.database().ids().next();
    shop.platform.commit(
        new UnitOfWork(shop.tenant)
            .add(
                new StoreDefinition(
                    definition,
                    "test",
                    "foreign",
                    "1.0.0",
                    HEAD + "- done: {set: {}}\n",
                    Optional.of(definition),
                    Optional.empty())));

    UUID id = shop.begin(CALL.formatted("foreign", "latest"), "{}");

    assertThat(shop.ended(id).error().orElseThrow().detail()).contains("no workflow 'foreign'");
    assertThat(children(id)).isEmpty();
  }

  @Test
  void aChildsErrorIsTheParentsToCatch() {
    UUID id =
        shop.begin(
            """
            - attempt:
                try:
                  - child: {run: {workflow: {namespace: test, name: wrong, version: latest}}}
                catch:
                  as: problem
                  do: [{note: {set: {why: '${ $problem.detail }'}}}]
            """,
            "{}");

    assertThat(shop.ended(id).output()).contains(json("{\"why\": \"Below zero\"}"));
  }

  @Test
  void aCancelledParentCancelsItsChild() {
    UUID id = shop.begin(CALL.formatted("slow", "latest"), "{}");
    UUID child = waitingChild(id);

    shop.platform.get(Executions.class).cancel(shop.tenant, id, Actor.PLATFORM, "enough");

    assertThat(shop.ended(id).status()).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(shop.ended(child).status()).isEqualTo(ExecutionStatus.CANCELLED);
  }

  @Test
  void aCallThatTimesOutCancelsTheChildAndTheParentGoesOn() {
    UUID id =
        shop.begin(
            """
            - attempt:
                try:
                  - child:
                      run: {workflow: {namespace: test, name: slow, version: latest}}
                      timeout: {after: {milliseconds: 500}}
                catch:
                  errors: {with: {status: 408}}
                  do: [{late: {set: {late: true}}}]
            """,
            "{}");

    assertThat(shop.ended(id).output()).contains(json("{\"late\": true}"));
    assertThat(shop.ended(children(id).getFirst().id()).status())
        .isEqualTo(ExecutionStatus.CANCELLED);
  }

  @Test
  void aCancelledChildIsAnErrorOfItsParent() {
    UUID id = shop.begin(CALL.formatted("slow", "latest"), "{}");
    UUID child = waitingChild(id);

    shop.platform.get(Executions.class).cancel(shop.tenant, child, Actor.PLATFORM, "not this");

    Execution run = shop.ended(id);
    assertThat(run.error().orElseThrow().type()).endsWith("/workflow/cancelled");
    assertThat(run.error().orElseThrow().detail()).isEqualTo("not this");
  }

  @Test
  void aRunThatDoesNotAwaitItsChildGoesOnAtOnce() {
    UUID id =
        shop.begin(
            """
            - child:
                run: {await: false, workflow: {namespace: test, name: slow, version: latest, input: {a: 1}}}
            """,
            "{}");

    assertThat(shop.ended(id).output()).contains(json("{}"));
    Execution child = children(id).getFirst();
    shop.waits(child.id());
    assertThat(shop.platform.find(shop.tenant, child.id()).status())
        .isEqualTo(ExecutionStatus.WAITING);
  }

  @Test
  void workflowsThatRunEachOtherEndlesslyAreStopped() {
    UUID id = shop.begin(CALL.formatted("endless", "latest"), "{}");

    assertThat(shop.ended(id).error().orElseThrow().detail()).contains("more than 20 deep");
  }

  private void define(String name, String version, String tasks) {
    shop.platform.commit(
        new UnitOfWork(shop.tenant)
            .add(
                store(
                    shop.platform.database().ids().next(),
                    name,
                    version,
                    HEAD.replace("name: test", "name: " + name)
                            .replace("version: '1.0.0'", "version: '" + version + "'")
                        + tasks)));
  }

  private UUID waitingChild(UUID parent) {
    Await.until(
        "the child waits",
        () -> children(parent).stream().anyMatch(run -> run.status() == ExecutionStatus.WAITING));
    return children(parent).getFirst().id();
  }

  private List<Execution> children(UUID parent) {
    return shop
        .platform
        .database()
        .engine()
        .sql()
        .sql("select id from fleet.execution where parent_id = ? order by id")
        .param(parent)
        .query((row, number) -> row.getObject(1, UUID.class))
        .list()
        .stream()
        .map(id -> shop.platform.find(shop.tenant, id))
        .toList();
  }
}
