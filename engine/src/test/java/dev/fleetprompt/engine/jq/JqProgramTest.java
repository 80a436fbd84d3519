package dev.fleetprompt.engine.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JqProgramTest {
  private static final JsonNode NULL = Json.read("null");

  @Test
  void variablesAreBoundByName() {
    JqProgram program = JqProgram.compile("[$b, $a, .]", List.of("a", "b"));
    assertThat(
            program.evaluate(
                Json.read("3"), Map.of("a", Json.read("1"), "b", Json.read("2")), Fuel.standard()))
        .extracting(Json::text)
        .containsExactly("[2,1,3]");
  }

  @Test
  void aVariableWithoutValueIsNull() {
    assertThat(JqProgram.compile("$a", List.of("a")).first(NULL, Map.of(), Fuel.standard()))
        .contains(NULL);
  }

  @Test
  void theFirstResultIsAllThatIsEvaluated() {
    assertThat(JqProgram.compile("1, error").first(NULL, Map.of(), Fuel.standard()).map(Json::text))
        .contains("1");
    assertThat(JqProgram.compile("empty").first(NULL, Map.of(), Fuel.standard())).isEmpty();
  }

  @Test
  void resultsBeforeAnErrorAreHandedOut() {
    List<String> results = new ArrayList<>();
    assertThatThrownBy(() ->
            JqProgram.compile("1, 2, error({code: 7})")
                .forEach(NULL, Map.of(), Fuel.standard(), value -> results.add(Json.text(value))))
        .isInstanceOfSatisfying(
            JqException.class, e -> assertThat(Json.text(e.value())).isEqualTo("{\"code\":7}"));
    assertThat(results).containsExactly("1", "2");
  }

  @Test
  void whatTheConsumerThrowsIsNotCaughtByTheProgram() {
    assertThatThrownBy(() ->
            JqProgram.compile("try (1, 2) catch 3")
                .forEach(
                    NULL,
                    Map.of(),
                    Fuel.standard(),
                    value -> {
                      throw new IllegalStateException("mine");
                    }))
        .hasMessage("mine");
  }

  @Test
  void theInputIsNotChanged() {
    JsonNode input = Json.read("{\"a\":[1,{\"b\":2}]}");
    Json.run(
        ".a[1].b = 3, del(.a[0]), (.a |= map(1)), (.. |= .), (.a += [1] | .c = 1)",
        input,
        Fuel.standard());
    assertThat(Json.text(input)).isEqualTo("{\"a\":[1,{\"b\":2}]}");
  }

  @Test
  void theSameEvaluationSpendsTheSameFuel() {
    String program =
        "[range(100)] | map(tostring | test(\"[0-5]\")) | group_by(.) | map(length) | tojson";
    Fuel first = Fuel.standard();
    Fuel second = Fuel.standard();
    Json.run(program, NULL, first);
    Json.run(program, NULL, second);
    assertThat(first.stepsSpent()).isEqualTo(second.stepsSpent()).isPositive();
    assertThat(first.bytesSpent()).isEqualTo(second.bytesSpent()).isPositive();
  }

  @Test
  void evaluationsThatShareFuelShareItsBudget() {
    Fuel fuel = Fuel.of(FuelLimits.standard().withSteps(1_000));
    JqProgram program = JqProgram.compile("[range(300)] | length");
    program.evaluate(NULL, Map.of(), fuel);
    assertThatThrownBy(() -> program.evaluate(NULL, Map.of(), fuel))
        .isInstanceOfSatisfying(
            FuelExhaustedException.class,
            e -> {
              assertThat(e.budget()).isEqualTo(FuelExhaustedException.Budget.STEPS);
              assertThat(e.limit()).isEqualTo(1_000);
              assertThat(e).hasMessageContaining("1,000 steps").hasMessageContaining("Do less");
            });
  }

  @Test
  void resultsAreLimited() {
    Fuel fuel = Fuel.of(FuelLimits.standard().withOutputs(3));
    assertThatThrownBy(() -> Json.run("1, 2, 3, 4", NULL, fuel))
        .isInstanceOfSatisfying(
            FuelExhaustedException.class,
            e -> assertThat(e.budget()).isEqualTo(FuelExhaustedException.Budget.OUTPUTS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "{a: 1         → 1 →  6 → '}'",
        ".a | foo(1)   → 1 →  6 → foo/1 is not defined",
        ".a | $x       → 1 →  6 → Bind it with 'as'",
        "[now]         → 1 →  2 → Pass what you need as input",
        "$ENV.A        → 1 →  1 → not available",
        "\"abc        → 1 →  2 → not closed",
        "import \"a\" as a; . → 1 →  1 → modules are not available",
        "map(.; .)     → 1 →  1 → map takes [1] arguments",
        "@base63       → 1 →  1 → Use one of @base32",
        "1 == 1 == 1   → 1 →  8 → Add parentheses",
        "break $out    → 1 →  1 → label $out",
        ". % ^ 1       → 1 →  5 → unexpected character"
      })
  void aSyntaxErrorSaysWhereAndWhatToDo(String program, int line, int column, String remedy) {
    assertThatThrownBy(() -> JqProgram.compile(program))
        .isInstanceOfSatisfying(
            JqSyntaxException.class,
            e -> {
              assertThat(e).hasMessageContaining(remedy);
              assertThat(List.of(e.line(), e.column()))
                  .as(e.getMessage())
                  .containsExactly(line, column);
            });
  }

  @Test
  void theLineOfASyntaxErrorIsCounted() {
    assertThatThrownBy(() -> JqProgram.compile(".a\n| .b\n  | )"))
        .isInstanceOfSatisfying(
            JqSyntaxException.class,
            e -> assertThat(List.of(e.line(), e.column())).containsExactly(3, 5));
  }

  @Test
  void theCacheCompilesOnceAndForgetsTheLeastUsed() {
    JqCache cache = new JqCache(2);
    JqProgram a = cache.program(".a", List.of());
    assertThat(cache.program(".a", List.of())).isSameAs(a);
    assertThat(cache.program(".a", List.of("x"))).isNotSameAs(a);
    cache.program(".b", List.of());
    assertThat(cache.program(".a", List.of())).isNotSameAs(a);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "[(1, 2) + (10, 20)]                              → [11,12,21,22]",
        "[{a: (1, 2), b: (3, 4)} | [.a, .b]]              → [[1,3],[1,4],[2,3],[2,4]]",
        "[\"\\(1, 2) \\(3, 4)\"]                    → [\"1 3\",\"2 3\",\"1 4\",\"2 4\"]",
        "[pow(2, 3; 1, 2)]                                → [2,3,4,9]",
        "[range(0, 1; 3, 4)]                              → [0,1,2,0,1,2,3,1,2,1,2,3]",
        "def f($a; $b): [$a, $b]; [f(1, 2; 3, 4)]         → [[1,3],[1,4],[2,3],[2,4]]",
        "[limit(3; repeat(1, 2))]                         → [1,2,1]",
        "[label $f | 1, break $f, 2]                      → [1]",
        "try error(\"x\") catch .                       → \"x\"",
        "[.[]?, (1 | .a?), ([1] | .[\"a\"]?)]           → []",
        "[error(\"x\").a?, 1]?                          →",
        "[1, 2, 3] | (.[] | select(. > 1)) |= empty       → [1]",
        "{a: 1} | .b.c += 1                               → {\"a\":1,\"b\":{\"c\":1}}",
        "[[1, 2], [3]] | [.[][]] | add                    → 6",
        "def f(g): 1 as $x | g; 2 as $x | f($x)           → 2",
        "[foreach (1, 2, 3) as $x (0; . + $x; [$x, .])]   → [[1,1],[2,3],[3,6]]",
        "[1, [2, 3]] | . as [$a, [$b, $c]] | $a + $b + $c → 6",
        "\"aXbx\" | [match(\"x\"; \"gi\").offset]   → [1,3]",
        "\"😀a\" | [length, .[1:], (match(\"a\") | .offset)] → [2,\"a\",1]",
        "\"ab\" | [gsub(\"\"; \"-\")]               → [\"-a-b-\"]",
        "\"aa\" | [gsub(\"a\"; \"b\", \"c\")]     → [\"bb\",\"cc\"]",
        "[\"abc\" * 2, \"abc\" * 0, \"abc\" * -1]   → [\"abcabc\",\"\",null]",
        "{b: 1, a: 2} | [keys, keys_unsorted, tojson]     → [[\"a\",\"b\"],[\"b\",\"a\"],\"{\\\"b\\\":1,\\\"a\\\":2}\"]",
        "[.a?//\"x\"]                                   → [\"x\"]",
        "reduce range(5) as $i ([]; . + [$i]) | add       → 10",
        "[\"a,b, c\" | splits(\", *\")]               → [\"a\",\"b\",\"c\"]",
        "[1, 2] | IN([1, 2], 3)                           → true",
        "[paths] | length                                 → 0",
        "\"x\" as $x | {$x, \"y\": 1, (\"z\" + $x): 2, @base64 \"k\": 3} | keys → [\"k\",\"x\",\"y\",\"zx\"]",
        "0 | strftime(\"%Y-%m-%dT%H:%M:%SZ %j %U %a\")  → \"1970-01-01T00:00:00Z 001 00 Thu\"",
        "1425599621.678 | gmtime                          → [2015,2,5,23,53,41.678,4,63]",
        "[\"MZXW6YTBOI======\" | @base32d, (@base32d | @base32)] → [\"foobar\",\"MZXW6YTBOI======\"]",
        "if empty then 1 else 2 end, 3                    → 3",
        ". as [$a] ?// $a | $a                            → null",
        "[.] | tojson | fromjson                          → [null]"
      })
  void behavesAsJqDoes(String program, String result) {
    assertThat(String.join(" ", Json.texts(program, "null")))
        .isEqualTo(result == null ? "" : result);
  }
}
