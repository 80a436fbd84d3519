package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallFailed;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallStarted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CancelRequested;
import dev.fleetprompt.engine.interpreter.JournalEntry.EventEmitted;
import dev.fleetprompt.engine.interpreter.JournalEntry.EventReceived;
import dev.fleetprompt.engine.interpreter.JournalEntry.RunStarted;
import dev.fleetprompt.engine.interpreter.JournalEntry.TimerFired;
import dev.fleetprompt.engine.json.CanonicalJson;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Entries as rows of a journal and back. */
public final class JournalCodec {

  private JournalCodec() {}

  /**
   * An entry as it is stored.
   *
   * @param kind what happened, such as {@code call.completed}
   * @param task the JSON pointer of the task; empty for what concerns the whole run
   * @param data canonical JSON
   * @param at when, in microseconds
   */
  public record Row(String kind, String task, String data, Instant at) {}

  public static Row encode(JournalEntry entry) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    return switch (entry) {
      case RunStarted e -> {
        data.set("context", e.context());
        data.set("input", e.input());
        data.put("run", e.run().toString());
        yield row("run.started", "", data, e);
      }
      case CallStarted e -> {
        data.put("call", e.call().value()).put("reference", e.reference());
        yield row("call.started", e.call().task(), data, e);
      }
      case CallCompleted e -> {
        data.put("call", e.call().value()).set("output", e.output());
        yield row("call.completed", e.call().task(), data, e);
      }
      case CallFailed e -> {
        data.put("call", e.call().value()).set("error", e.error().toJson());
        yield row("call.failed", e.call().task(), data, e);
      }
      case TimerFired e ->
          row("timer.fired", e.timer().task(), data.put("timer", e.timer().value()), e);
      case EventEmitted e -> {
        data.put("call", e.call().value()).put("signal", e.signalId());
        yield row("event.emitted", e.call().task(), data, e);
      }
      case EventReceived e -> {
        data.put("signal", e.signalId()).set("event", e.event());
        yield row("event.received", "", data, e);
      }
      case CancelRequested e -> row("cancel.requested", "", data.put("reason", e.reason()), e);
    };
  }

  private static Row row(String kind, String task, ObjectNode data, JournalEntry entry) {
    return new Row(kind, task, CanonicalJson.write(data), entry.at());
  }

  /**
   * @throws IllegalArgumentException for a kind this build does not know: the journal is from a
   *     newer build or damaged
   */
  public static JournalEntry decode(Row row) {
    JsonNode data = CanonicalJson.read(row.data());
    return switch (row.kind()) {
      case "run.started" ->
          new RunStarted(
              row.at(),
              UUID.fromString(data.required("run").stringValue()),
              data.required("input"),
              data.required("context"));
      case "call.started" ->
          new CallStarted(row.at(), call(data), data.required("reference").stringValue());
      case "call.completed" -> new CallCompleted(row.at(), call(data), data.required("output"));
      case "call.failed" ->
          new CallFailed(row.at(), call(data), WorkflowError.fromJson(data.required("error")));
      case "timer.fired" ->
          new TimerFired(row.at(), new TimerId(data.required("timer").stringValue()));
      case "event.emitted" ->
          new EventEmitted(row.at(), call(data), data.required("signal").stringValue());
      case "event.received" ->
          new EventReceived(
              row.at(), data.required("signal").stringValue(), data.required("event"));
      case "cancel.requested" ->
          new CancelRequested(row.at(), data.required("reason").stringValue());
      default ->
          throw new IllegalArgumentException(
              "journal entries of kind '" + row.kind() + "' are unknown to this build");
    };
  }

  private static CallId call(JsonNode data) {
    return new CallId(data.required("call").stringValue());
  }
}
