package dev.fleetprompt.bench.figures;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes reports for programs: all rounds, so that everything printed can be computed again. */
public final class JsonReport {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private JsonReport() {}

  /**
   * @param surroundings what the figures depend on: machine, settings, versions
   * @param quick whether these are figures of a first look
   */
  public static String of(Map<String, String> surroundings, boolean quick, List<Report> reports) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("quick", quick);
    ObjectNode around = root.putObject("surroundings");
    surroundings.forEach(around::put);
    ArrayNode measures = root.putArray("measures");
    reports.forEach(report -> write(report, measures.addObject()));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void write(Report report, ObjectNode measure) {
    measure.put("name", report.name()).put("title", report.title());
    report.notes().forEach(measure.putArray("notes")::add);
    ArrayNode rows = measure.putArray("rows");
    for (Row row : report.rows()) {
      ObjectNode node =
          rows.addObject()
              .put("subject", row.subject())
              .put("figure", row.figure())
              .put("unit", row.unit().symbol())
              .put("median", row.series().median())
              .put("least", row.series().least())
              .put("most", row.series().most());
      row.series().rounds().forEach(node.putArray("rounds")::add);
    }
    ArrayNode goals = measure.putArray("goals");
    for (Goal goal : report.goals()) {
      goals
          .addObject()
          .put("what", goal.what())
          .put("sense", goal.sense().sign())
          .put("wanted", goal.wanted())
          .put("reached", goal.reached())
          .put("unit", goal.unit().symbol())
          .put("met", goal.isMet())
          .put("ratio", goal.ratio());
    }
  }
}
