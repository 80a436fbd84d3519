package dev.fleetprompt.capability.explanation;

import dev.fleetprompt.capability.explanation.Explanation.Moment;
import dev.fleetprompt.capability.explanation.Explanation.Thing;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Collects things and what they state about themselves, each once. */
final class Story {

  private static final Comparator<Thing> BY_TIME =
      Comparator.comparing(Thing::at).thenComparing(thing -> thing.link().id());

  private final int most;
  private final Map<Link, Thing> things = new LinkedHashMap<>();
  private final Map<Link, Map<UUID, Moment>> moments = new HashMap<>();

  Story(int most) {
    this.most = most;
  }

  void begin(Thing first) {
    things.put(first.link(), first);
  }

  /** The thing's link if it is new and there is room. */
  Optional<Link> add(Thing thing) {
    if (isFull() || things.putIfAbsent(thing.link(), thing) != null) {
      return Optional.empty();
    }
    return Optional.of(thing.link());
  }

  /** Notes what a run or directive stated about itself; other signals are none of these. */
  void moment(SignalSummary signal) {
    Things.owner(signal)
        .ifPresent(owner ->
            moments
                .computeIfAbsent(owner, any -> new TreeMap<>())
                .putIfAbsent(
                    signal.id(),
                    new Moment(signal.id(), signal.type().value(), signal.time(), signal.actor())));
  }

  /** The signals that it gave about itself, as far as they are known. */
  List<Link> signalsOf(Link thing) {
    return moments.getOrDefault(thing, Map.of()).keySet().stream().map(Link::signal).toList();
  }

  boolean isFull() {
    return things.size() >= most;
  }

  /** Each thing behind its cause, brothers by time. */
  List<Thing> things() {
    Map<Link, List<Thing>> byCause = new HashMap<>();
    List<Thing> roots = new ArrayList<>();
    for (Thing thing : things.values()) {
      Optional<Link> cause = thing.cause().filter(things::containsKey);
      if (thing.depth() == 0 || cause.isEmpty()) {
        roots.add(thing);
      } else {
        byCause.computeIfAbsent(cause.get(), any -> new ArrayList<>()).add(thing);
      }
    }
    List<Thing> ordered = new ArrayList<>();
    roots.stream().sorted(BY_TIME).forEach(root -> tell(root, byCause, ordered));
    return ordered;
  }

  private void tell(Thing thing, Map<Link, List<Thing>> byCause, List<Thing> ordered) {
    ordered.add(
        new Thing(
            thing.link(),
            thing.cause(),
            thing.depth(),
            thing.name(),
            thing.state(),
            thing.detail(),
            thing.failure(),
            thing.by(),
            thing.at(),
            thing.endedAt(),
            moments.getOrDefault(thing.link(), Map.of()).values().stream()
                .sorted(Comparator.comparing(Moment::at).thenComparing(Moment::signal))
                .toList()));
    List<Thing> next = byCause.getOrDefault(thing.link(), List.of());
    next.stream().sorted(BY_TIME).forEach(one -> tell(one, byCause, ordered));
  }
}
