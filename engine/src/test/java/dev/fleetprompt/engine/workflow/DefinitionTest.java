package dev.fleetprompt.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {

  private static final String HEADER =
      """
      document: { dsl: '1.0.3', namespace: shop, name: orders, version: '1.2.3' }
      """;

  private static List<Problem> problems(String text) {
    try {
      Definition.parse(text, "w.yaml");
      return fail("this should be refused:\n" + text);
    } catch (InvalidDefinitionException e) {
      return e.problems();
    }
  }

  private static Problem problem(String body) {
    List<Problem> problems = problems(HEADER + body);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().remedy()).isNotBlank();
    return problems.getFirst();
  }

  private static Definition definition(String body) throws InvalidDefinitionException {
    return Definition.parse(HEADER + body, "w.yaml");
  }

  @Test
  void aDefinitionTellsWhatItIsAndUses() throws InvalidDefinitionException {
    Definition definition =
        definition(
            """
            schedule: { cron: '0 8 * * *' }
            timeout: { after: PT1H }
            use: { functions: { note: { emit: { event: { with: { source: 'https://a.example', type: b.two } } } } } }
            do:
              - a: { call: record.find }
              - b: { call: http, with: { method: GET, endpoint: 'https://x.example/' } }
              - c: { call: note }
              - d: { emit: { event: { with: { source: 'https://a.example', type: a.one } } } }
            """);
    assertThat(definition.namespace()).isEqualTo("shop");
    assertThat(definition.name()).isEqualTo("orders");
    assertThat(definition.version()).isEqualTo("1.2.3");
    assertThat(definition.calls()).containsExactly("http", "record.find");
    assertThat(definition.emits()).containsExactly("a.one", "b.two");
    assertThat(definition.schedule()).contains(new Schedule.Cron("0 8 * * *"));
    assertThat(definition.timeout()).contains(new Span.Fixed(Duration.ofHours(1)));
  }

  @Test
  void jsonIsReadAsWell() throws InvalidDefinitionException {
    Definition definition =
        Definition.parse(
            """
            {"document": {"dsl": "1.0.3", "namespace": "a", "name": "b", "version": "0.1.0"},
             "do": [{"x": {"set": {"y": 1.50}}}]}
            """,
            "w.json");
    assertThat(definition.tasks().tasks().getFirst()).isInstanceOf(Task.Set.class);
  }

  @Test
  void aProblemNamesFileLineAndColumn() {
    Problem problem =
        problem(
            """
            do:
              - a:
                  set: { x: 1 }
                  then: nowhere
            """);
    assertThat(problem.toString()).startsWith("w.yaml:5:").contains("'nowhere'");
    assertThat(problem.path()).isEqualTo("/do/0/a/then");
    assertThat(problem.remedy()).contains("a, continue, end, exit");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    assertThat(
            problems(
                HEADER
                    + """
                    do:
                      - a: { set: { x: '${ .a + }' } }
                      - b: { wait: P1Y }
                      - c: { call: grpc, with: {} }
                    """))
        .extracting(Problem::path)
        .containsExactly("/do/0/a/set/x", "/do/1/b/wait", "/do/2/c/call");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { run: { shell: { command: ls } } }                                  | never run
          { run: { script: { language: js, code: '1' } } }                     | never run
          { run: { container: { image: a } } }                                 | never run
          { run: { workflow: { namespace: a, name: b } } }                     | version of the workflow
          { run: { workflow: { namespace: a, name: '${ .b }', version: latest } } } | not given literally
          { fork: { branches: [] } }                                           | at least one task
          { fork: { branches: [ { x: { set: { a: 1 }, then: y } }, { y: { set: { a: 1 } } } ] } } | no task 'y'
          { listen: { to: { any: [] } } }                                      | events of any type
          { listen: { to: { one: { with: { subject: x } } } } }                | literal type
          { listen: { to: { one: { with: { type: '${ .t }' } } } } }           | literal type
          { listen: { to: { one: { with: { type: x } }, until: .a } } }        | Only 'any'
          { listen: { to: { one: { with: { type: x }, correlate: { a: { from: $input.x } } } } } } | is not defined
          { listen: { to: { one: { with: { type: x } } } }, metadata: { since: yesterday } } | cannot look back
          { call: grpc, with: {} }                                             | cannot be called
          { call: asyncapi, with: {} }                                         | cannot be called
          { call: a2a, with: {} }                                              | cannot be called
          { call: openapi, with: {} }                                          | operation of a call are literal
          { call: openapi, with: { document: { endpoint: 'https://a.example/b' }, operationId: c } } | nothing is fetched
          { call: 'record.find:1.0.0@acme' }                                   | cannot be called
          { call: 'record.find:2.0.0@default' }                                | cannot be called
          { call: http, with: { method: get, endpoint: { uri: 'https://a.example', authentication: { basic: { username: a, password: b } } } } } | Credentials
          { call: http, with: { method: get, endpoint: { uri: 'https://a.example', authentication: { bearer: { token: b } } } } } | Credentials
          { call: http, with: { method: get, endpoint: { uri: 'https://a.example', authentication: { digest: { username: a, password: '${ .b }' } } } } } | Credentials
          { call: mcp, with: {} }                                              | cannot be called
          { call: 'validate@catalog' }                                         | cannot be called
          { call: 'https://a.example/f.yaml' }                                 | cannot be called
          { set: { a: '${ $secrets.token }' } }                                | $secrets
          { set: { a: '${ $nothing }' } }                                      | does not compile
          { set: { a: 1 }, sett: { a: 1 } }                                    | has no 'sett'
          { sett: { a: 1 } }                                                   | does nothing
          { set: { a: 1 }, wait: PT1S }                                        | more than one
          { wait: soon }                                                       | no length of time
          { wait: { seconds: -1 } }                                            | no length of time
          { set: { a: 1 }, timeout: short }                                    | no 'short' under use.timeouts
          { raise: { error: unknown } }                                        | no 'unknown' under use.errors
          { raise: { error: { type: 'https://a.example' } } }                  | type and a status
          { try: [ { x: { set: { a: 1 } } } ] }                                | needs a 'catch'
          { try: [ { x: { set: { a: 1 } } } ], catch: { retry: often } }       | no 'often' under use.retries
          { for: { in: .a, each: input }, do: [ { x: { set: { a: 1 } } } ] }   | cannot name a variable
          { for: { in: .a } }                                                  | list of tasks
          { emit: { event: { with: { source: 'https://a.example', type: '${ .t }' } } } } | literal type
          { do: [] }                                                           | at least one task
          { set: { a: 1 }, input: { schema: { resource: { endpoint: 'https://a.example' } } } } | not loaded
          { switch: [ { a: { when: .x } } ] }                                  | leads nowhere
          { call: http, with: { method: GET } }                                | required property 'endpoint'
          { try: [ { x: { set: { a: 1 } } } ], catch: { erors: {} } }          | 'erors'
          """)
  void whatCannotRunIsRefused(String task, String message) {
    assertThat(problem("do: [ { a: " + task + " } ]").message()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          use: { secrets: [ a ] }                                       | use.secrets
          use: { extensions: [] }                                       | use.extensions
          use: { catalogs: {} }                                         | use.catalogs
          use: { authentications: { a: { bearer: { token: b } } } }     | Credentials
          use: { authentications: { a: { bearer: { token: '${ .b }' } } } } | Credentials
          use: { functions: { openapi: { call: b } } }                  | cannot name a function
          use: { functions: { a: { call: b }, b: { call: a } } }        | calls itself
          evaluate: { language: js }                                    | has no 'evaluate'
          schedule: { on: { one: { with: { subject: a } } } }           | literal type
          schedule: { cron: hourly }                                    | no cron expression
          schedule: { every: PT0S }                                     | longer than nothing
          schedule: { cron: '* * * * *', every: PT1M }                  | exactly one rule
          timeout: { after: 5 }                                         | no length of time
          """)
  void whatCannotStandAroundTasksIsRefused(String part, String message) {
    assertThat(problem(part + "\ndo: [ { a: { set: { x: 1 } } } ]").message()).contains(message);
  }

  @Test
  void doubledNamesAreRefused() {
    assertThat(problem("do: [ { a: { set: { x: 1 } } }, { a: { set: { x: 1 } } } ]").message())
        .contains("two tasks 'a'");
    assertThat(problems("document: {}\ndocument: {}").getFirst().message()).contains("Duplicate");
  }

  @Test
  void unreachableTasksAreWarnings() throws InvalidDefinitionException {
    Definition definition =
        definition("do: [ { a: { set: { x: 1 }, then: end } }, { b: { set: { x: 2 } } } ]");
    assertThat(definition.warnings()).extracting(Problem::path).containsExactly("/do/1/b");
  }

  @Test
  void aliasesAreRefused() {
    String bomb =
        """
        a: &a [x, x]
        b: &b [*a, *a]
        """;
    assertThat(problems(bomb).getFirst().message()).contains("anchors");
  }

  @Test
  void whatIsTooBigIsRefused() {
    assertThat(problems("a: " + "x".repeat(1 << 20)).getFirst().message()).contains("1 MiB");
    String tasks =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(i -> "- t" + i + ": { wait: PT1S }\n")
            .collect(Collectors.joining());
    assertThat(problem("do:\n" + tasks).message()).contains("1000 tasks");
    String deep = "{ do: [ { a: ".repeat(40) + "{ wait: PT1S }" + " } ] }".repeat(40);
    assertThat(problem("do: [ { a: " + deep + " } ]").message()).contains("32 levels");
  }

  @Test
  void brokenSyntaxSaysWhere() {
    List<Problem> problems = problems(HEADER + "do: [ { a: }");
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().line()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void theOldestDslIsRefused() {
    assertThat(
            problems(
                    """
                    document: { dsl: '0.8.0', namespace: a, name: b, version: '0.1.0' }
                    do: [ { a: { wait: PT1S } } ]
                    """)
                .getFirst()
                .path())
        .isEqualTo("/document/dsl");
  }
}
