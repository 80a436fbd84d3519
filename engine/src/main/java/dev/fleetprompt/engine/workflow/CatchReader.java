package dev.fleetprompt.engine.workflow;

import dev.fleetprompt.engine.workflow.RetryPolicy.Backoff;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a {@code catch} says about errors and retries. */
final class CatchReader {

  private static final RetryPolicy ONCE =
      new RetryPolicy(null, null, null, Backoff.CONSTANT, 1, null, null, null, null);

  private final Problems problems;
  private final Expressions expressions;
  private final PartReader parts;
  private final Reusables reusables;

  CatchReader(Problems problems, Expressions expressions, PartReader parts, Reusables reusables) {
    this.problems = problems;
    this.expressions = expressions;
    this.parts = parts;
    this.reusables = reusables;
  }

  ErrorFilter filter(JsonNode handler, String pointer) {
    JsonNode with = handler.path("errors").path("with");
    if (!with.isObject()) {
      return ErrorFilter.ANY;
    }
    String path = Pointers.child(Pointers.child(pointer, "errors"), "with");
    with.properties()
        .forEach(entry -> {
          if (entry.getValue().isString() && Expressions.enclosed(entry.getValue().stringValue())) {
            problems.add(
                Pointers.child(path, entry.getKey()),
                "Error filters are compared literally.",
                "Put the expression into 'when'.");
          }
        });
    JsonNode status = with.get("status");
    return new ErrorFilter(
        text(with, "type"),
        status == null || !status.canConvertToInt() ? null : status.intValue(),
        text(with, "instance"),
        text(with, "title"),
        with.has("details") ? text(with, "details") : text(with, "detail"));
  }

  private static @Nullable String text(JsonNode node, String member) {
    JsonNode value = node.get(member);
    return value == null || !value.isString() ? null : value.stringValue();
  }

  @Nullable RetryPolicy optionalRetry(JsonNode handler, String pointer, Names names) {
    JsonNode node = handler.get("retry");
    if (node == null) {
      return null;
    }
    String path = Pointers.child(pointer, "retry");
    return node.isString()
        ? reusables.find(reusables.retries, "retries", node.stringValue(), path, ONCE)
        : retry(node, path, names);
  }

  RetryPolicy retry(JsonNode node, String pointer, Names names) {
    JsonNode limit = node.path("limit");
    String limitPath = Pointers.child(pointer, "limit");
    JsonNode attempt = limit.path("attempt");
    String attemptPath = Pointers.child(limitPath, "attempt");
    JsonNode count = attempt.get("count");
    if (count != null && (!count.canConvertToInt() || count.intValue() < 0)) {
      problems.add(
          Pointers.child(attemptPath, "count"),
          "This is no number of retries.",
          "Write a whole number from 0.");
      count = null;
    }
    JsonNode jitter = node.path("jitter");
    String jitterPath = Pointers.child(pointer, "jitter");
    return new RetryPolicy(
        expressions.optionalCondition(node, "when", pointer, names),
        expressions.optionalCondition(node, "exceptWhen", pointer, names),
        parts.optionalSpan(node, "delay", pointer, names),
        backoff(node.path("backoff")),
        count == null ? null : count.intValue(),
        parts.optionalSpan(attempt, "duration", attemptPath, names),
        parts.optionalSpan(limit, "duration", limitPath, names),
        parts.optionalSpan(jitter, "from", jitterPath, names),
        parts.optionalSpan(jitter, "to", jitterPath, names));
  }

  private static Backoff backoff(JsonNode node) {
    if (node.has("exponential")) {
      return Backoff.EXPONENTIAL;
    }
    return node.has("linear") ? Backoff.LINEAR : Backoff.CONSTANT;
  }
}
