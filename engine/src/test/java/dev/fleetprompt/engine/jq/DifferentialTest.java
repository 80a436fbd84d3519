package dev.fleetprompt.engine.jq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Generated programs give the same results as in jackson-jq, but for the differences listed with
 * their reason.
 */
class DifferentialTest {
  private static final int PROGRAMS = 1_500;

  /**
   * Programs the other evaluator is known to see differently; they are not compared if the results
   * differ.
   */
  private enum KnownDifference {
    RECURSION_SKIPS_NULLS_THERE("recurse|\\.\\.|paths|walk"),
    ERRORS_LEFT_OF_AN_ALTERNATIVE_ESCAPE_THERE("//"),
    UPDATE_WITH_EMPTY_IS_REFUSED_THERE("\\|=|map_values"),
    NTH_OF_TOO_FEW_IS_NULL_THERE("nth\\("),
    BREAK_ESCAPES_FROM_FIRST_AND_LIMIT_THERE("first\\(|limit\\("),
    LAST_OF_NOTHING_IS_NULL_THERE("last\\("),
    HAS_ACCEPTS_ANY_KEY_THERE("has\\(|in\\(|inside\\("),
    INDICES_TAKE_NO_OBJECTS_THERE("ind(ex|ices)\\("),
    FLATTEN_TAKES_ANY_DEPTH_THERE("flatten\\("),
    ASSIGNMENTS_HAVE_PATHS_THERE("path\\("),
    TRY_SWALLOWS_ERRORS_OF_ITS_CONSUMER_THERE("\\?|try"),
    FROM_ENTRIES_TAKES_NO_NUMBERS_THERE("_entries"),
    REVERSE_TAKES_NO_STRINGS_THERE("reverse"),
    SUB_EVALUATES_ITS_PATTERN_ONCE_THERE("sub\\("),
    A_TEXT_TIMES_ZERO_IS_NULL_THERE("\\*"),
    JOIN_IGNORES_ITS_SEPARATOR_FOR_ONE_ELEMENT_THERE("join\\(");

    private final Pattern program;

    KnownDifference(String program) {
      this.program = Pattern.compile(program);
    }
  }

  private static final net.thisptr.jackson.jq.Scope THEIR_BUILTINS = theirBuiltins();

  private static net.thisptr.jackson.jq.Scope theirBuiltins() {
    net.thisptr.jackson.jq.Scope scope = net.thisptr.jackson.jq.Scope.newEmptyScope();
    BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, scope);
    return scope;
  }

  /** Results up to the error that ended them, if one did. */
  private record Outcome(List<JsonNode> results, boolean failed) {
    boolean agreesWith(Outcome other) {
      if (failed != other.failed || results.size() != other.results.size()) {
        return false;
      }
      for (int i = 0; i < results.size(); i++) {
        if (!JqNumbers.equal(results.get(i), other.results.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void bothEvaluatorsAgree(long seed) {
    ProgramGenerator generator = new ProgramGenerator(seed);
    List<String> disagreements = new ArrayList<>();
    int agreed = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      String program = generator.program();
      String input = generator.input();
      Outcome ours = ours(program, Json.read(input));
      Outcome theirs = theirs(program, Json.read(input));
      if (ours.agreesWith(theirs)) {
        agreed++;
      } else if (!known(program)) {
        disagreements.add(
            "%s <<< %s%n  ours %s%n  theirs %s".formatted(program, input, ours, theirs));
      }
    }
    assertThat(disagreements).as("seed %d", seed).isEmpty();
    assertThat(agreed)
        .as("programs of seed %d that were worth comparing", seed)
        .isGreaterThan(PROGRAMS * 9 / 10);
  }

  private static boolean known(String program) {
    for (KnownDifference difference : KnownDifference.values()) {
      if (difference.program.matcher(program).find()) {
        return true;
      }
    }
    return false;
  }

  private static Outcome ours(String program, JsonNode input) {
    List<JsonNode> results = new ArrayList<>();
    JqProgram compiled = JqProgram.compile(program);
    try {
      compiled.forEach(input, Map.of(), Fuel.standard(), results::add);
      return new Outcome(results, false);
    } catch (JqException e) {
      return new Outcome(results, true);
    }
  }

  private static Outcome theirs(String program, JsonNode input) {
    List<JsonNode> results = new ArrayList<>();
    try {
      JsonQuery.compile(program, Versions.JQ_1_7)
          .apply(net.thisptr.jackson.jq.Scope.newChildScope(THEIR_BUILTINS), input, results::add);
      return new Outcome(results, false);
    } catch (JacksonException e) {
      return new Outcome(results, true);
    }
  }
}
