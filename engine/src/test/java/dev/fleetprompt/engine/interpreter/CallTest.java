package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallFailed;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallStarted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CallTest {

  private static JsonNode echo(Command.Call call) {
    return call.arguments();
  }

  @Test
  void callsAnswerOneAfterTheOtherUnderIdsOfTheirOwn() {
    TestRun run =
        TestRun.of(
                """
                do:
                  - loop:
                      for: { in: '[1, 2]' }
                      do:
                        - post: { call: post, with: { n: '${ $item }' }, metadata: { key: '${ $index }' } }
                """,
                "{}")
            .finish(CallTest::echo);
    assertThat(run.issued)
        .extracting(command -> ((Command.Call) command).id().value())
        .containsExactly("/do/0/loop/do/0/post#1", "/do/0/loop/do/0/post#2");
    assertThat(((Command.Call) run.issued.get(1)).metadata()).isEqualTo(TestRun.yaml("{key: 1}"));
    assertThat(run.output()).isEqualTo(TestRun.yaml("{n: 2}"));
  }

  @Test
  void aSecondAnswerToACallChangesNothing() {
    TestRun run = TestRun.of("do: [ { a: { call: x } }, { b: { call: y } } ]", "{}");
    CallId first = ((Command.Call) run.outstanding().getFirst()).id();
    run.apply(new CallCompleted(run.now, first, TestRun.yaml("1")));
    RunState state = run.state;
    run.apply(new CallCompleted(run.now, first, TestRun.yaml("2")));
    run.apply(new CallFailed(run.now, first, new WorkflowError("x", 500, null, null, null)));
    assertThat(run.state).isSameAs(state);
  }

  @Test
  void aReferenceComesBackWithItsCall() {
    TestRun run = TestRun.of("do: [ { a: { call: mattermost.post } } ]", "{}");
    CallId id = ((Command.Call) run.outstanding().getFirst()).id();
    run.apply(new CallStarted(run.now, id, "directive-1"));
    assertThat(((Command.Call) run.outstanding().getFirst()).reference()).isEqualTo("directive-1");
    run.apply(new CallCompleted(run.now, id, TestRun.yaml("{}")));
    assertThat(run.output()).isEqualTo(TestRun.yaml("{}"));
  }

  @Test
  void aFunctionOfTheWorkflowSeesItsArgumentsOnly() {
    TestRun run =
        TestRun.of(
                """
                use:
                  functions:
                    greet:
                      do:
                        - ask: { call: ask, with: { name: '${ .name }' } }
                        - say: { set: { text: '${ "Hello " + .name }' } }
                do:
                  - loop:
                      for: { in: '["Ann", "Bob"]' }
                      do:
                        - one: { call: greet, with: { name: '${ $item }' } }
                """,
                "{}")
            .finish(CallTest::echo);
    assertThat(run.output()).isEqualTo(TestRun.yaml("{text: Hello Bob}"));
    assertThat(run.definition.calls()).containsExactly("ask");
  }

  @Test
  void httpArgumentsAreCompleted() {
    TestRun run =
        TestRun.of(
            """
            do:
              - get:
                  call: http
                  with: { method: get, endpoint: 'https://api.example/orders/{id}?q={name}' }
            """,
            "{id: 10.50, name: 'a b/ü'}");
    Command.Call call = (Command.Call) run.outstanding().getFirst();
    assertThat(call.function()).isEqualTo("http");
    assertThat(call.arguments())
        .isEqualTo(
            TestRun.yaml(
                "{method: GET, endpoint: {uri: 'https://api.example/orders/10.5?q=a%20b%2F%C3%BC'}}"));
  }

  @Test
  void anOperationIsCalledOverHttp() {
    TestRun run =
        new TestRun(
            TestRun.parse(
                """
                document: { dsl: '1.0.3', namespace: test, name: test, version: '1.0.0' }
                do:
                  - change:
                      call: openapi
                      with:
                        document: { endpoint: 'document://shop.yaml' }
                        operationId: change
                        parameters: { id: 'a/b', tag: '${ .tags }', sort: [ x, y ], trace: 7, sid: 's 1', none: null, body: { n: '${ .n }' } }
                        authentication: { use: shop }
                        output: response
                """,
                uri ->
                    Optional.of(
                        """
                        openapi: 3.0.0
                        paths:
                          /orders/{id}:
                            put:
                              operationId: change
                              parameters:
                                - { name: id, in: path, required: true }
                                - { name: tag, in: query }
                                - { name: none, in: query }
                                - { name: sort, in: query, explode: false }
                                - { name: trace, in: header }
                                - { name: sid, in: cookie }
                              requestBody: { content: { '*/*': {} } }
                        """)),
            new Interpreter(Limits.standard()),
            TestRun.yaml("{n: 1, tags: [ 'a b', c ]}"),
            TestRun.yaml("{}"));
    assertThat(run.call("http").arguments())
        .isEqualTo(
            TestRun.yaml(
                """
                method: PUT
                endpoint:
                  uri: /orders/a%2Fb?tag=a%20b&tag=c&sort=x,y
                  authentication: { use: shop }
                headers: { trace: '7', Cookie: sid=s%201 }
                body: { n: 1 }
                output: response
                """));
  }

  @Test
  void aRunGoesOnAsANewOne() {
    String text =
        "do: [ { a: { try: [ { next: { call: continue%s } } ], catch: {} } }, { b: { call: x } } ]";
    assertThat(TestRun.of(text.formatted(", with: { n: '${ .n + 1 }' }"), "{n: 1}").end())
        .isEqualTo(new RunEnd.Continued(TestRun.yaml("{n: 2}")));
    assertThat(TestRun.of(text.formatted(""), "{n: 1}").end())
        .isEqualTo(new RunEnd.Continued(TestRun.yaml("{n: 1}")));
  }

  @Test
  void aFunctionOfTheCatalogIsNotTheWorkflowsOwn() {
    TestRun run =
        TestRun.of(
            """
            use: { functions: { record.find: { set: { own: true } } } }
            do:
              - own: { call: record.find }
              - catalog: { call: 'record.find:1.0.0@default', with: { id: 1 } }
            """,
            "{}");
    assertThat(run.definition.calls()).containsExactly("record.find");
    run.answer("record.find", "{found: 1}");
    assertThat(run.output()).isEqualTo(TestRun.yaml("{found: 1}"));
  }

  @Test
  void aNamedAuthenticationIsTheConnectionBehindIt() {
    String text =
        """
        use: { authentications: { shop: { bearer: { use: shop-api } } } }
        do:
          - get: { call: http, with: { method: get, endpoint: { uri: 'https://a.example/', authentication: %s } } }
        """;
    for (String policy :
        List.of("{ use: shop }", "{ use: shop-api }", "{ basic: { use: shop-api } }")) {
      Command.Call call = TestRun.of(text.formatted(policy), "{}").call("http");
      assertThat(call.arguments().at("/endpoint/authentication"))
          .isEqualTo(TestRun.yaml("{use: shop-api}"));
    }
    Command.Call computed =
        TestRun.of(text.formatted("{ use: '${ .name }' }"), "{name: other}").call("http");
    assertThat(computed.arguments().at("/endpoint/authentication"))
        .isEqualTo(TestRun.yaml("{use: other}"));
  }
}
