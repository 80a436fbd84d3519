package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.json.CanonicalJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The beginning of a journal as another run takes it over. Calls that were begun and have no result
 * in it are left out, so that they are made anew.
 */
final class JournalPart {

  private static final Set<String> ANSWERS = Set.of("call.completed", "call.failed");

  private final List<JournalCodec.Row> source;
  private final List<Integer> dropped = new ArrayList<>();
  private final List<JournalCodec.Row> rows = new ArrayList<>();
  private final List<Takeover.Edit> edits = new ArrayList<>();

  /**
   * @param source entries from the beginning; at least one
   */
  JournalPart(List<JournalCodec.Row> source) {
    this.source = List.copyOf(source);
    Set<String> answered = new HashSet<>();
    for (JournalCodec.Row row : source) {
      if (ANSWERS.contains(row.kind())) {
        answered.add(call(row));
      }
    }
    for (int i = 0; i < source.size(); i++) {
      JournalCodec.Row row = source.get(i);
      if (row.kind().equals("call.started") && !answered.contains(call(row))) {
        dropped.add(i);
      } else {
        rows.add(row);
      }
    }
  }

  private static String call(JournalCodec.Row row) {
    return CanonicalJson.read(row.data()).path("call").stringValue("");
  }

  /**
   * Gives the last entry this time, so that what it leads to begins now and has all of its time.
   */
  JournalPart continuedAt(Instant now) {
    JournalCodec.Row last = rows.getLast();
    replace(rows.size() - 1, new JournalCodec.Row(last.kind(), last.task(), last.data(), now));
    return this;
  }

  /** Gives the start the id of another run. */
  JournalPart startedAs(UUID run) {
    JournalCodec.Row first = rows.getFirst();
    ObjectNode data = (ObjectNode) CanonicalJson.read(first.data());
    data.put("run", run.toString());
    replace(0, with(first, first.kind(), data));
    return this;
  }

  /**
   * Puts other data into the last entry: the run's input, the output of a call (which has succeeded
   * then), or an event.
   *
   * @throws RunRefusedException when the entry has no such data
   */
  JournalPart edited(JsonNode value) {
    JournalCodec.Row last = source.getLast();
    ObjectNode data = (ObjectNode) CanonicalJson.read(last.data());
    String kind = last.kind();
    switch (kind) {
      case "run.started" -> data.set("input", value);
      case "call.completed" -> data.set("output", value);
      case "call.failed" -> {
        data.remove("error");
        data.set("output", value);
        kind = "call.completed";
      }
      case "event.received" -> data.set("event", value);
      default ->
          throw new RunRefusedException(
              "run_branch_not_editable",
              "This entry has no data to change: choose the start, the end of a call or an event,"
                  + " or branch without changes.");
    }
    replace(rows.size() - 1, with(last, kind, data));
    return this;
  }

  private static JournalCodec.Row with(JournalCodec.Row row, String kind, ObjectNode data) {
    return new JournalCodec.Row(kind, row.task(), CanonicalJson.write(data), row.at());
  }

  private void replace(int seq, JournalCodec.Row row) {
    rows.set(seq, row);
    edits.removeIf(edit -> edit.seq() == seq);
    edits.add(new Takeover.Edit(seq, row));
  }

  /** The entries as the new run has them. */
  List<JournalCodec.Row> rows() {
    return List.copyOf(rows);
  }

  Takeover takeover(UUID run, UUID from) {
    return new Takeover(run, from, source.size(), dropped, edits);
  }
}
