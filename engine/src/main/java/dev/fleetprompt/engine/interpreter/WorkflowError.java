package dev.fleetprompt.engine.interpreter;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A problem as of RFC 9457, the only kind of error that a workflow sees.
 *
 * @param type a URI; one of the {@link StandardErrors}, or the workflow's own
 * @param status like an HTTP status
 * @param title a short summary, always the same for a type
 * @param detail what happened this time and what to do
 * @param instance the JSON pointer of the task that failed; the interpreter fills it in where
 *     absent
 */
public record WorkflowError(
    String type,
    int status,
    @Nullable String title,
    @Nullable String detail,
    @Nullable String instance) {

  private static final int LONGEST = 4_000;

  /** Texts are cut at 4,000 characters, and characters that cannot be stored are replaced. */
  public WorkflowError {
    type = storable(type);
    title = title == null ? null : storable(title);
    detail = detail == null ? null : storable(detail);
    instance = instance == null ? null : storable(instance);
  }

  private static String storable(String text) {
    if (text.length() <= LONGEST
        && text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c ->
            c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** The same error at the given task, unless it already names one. */
  public WorkflowError at(String task) {
    return instance == null ? new WorkflowError(type, status, title, detail, task) : this;
  }

  /** The error as expressions and outputs see it; absent members are left out. */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (detail != null) {
      node.put("detail", detail);
    }
    if (instance != null) {
      node.put("instance", instance);
    }
    node.put("status", status);
    if (title != null) {
      node.put("title", title);
    }
    return node.put("type", type);
  }

  /** The error that {@link #toJson} wrote. */
  public static WorkflowError fromJson(JsonNode node) {
    return new WorkflowError(
        node.path("type").stringValue(StandardErrors.RUNTIME),
        node.path("status").intValue(500),
        text(node, "title"),
        text(node, "detail"),
        text(node, "instance"));
  }

  private static @Nullable String text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isString() ? value.stringValue() : null;
  }
}
