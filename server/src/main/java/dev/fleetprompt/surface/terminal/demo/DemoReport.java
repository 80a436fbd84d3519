package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The demonstration's figures for programs. */
final class DemoReport {

  private final Signals signals;

  DemoReport(Signals signals) {
    this.signals = signals;
  }

  /**
   * @throws DemoException when the file cannot be written
   */
  void write(Demo.Result result, Path file) {
    try {
      Files.writeString(
          file,
          ExactJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json(result))
              + "\n");
    } catch (IOException e) {
      throw new DemoException(
          "The figures could not be written to " + file + ": " + e.getMessage());
    }
  }

  private ObjectNode json(Demo.Result result) {
    ObjectNode json = ExactJson.mapper().createObjectNode();
    DigestRun.Outcome outcome = result.outcome();
    JsonNode output = outcome.run().output().orElseGet(() -> ExactJson.mapper().createObjectNode());
    for (JsonNode business : output.at("/figures/business")) {
      if (business.path("type").asString("").equals("shop.order.placed")) {
        json.set("orders", business.path("count"));
        json.set("revenue", business.at("/sum/total"));
        json.set("orders_before", business.path("count_before"));
        json.set("revenue_before", business.at("/sum/total_before"));
      }
    }
    json.put("run", outcome.run().id().toString());
    json.put("status", outcome.run().status().text());
    json.put("posted", output.path("posted").asBoolean(false));
    json.put("text", output.path("text").asString(""));
    if (output.has("figures")) {
      json.set("figures", output.path("figures"));
    }
    result.imported().ifPresent(report -> json.set("import", imported(report)));
    directives(json.putArray("directives"), outcome);
    trail(json.putArray("trail"), result);
    result
        .timeToFirstValue()
        .ifPresent(value -> json.put("seconds_to_first_value", value.toMillis() / 1000.0));
    return json;
  }

  private static ObjectNode imported(OrderImport.Report report) {
    return ExactJson.mapper()
        .createObjectNode()
        .put("new", report.created())
        .put("known", report.existing())
        .put("repeated", report.repeated())
        .put("skipped", report.bad())
        .put("refused", report.refused());
  }

  private static void directives(ArrayNode rows, DigestRun.Outcome outcome) {
    for (Directive directive : outcome.directives()) {
      rows.addObject()
          .put("id", directive.id().toString())
          .put("type", directive.type().value())
          .put("state", directive.state().text())
          .put("attempts", directive.attempts());
    }
  }

  private void trail(ArrayNode rows, Demo.Result result) {
    Stream<Link> correlations =
        Stream.concat(
            result.installed().directive().stream().map(Link::directive),
            Stream.of(result.outcome().run().correlation()));
    correlations
        .flatMap(link -> signals.trail(result.organization().id(), link).stream())
        .forEach(signal -> add(rows, signal));
  }

  private static void add(ArrayNode rows, Signal signal) {
    rows.addObject()
        .put("id", signal.id().toString())
        .put("type", signal.type().value())
        .put("at", signal.recordedAt().toString());
  }
}
