package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.surface.terminal.Console;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The demonstration's figures, for programs. */
final class DemoReport {
  private static final int CENTS = 2;
  private static final int MILLIS = 3;

  private final ObjectNode root = ExactJson.mapper().createObjectNode();
  private final ObjectNode timings = ExactJson.mapper().createObjectNode();

  void timing(String step, double seconds) {
    timings.put(step, BigDecimal.valueOf(seconds).setScale(MILLIS, RoundingMode.HALF_UP));
  }

  void orders(Path file, OrderImporter.Taken taken) {
    ObjectNode orders = root.putObject("import");
    orders.put("file", String.valueOf(file.getFileName()));
    orders.put("new", taken.created());
    orders.put("known", taken.existing());
    orders.put("repeated", taken.repeated());
    orders.put("bad", taken.bad());
    ArrayNode rows = orders.putArray("bad_rows");
    taken
        .badRows()
        .forEach(row -> rows.addObject().put("line", row.line()).put("reason", row.reason()));
  }

  void digest(Execution run, String text, boolean firstTime) {
    root.putObject("run").put("id", run.id().toString()).put("state", run.status().text());
    JsonNode figures = run.output().map(output -> output.path("figures")).orElse(run.input());
    figures
        .path("business")
        .forEach(business -> {
          if (business.path("type").asString("").equals(OrderImporter.TYPE)) {
            BigDecimal total = business.path("sum").path("total").asDecimal(BigDecimal.ZERO);
            root.put("orders", business.path("count").asLong(0));
            root.put("revenue", total.setScale(CENTS, RoundingMode.HALF_EVEN));
            root.put("revenue_exact", total);
          }
        });
    root.set("window", figures.path("window"));
    root.set("figures", figures);
    root.put("text", text);
    root.put("posted_by_this_run", firstTime);
  }

  void directives(List<Directive> involved) {
    ArrayNode all = root.putArray("directives");
    for (Directive directive : involved) {
      all.addObject()
          .put("id", directive.id().toString())
          .put("type", directive.type().value())
          .put("state", directive.state().text())
          .put("attempts", directive.attempts());
    }
  }

  void trail(List<Signal> signals) {
    ArrayNode all = root.putArray("trail");
    for (Signal signal : signals) {
      ObjectNode one =
          all.addObject()
              .put("id", signal.id().toString())
              .put("type", signal.type().value())
              .put("time", signal.time().toString())
              .put("correlation", signal.correlation().toString());
      signal.causation().map(Link::toString).ifPresent(cause -> one.put("causation", cause));
      signal.subject().ifPresent(subject -> one.put("subject", subject));
    }
  }

  void firstValue(Duration time) {
    root.put("seconds_to_first_value", BigDecimal.valueOf(time.toMillis(), MILLIS));
  }

  void write(Path file, Console console) {
    root.set("seconds", timings);
    try {
      String text = ExactJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
      Files.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
      console.say("Figures       written to %s", file);
    } catch (IOException e) {
      throw new DemoException(
          "%s cannot be written: %s. Name another file with --json."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
