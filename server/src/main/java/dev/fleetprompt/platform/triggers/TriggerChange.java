package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.signals.SignalType;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Installs, switches or removes a trigger, together with its subscription. Signals that become
 * visible after {@link dev.fleetprompt.platform.signals.Subscriptions#settle} reach it.
 */
public sealed interface TriggerChange extends Change {

  /** The trigger's id. */
  UUID id();

  /**
   * Installs a trigger, switched on.
   *
   * @param name 1 to 100 characters
   * @param filter over the signal as a CloudEvent in JSON; checked with {@link
   *     SignalFields#checked}
   */
  record Create(UUID id, String name, SignalType type, Optional<JsonNode> filter, Target target)
      implements TriggerChange {

    public Create {
      filter.ifPresent(SignalFields::checked);
    }
  }

  /** Switches a trigger on or off. What is dispatched while it is off passes it by. */
  record Enable(UUID id, boolean enabled) implements TriggerChange {}

  /**
   * Gives a trigger another context for the runs that it starts from now on.
   *
   * @param context as in {@link Target#context}
   */
  record Inform(UUID id, JsonNode context) implements TriggerChange {}

  /** Removes a trigger; what it started goes on. */
  record Remove(UUID id) implements TriggerChange {}
}
