package dev.fleetprompt.platform.waits;

import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Who waits for the signals of a batch, found in two statements whatever its size.
 *
 * @param few by signal, all that wait for it
 * @param many by signal, what to ask {@link WaitStore#after} since too many wait for a list
 */
record Recipients(Map<UUID, List<Item>> few, Map<UUID, List<WaitStore.Asked>> many) {

  /** In a batch; beyond, they are read page by page, so that memory stays flat. */
  static final int MOST = 2_000;

  private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

  /**
   * @param events the signals as CloudEvents, by id
   */
  static Recipients of(
      WaitStore waits, TenantId tenant, List<Signal> signals, Map<UUID, JsonNode> events) {
    List<WaitStore.Asked> asked = asked(waits, tenant, signals, events);
    if (asked.isEmpty()) {
      return new Recipients(Map.of(), Map.of());
    }
    List<WaitStore.Waiting> waiting = waits.waiting(tenant, asked, MOST);
    int complete = waiting.size() < MOST ? signals.size() : waiting.getLast().position();
    Map<UUID, List<Item>> few = new HashMap<>();
    for (WaitStore.Waiting one : waiting) {
      if (one.position() < complete) {
        few.computeIfAbsent(signals.get(one.position()).id(), id -> new ArrayList<>())
            .add(one.item());
      }
    }
    Map<UUID, List<WaitStore.Asked>> many =
        asked.stream()
            .filter(one -> one.position() >= complete)
            .collect(Collectors.groupingBy(one -> signals.get(one.position()).id()));
    return new Recipients(few, many);
  }

  private static List<WaitStore.Asked> asked(
      WaitStore waits, TenantId tenant, List<Signal> signals, Map<UUID, JsonNode> events) {
    Map<String, List<WaitStore.Key>> keys =
        waits.keys(tenant, signals.stream().map(Signal::type).collect(Collectors.toSet())).stream()
            .collect(Collectors.groupingBy(WaitStore.Key::type));
    List<WaitStore.Asked> asked = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      Signal signal = signals.get(i);
      for (WaitStore.Key key : keys.getOrDefault(signal.type().value(), List.of())) {
        OptionalLong hash =
            Correlation.hash(key.correlation(), events.getOrDefault(signal.id(), NOTHING));
        if (hash.isPresent()) {
          asked.add(new WaitStore.Asked(i, key.type(), key.correlation(), hash.getAsLong()));
        }
      }
    }
    return asked;
  }

  boolean anybodyFor(Signal signal) {
    return few.containsKey(signal.id()) || many.containsKey(signal.id());
  }
}
