package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.platform.commit.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a run takes over from another one's journal before its first step.
 *
 * @param run the new run
 * @param source the run whose journal it is
 * @param entries how many entries of that journal, from its beginning
 * @param dropped the numbers of those that are left out
 * @param edits entries that stand in the place of others, under their numbers in the new journal
 */
record Takeover(UUID run, UUID source, int entries, List<Integer> dropped, List<Edit> edits)
    implements Change {

  private static final Set<String> ORIGINS = Set.of(Reruns.RETRY, Reruns.BRANCH);

  /** An entry in the place of another one. */
  record Edit(int seq, JournalCodec.Row row) {}

  Takeover {
    dropped = List.copyOf(dropped);
    edits = List.copyOf(edits);
  }

  /** Whether a run began as a rerun of another one. */
  static boolean isMadeBy(Execution run) {
    return ORIGINS.contains(run.origin());
  }

  /** How many entries are copied as they are. */
  int copied() {
    return entries - dropped.size() - edits.size();
  }

  String editsAsText() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Edit edit : edits) {
      list.addObject()
          .put("seq", edit.seq())
          .put("kind", edit.row().kind())
          .put("task", edit.row().task())
          .put("data", edit.row().data())
          .put("at", edit.row().at().toString());
    }
    return CanonicalJson.write(list);
  }

  static List<Edit> editsOf(String text) {
    List<Edit> edits = new ArrayList<>();
    for (JsonNode edit : CanonicalJson.read(text)) {
      edits.add(
          new Edit(
              edit.required("seq").intValue(),
              new JournalCodec.Row(
                  edit.required("kind").stringValue(),
                  edit.required("task").stringValue(),
                  edit.required("data").stringValue(),
                  Instant.parse(edit.required("at").stringValue()))));
    }
    return edits;
  }
}
