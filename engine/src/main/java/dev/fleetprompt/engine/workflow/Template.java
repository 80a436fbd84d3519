package dev.fleetprompt.engine.workflow;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A value in a definition whose parts may be runtime expressions. */
public sealed interface Template {

  /** A value without expressions. */
  record Constant(JsonNode value) implements Template {}

  /** One expression. */
  record Computed(Expression expression) implements Template {}

  /** An object of which at least one member holds an expression. */
  record Members(Map<String, Template> members) implements Template {}

  /** An array of which at least one item holds an expression. */
  record Items(List<Template> items) implements Template {}
}
