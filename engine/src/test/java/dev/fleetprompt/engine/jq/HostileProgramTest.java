package dev.fleetprompt.engine.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that would run for ever or fill the memory, each on a thread with a stack of 512 KiB.
 */
class HostileProgramTest {
  private static final int STACK = 512 * 1024;

  /** A guard against hanging only; the budgets end an evaluation long before. */
  private static final Duration HUNG = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "last(range(1e12))",
        "[range(1e12)]",
        "last(range(0; 1e12; 0.5))",
        "reduce range(1e12) as $i (0; . + 1)",
        "first(range(1e12) | select(. < 0))",
        "\"x\" * 2e9",
        "\"xxxxxxxxxxxxxxxx\" * 1e7 | length",
        "[limit(1e9; repeat(.))]",
        "repeat(empty)",
        "[repeat(1)] | length",
        "last(repeat(1))",
        "def f: f; f",
        "def f: f, f; f",
        "def f: 1 + f; f",
        "def f: [f]; f",
        "def f: f | f; f",
        "def f(g): f(g | .); f(.)",
        "def f(g): f(g, g); f(.)",
        "def f($x): f($x + 1); f(0)",
        "def f: . as $x | f; f",
        "def f: if . then f else . end; true | f",
        "def f: try f catch f; f",
        "def f: try error catch f; f",
        "def f: f // f; f",
        "def f: {a: f}; f",
        "def f: path(f); f",
        "path(def f: f; f)",
        "path(def f: .a | f; f)",
        "until(false; .)",
        "until(false; 1, 2)",
        "while(true; .) | empty",
        "[while(true; . + 1)]",
        "recurse(.) | empty",
        "[recurse(., .)] | length",
        "last(recurse([.]))",
        "0 | last(recurse(. + 1))",
        ".[1e9] = 1",
        ".[536870911] = 1",
        "[] | .[1e8:] = [1]; .",
        "setpath([1e9]; 1)",
        "reduce range(1e6) as $i (null; setpath([range(2000)]; 1))",
        "null | setpath([range(1e6) | \"a\"]; 1)",
        "reduce range(100) as $i ([1]; . + .)",
        "reduce range(100) as $i (\"x\"; . + .)",
        "reduce range(100) as $i ({a: 1}; {a: ., b: .})",
        "reduce range(100) as $i (1; [., .]) | tojson",
        "reduce range(100) as $i (1; [., .]) | length, .",
        "reduce range(100) as $i (1; [., .]) | . == .",
        "reduce range(100) as $i (1; [., .]) | [..] | length",
        "reduce range(100) as $i (1; [., .]) | flatten",
        "reduce range(100) as $i (1; [., .]) | [tostream]",
        "reduce range(100) as $i (1; [., .]) | [paths]",
        "reduce range(100) as $i (1; [., .]) | walk(.)",
        "reduce range(100) as $i (1; [., .]) | contains([[2]]) | not | repeat(.)",
        "reduce range(100) as $i (1; [., .]) | @text, @sh",
        "reduce range(100) as $i (1; [., .]) | \"\\(.)\"",
        "reduce range(100) as $i ({}; {a: ., b: .}) | . * .",
        "reduce range(100) as $i ({}; {a: ., b: .}) | tojson",
        "reduce range(100000) as $i (1; [.])",
        "reduce range(100000) as $i (1; [.]) | tojson",
        "reduce range(100000) as $i (1; {a: .}) | [..] | length",
        "reduce range(100000) as $i (1; [.]) | . == .",
        "reduce range(100000) as $i (1; [.]) | flatten",
        "reduce range(100000) as $i (1; [.]) | del(..)",
        "reduce range(100000) as $i (1; {a: .}) | . * .",
        "reduce range(100000) as $i (1; [.]) | walk(.)",
        "[limit(100000; repeat(\"[\"))] | add | fromjson",
        "\"[\" * 1000000 | fromjson",
        "\"{\\\"a\\\":\" * 100000 | fromjson",
        "(\"[\" * 100000) + (\"]\" * 100000) | fromjson",
        "(1,2)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)",
        "[range(1000)] | [.[] as $a | .[] as $b | .[] as $c | $a + $b + $c] | length",
        "[range(100)] as $x | [$x, $x, $x, $x, $x, $x] | [combinations] | length",
        "[range(10)] | combinations(100)",
        "[range(30)] | [combinations(30)] | length",
        "3 | until(false; . * .)",
        "1.000000000000000000001 | last(repeat(. * .))",
        "reduce range(1e7) as $i (1.1; . * 1.1)",
        "reduce range(1e7) as $i (1; . / 3)",
        "[limit(1000000; repeat(\"abcdefghij\"))] | join(\",\")",
        "[range(1000000)] | join(\",\")",
        "[range(1e7)] | implode",
        "[limit(1e7; repeat(65))] | implode",
        "\"ab\" * 3000000 | explode | length",
        "\"a,\" * 3000000 | split(\",\")",
        "\"a,\" * 3000000 | [splits(\",\")]",
        "\"a\" * 3000000 | [match(\"a\"; \"g\")]",
        "\"a\" * 1000000 | gsub(\"a\"; \"bbbbbbbbbbbbbbbbbbbbbbbbbbbb\")",
        "\"a\" * 1000000 | [scan(\"(a)(a)?\")]",
        "\"'\" * 20000000 | @sh",
        "[limit(10000000; repeat(\"'\"))] | @sh",
        "\"<\" * 20000000 | @html",
        "\"é\" * 10000000 | @uri",
        "\"x\" * 20000000 | @base64 | @base64 | @base64",
        "[range(300000)] | [.[] | [.]] | tostream",
        "[range(1000000)] | group_by(. % 7)",
        "[range(1000000; 0; -1)] | sort_by(-.)",
        "[range(1e6)] | unique_by(tojson)",
        "[range(1000000)] | map({a: ., b: [.]}) | group_by(.b)",
        "[range(3000)] | . - .",
        "[range(1000000)] | [., .] | transpose",
        "[range(2000)] as $x | reduce range(1e6) as $i ($x; .[0] = $i)",
        "[range(5000)] as $x | [foreach range(1e6) as $i ($x; .[0] = $i)]",
        "reduce range(1e6) as $i ({}; .[$i | tostring] = $i)",
        "[range(1e6) | {key: tostring, value: .}] | from_entries",
        "[range(100000) | tostring] | map({(.): 1}) | add | with_entries(.value += 1)",
        "limit(1e9; range(1e9)) | select(false)",
        "[range(200000)] | del(.[range(0; 200000; 2)])",
        "label $out | foreach repeat(1) as $x (0; . + 1)",
        "first(repeat(empty))",
        "isempty(repeat(empty))",
        "any(repeat(1); false)",
        "[.[]?] | until(false; . + [1])",
        "(def f: ., (. | f); f) | empty",
        "[limit(2; try repeat(error) catch .)] | repeat(.)",
        "input_line as $x | 1",
        "\"(a{1,100}){1,100}\" as $r | \"aaaa\" | test($r)",
        "\"a\" | test(\"a{1000}{1000}\")",
        "\"a\" | test(\"((((a{99}){99}){99}){99})\")",
        "\"a\" | test(\"(\" * 2000 + \"a\" + \")\" * 2000)",
        "\"a\" | test(\"[\\\\pL\\\\pN]{900}{900}\")",
        "\"a\" * 1000000 | test(\"(a*b)|(a*c)|(a*d)|(a*e)|(a*f)|x\")",
        "\"a\" * 100000 | [match(\"(a*b)|a\"; \"g\")] | length",
        "1e1000000000 + 1",
        "1e6144 * 10",
        "\"1e1000000000\" | tonumber | . + 1",
        "1e6144 + 1e-6144",
        "(1e6000 | tojson | tonumber) * 1e6000",
        "[range(1e12; 1e13)]",
        "$__loc__",
        "\"\\(repeat(1))\\(repeat(2))\"",
        "{(repeat(\"a\")): 1}",
        "[.[range(1e9)]?]",
        "ltrimstr(repeat(\"a\"))",
        "[range(1e5) | 1] | indices([range(5e4) | 1])",
        "\"a\" * 200000 | indices(\"a\" * 100000) | length",
        "\"a\" * 200000 | contains(\"a\" * 100000 + \"b\")",
        "[range(1e5) | \"a\"] | . - [range(1e5) | \"b\"]",
        "reduce range(1e6) as $i (\"\"; . + \"x\")",
        "[range(100)] | map([range(100)]) | until(false; . + .)",
        "[range(1e6)] | (.. | select(false)) |= repeat(1)",
        "def f: def g: f; g; f",
        "def f(x): x | f(x); f(.)",
        "def f(x): f(def g: x | x; g); f(.)",
        "try repeat(.) catch 1 | empty",
        "try (def f: 1 + f; f) catch \"caught\" | error",
        "reduce repeat(1) as $x (0; 1)",
        "[limit(100000; repeat(0))] | map(strftime(\"%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c%c\"))",
        "getpath([range(1e6)] | map([1])) | error",
        "[range(1e6)] as $p | getpath($p) | repeat(.)",
        "bsearch(repeat(1))",
        "[splits(\"a\"; repeat(\"g\"))]",
        "fromstream(repeat([[0], 1]))",
        "1 | truncate_stream(repeat([[0], 1]))",
        "[range(1e6)] | @csv, @tsv, @json, @text",
        "INDEX(range(1e7); .)",
        "[range(1e6)] | any(. > 1e7)",
        "getpath([\"a\"] | until(false; . + .))"
      })
  void endsInAClearErrorWithinItsBudget(String program) throws InterruptedException {
    Throwable end = endOf(() -> Json.run(program, Values.NULL, Fuel.standard()));
    assertThat(end)
        .isInstanceOfAny(FuelExhaustedException.class, JqException.class, JqSyntaxException.class);
    assertThat(end).message().isNotBlank().hasSizeLessThan(2_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try repeat(.) catch 1",
        "(def f: f; f)?",
        "(def f: 1 + f; f) // 1",
        "try (\"x\" * 2e9) catch 1",
        "first(.a?, repeat(empty))",
        ". as [$a] ?// $b | repeat(empty)",
        "label $x | try repeat(empty) catch break $x"
      })
  void exhaustionCannotBeCaught(String program) throws InterruptedException {
    assertThat(
            endOf(
                () -> Json.run("[" + program + "] | repeat(empty)", Values.NULL, Fuel.standard())))
        .isInstanceOf(FuelExhaustedException.class);
  }

  static Stream<Arguments> hostileSources() {
    return Stream.of(
        Arguments.of("brackets", "[".repeat(20_000) + "]".repeat(20_000)),
        Arguments.of("parentheses", "(".repeat(20_000) + "." + ")".repeat(20_000)),
        Arguments.of("braces", "{a:".repeat(15_000) + "1" + "}".repeat(15_000)),
        Arguments.of("open brackets", "[".repeat(60_000)),
        Arguments.of("interpolations", "\"\\(".repeat(10_000) + "1" + ")\"".repeat(10_000)),
        Arguments.of("signs", "-".repeat(60_000) + "1"),
        Arguments.of("sums", "1" + "+1".repeat(30_000)),
        Arguments.of("alternatives", "1" + "//1".repeat(20_000)),
        Arguments.of("fields", ".a".repeat(30_000)),
        Arguments.of("question marks", "." + "?".repeat(60_000)),
        Arguments.of("iterations", "." + "[]".repeat(30_000)),
        Arguments.of("conditionals", "if 1 then ".repeat(6_000) + "1" + " end".repeat(6_000)),
        Arguments.of("elifs", "if 1 then 1 " + "elif 1 then 1 ".repeat(4_000) + "end"),
        Arguments.of("tries", "try ".repeat(15_000) + "1"),
        Arguments.of("reductions", "reduce ".repeat(9_000)),
        Arguments.of("definitions", "def f: ".repeat(8_000)),
        Arguments.of("bindings", "1 as $x|".repeat(8_000) + "1"),
        Arguments.of("labels", "label $x|".repeat(7_000) + "1"),
        Arguments.of("patterns", ". as " + "[".repeat(30_000) + "$x" + "]".repeat(30_000) + "|1"),
        Arguments.of("million brackets", "[".repeat(1_000_000)),
        Arguments.of("digits", "9".repeat(60_000)),
        Arguments.of("exponents", "1e" + "9".repeat(60_000)),
        Arguments.of(
            "variables", ". as [" + "$a,".repeat(100) + numbered("$v%d,", 5_000) + "$z]|1"));
  }

  private static String numbered(String format, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(format.formatted(i));
    }
    return text.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileSources")
  void isRefusedWhenItIsCompiled(String name, String source) throws InterruptedException {
    Throwable end = endOf(() -> JqProgram.compile(source));
    assertThat(end).as(name).isInstanceOf(JqSyntaxException.class);
    assertThat(end).message().hasSizeLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"definitions", "pipes", "commas", "array", "strings"})
  void longButFlatProgramsRun(String kind) throws InterruptedException {
    String program =
        switch (kind) {
          case "definitions" -> numbered("def f%d: 1; ", 3_000) + "f7";
          case "pipes" -> "." + " | .".repeat(15_000);
          case "commas" -> "last(1" + ",1".repeat(20_000) + ")";
          case "array" -> "[1" + ",1".repeat(20_000) + "]";
          case "strings" -> "\"" + "\\(1)".repeat(2_000) + "\"";
          default -> throw new IllegalArgumentException(kind);
        };
    assertThat(endOf(() -> Json.run(program, Values.NULL, Fuel.standard()))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f: if . < 100000 then . + 1 | f else . end; 0 | f",
        "0 | until(. >= 100000; . + 1)",
        "[0 | while(. < 100000; . + 1)] | length",
        "[limit(100000; repeat(1))] | length",
        "last(0 | recurse(if . < 100000 then . + 1 else empty end))",
        "def f($n): if $n == 0 then . else f($n - 1) end; f(100000)",
        "def f(g): if . > 100000 then . else g | f(g) end; 0 | f(. + 1)",
        "def fac: if . <= 1 then 1 else . * (. - 1 | fac) end; 100 | fac",
        "def f: if . == 0 then [] else [. - 1 | f] end; 100 | f"
      })
  void ordinaryRecursionIsNotInTheWay(String program) throws InterruptedException {
    assertThat(endOf(() -> Json.run(program, Values.NULL, Fuel.standard()))).isNull();
  }

  static Stream<Arguments> deepFunctions() {
    return Stream.of(
        Arguments.of("arrays", "def f: " + "[".repeat(100) + "f" + "]".repeat(100) + "; f"),
        Arguments.of(
            "conditions",
            "def f: " + "if . then ".repeat(70) + "[f]" + " end".repeat(70) + "; true | f"),
        Arguments.of("bindings", "def f: " + "1 as $x|".repeat(90) + "[f]; f"),
        Arguments.of("pipes", "def f: " + ".a|".repeat(300) + "[f]; f"),
        Arguments.of("tries", "def f: " + "try ".repeat(140) + "[f]; f"),
        Arguments.of("changes", "def f: .a |= (.b |= (.c |= f)); f"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deepFunctions")
  void functionsWrittenDeeplyAndCalledDeeplyAreStopped(String name, String program)
      throws InterruptedException {
    assertThat(endOf(() -> Json.run(program, Values.NULL, Fuel.standard())))
        .as(name)
        .isInstanceOfSatisfying(
            FuelExhaustedException.class,
            e -> assertThat(e.budget()).isEqualTo(FuelExhaustedException.Budget.DEPTH));
  }

  @Test
  void aRegularExpressionThatBacktracksElsewhereIsLinearHere() {
    Map<String, String> programs =
        Map.of(
            "\"a\" * 100000 | test(\"^(a+)+$\")", "true",
            "\"a\" * 100000 + \"b\" | test(\"^(a+)+$\")", "false");
    programs.forEach(
        (program, result) -> assertThat(Json.texts(program, "null")).containsExactly(result));
  }

  /** What an action on a small stack throws, or null. */
  private static @Nullable Throwable endOf(Runnable action) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                action.run();
              } catch (RuntimeException | Error e) {
                thrown.set(e);
              }
            },
            "hostile",
            STACK);
    thread.setDaemon(true);
    thread.start();
    assertTimeoutPreemptively(HUNG, () -> thread.join());
    return thrown.get();
  }
}
