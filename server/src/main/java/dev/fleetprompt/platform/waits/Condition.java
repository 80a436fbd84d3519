package dev.fleetprompt.platform.waits;

import dev.fleetprompt.platform.signals.SignalType;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What a signal must be to be worth offering. Whoever waits judges it again: a condition may let
 * through too much, but never too little.
 *
 * @param type the signal's type
 * @param correlation by the text of a jq expression over the signal as a CloudEvent, what it must
 *     come to; empty when every signal of the type will do
 */
public record Condition(SignalType type, SortedMap<String, JsonNode> correlation) {

  public Condition {
    correlation = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(correlation));
  }

  /** Every signal of a type. */
  public static Condition of(SignalType type) {
    return new Condition(type, new TreeMap<>());
  }
}
