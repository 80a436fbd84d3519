package dev.fleetprompt.platform.executions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Folds a journal into the steps that tasks took, from the beginnings of its entries. */
final class RunSteps {

  /** How much of each entry is needed: canonical JSON begins with the id of the call. */
  static final int GLANCE = 1_000;

  private static final int LONGEST_ERROR = 500;

  private static final Pattern ID =
      Pattern.compile("^\\{\"(?:call|timer)\":\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern REFERENCE =
      Pattern.compile("\"(?:reference|signal)\":\"([^\"\\\\]*)\"\\}$");
  private static final Pattern ERROR = Pattern.compile("(?s),\"error\":(.*)$");

  /** An entry without most of its data. */
  record Row(int seq, String kind, String task, Instant at, String glance) {}

  private final Map<String, RunStep> steps = new LinkedHashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private Instant before = Instant.EPOCH;

  private RunSteps() {}

  static List<RunStep> of(List<Row> rows) {
    RunSteps folded = new RunSteps();
    for (Row row : rows) {
      if (!row.task().isEmpty()) {
        found(ID, row.glance()).ifPresent(id -> folded.take(id.replace("\\\"", "\""), row));
      }
      folded.before = row.at();
    }
    return List.copyOf(new ArrayList<>(folded.steps.values()));
  }

  private void take(String id, Row row) {
    RunStep step = steps.computeIfAbsent(id, any -> begun(id, row));
    if (row.kind().equals("call.started")) {
      return;
    }
    boolean failed = row.kind().equals("call.failed");
    steps.put(
        id,
        new RunStep(
            id,
            step.task(),
            step.number(),
            failed ? RunStep.State.FAILED : RunStep.State.COMPLETED,
            step.startedAt(),
            step.startedFor(),
            Optional.of(row.at()),
            step.reference().or(() -> reference(row)),
            failed ? found(ERROR, row.glance()).map(RunSteps::cut) : Optional.empty(),
            Optional.of(row.seq())));
  }

  private RunStep begun(String id, Row row) {
    boolean noted = row.kind().equals("call.started");
    return new RunStep(
        id,
        row.task(),
        numbers.merge(row.task(), 1, Integer::sum),
        RunStep.State.RUNNING,
        noted ? row.at() : before,
        noted,
        Optional.empty(),
        noted ? reference(row) : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> reference(Row row) {
    return row.kind().equals("call.started") || row.kind().equals("event.emitted")
        ? found(REFERENCE, row.glance())
        : Optional.empty();
  }

  private static Optional<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String cut(String error) {
    String whole = error.endsWith("}") ? error.substring(0, error.length() - 1) : error;
    return whole.length() <= LONGEST_ERROR ? whole : whole.substring(0, LONGEST_ERROR) + "…";
  }
}
