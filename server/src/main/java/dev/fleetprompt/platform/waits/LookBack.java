package dev.fleetprompt.platform.waits;

import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.signals.EventJson;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalStore;
import dev.fleetprompt.platform.signals.SignalType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Finds what came for a wait before the dispatcher could know of it.
 *
 * <p>Why nothing can fall between. A signal is dispatched after its commit, in a snapshot of that
 * time. Either the wait was committed when the dispatcher looked, and the dispatcher delivers the
 * signal; or it was committed after the dispatcher looked, thus after the signal's commit, and then
 * the look-back, whose snapshot is younger than the wait's commit, sees the signal. There is no
 * third case, as long as the look-back follows the wait's commit and the type was subscribed before
 * the signal was written (see {@link dev.fleetprompt.platform.signals.Subscriptions#settle}).
 *
 * <p>Both may find it. The inbox holds a signal once, and what an item took stays there as a mark
 * until the item ends ({@link dev.fleetprompt.platform.queue.QueueChange.Mark}, in the unit that
 * takes it), so it is taken once.
 *
 * <p>What is too old. A signal has passed by when its id, which begins with the time of its
 * recording, is older than {@code since}, <em>and</em> it was visible in the snapshot in which the
 * wait was written. An id is made before the commit, and a commit may be repeated for as long as
 * the database is away, so the id alone would say too much; signals that became visible later than
 * the wait's row was written count as new, whatever their ids.
 */
@Component
public class LookBack {

  private static final int PAGE = 500;

  /** As the database sorts them. */
  private static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

  private final WaitStore waits;
  private final SignalStore signals;

  LookBack(WaitStore waits, SignalStore signals) {
    this.waits = waits;
    this.signals = signals;
  }

  /**
   * A part of what came.
   *
   * @param messages by signal id, as the dispatcher would have delivered them
   * @param next where to go on; empty when this was all
   */
  public record Page(List<Message> messages, Optional<UUID> next) {
    public Page {
      messages = List.copyOf(messages);
    }
  }

  /**
   * Reads at most some hundred signals that came for waits. To be called after their commit; what
   * it gives is to be offered before anything that the dispatcher delivers later.
   *
   * @param begun waits of one item
   * @param after the last signal of the page before
   */
  public Page find(List<WaitChange.Begin> begun, Optional<UUID> after) {
    Map<UUID, Message> found = new TreeMap<>(BY_ID);
    List<UUID> bounds = new ArrayList<>();
    for (WaitChange.Begin begin : begun) {
      Optional<String> snapshot = waits.began(begin.item(), begin.listen());
      if (snapshot.isEmpty()) {
        continue;
      }
      List<Signal> page = page(begin, snapshot.get(), after);
      page.stream()
          .filter(signal -> meets(begin, signal))
          .forEach(signal -> found.put(signal.id(), SignalMessages.of(signal)));
      if (page.size() == PAGE) {
        bounds.add(page.getLast().id());
      }
    }
    Optional<UUID> bound = bounds.stream().min(BY_ID);
    List<Message> messages =
        found.entrySet().stream()
            .filter(
                entry -> bound.filter(last -> BY_ID.compare(last, entry.getKey()) < 0).isEmpty())
            .map(Map.Entry::getValue)
            .toList();
    return new Page(messages, bound);
  }

  private List<Signal> page(WaitChange.Begin begin, String snapshot, Optional<UUID> after) {
    Set<SignalType> types =
        begin.conditions().stream().map(Condition::type).collect(Collectors.toSet());
    return signals.cameFor(begin.item().tenant(), types, begin.since(), snapshot, after, PAGE);
  }

  private static boolean meets(WaitChange.Begin begin, Signal signal) {
    var event = EventJson.of(signal);
    return begin.conditions().stream().anyMatch(condition -> Correlation.meets(condition, event));
  }
}
