package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Awaited;
import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.Correlated;
import dev.fleetprompt.engine.interpreter.Decision;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.waits.Condition;
import dev.fleetprompt.platform.waits.LookBack;
import dev.fleetprompt.platform.waits.SignalMessages;
import dev.fleetprompt.platform.waits.WaitChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a run in memory listens to, and the signals that came for it.
 *
 * <p>Each new listen becomes a wait with the turn that decided it, and after that turn's commit
 * somebody looks back for what came before (why in this order, says {@link LookBack}). From the
 * decision on and until the look-back's answer is there, no signal is offered, since it may bring
 * earlier ones; and the run does not park. So a run that waits in the database has looked back for
 * all its listens, which is how one that is loaded knows: when its status is <em>waiting</em> there
 * is nothing left to do, and in any other case it begins its waits again, which changes nothing for
 * those that exist.
 */
final class Listening {

  private final Item item;
  private final Instant createdAt;
  private final boolean possible;
  private final NavigableMap<String, Message> came = new TreeMap<>();
  private final Set<String> had = new HashSet<>();
  private final List<WaitChange.Begin> unseen = new ArrayList<>();
  private Map<CallId, Command.Listen> begun = Map.of();
  private Optional<LookBack.Position> seen = Optional.empty();
  private @Nullable String passable;
  private boolean asked;

  /**
   * @param createdAt since when there is a run: what counts from its start counts from here, so
   *     that nothing is lost while it is queued
   * @param possible whether the run's workflow listens at all
   */
  Listening(Item item, Instant createdAt, boolean possible) {
    this.item = item;
    this.createdAt = createdAt;
    this.possible = possible;
  }

  /** Takes the listens of a run that was loaded while it waited for what they are. */
  void adopt(Decision decision) {
    begun = listens(decision);
  }

  /** A signal lies in the inbox. */
  void came(Message message) {
    if (!had.contains(message.id())) {
      came.put(message.id(), message);
    }
  }

  /**
   * Offers what came to the run, in order, as long as the turn has room; what nobody wants is
   * forgotten.
   *
   * @param settled what the turn came to
   * @return what it came to then
   */
  Decision offer(Turn turn, Decision settled) {
    Decision decision = settled;
    while (decision.end().isEmpty() && turn.hasRoom() && ready() && hasBegun(decision)) {
      Message message = came.pollFirstEntry().getValue();
      if (turn.offer(message, SignalMessages.signal(message).orElseThrow())) {
        had.add(message.id());
        decision = turn.settle();
      }
    }
    return decision;
  }

  /** Whether nothing is listened to that has yet to become a wait and to look back. */
  private boolean hasBegun(Decision decision) {
    return listens(decision).entrySet().stream()
        .allMatch(listen -> listen.getValue().equals(begun.get(listen.getKey())));
  }

  /** Whether there is a signal that may be offered now. */
  boolean ready() {
    String bound = passable;
    return !came.isEmpty()
        && (unseen.isEmpty() || (bound != null && came.firstKey().compareTo(bound) <= 0));
  }

  /** Brings the waits in line with what the run listens to. */
  void keep(Turn turn, Decision decision) {
    if (!possible) {
      return;
    }
    Map<CallId, Command.Listen> wanted = listens(decision);
    begun.forEach((id, listen) -> {
      if (!listen.equals(wanted.get(id))) {
        turn.add(new WaitChange.End(item, id.value()));
        unseen.removeIf(begin -> begin.listen().equals(id.value()));
      }
    });
    wanted.forEach((id, listen) -> {
      if (!listen.equals(begun.get(id))) {
        WaitChange.Begin begin = begin(listen, turn.state().startedAt());
        turn.add(begin);
        unseen.add(begin);
        seen = Optional.empty();
        passable = null;
      }
    });
    begun = wanted;
  }

  /** Ends all waits. */
  void end(Turn turn) {
    if (possible) {
      turn.add(new WaitChange.Forget(item));
    }
  }

  /** Whether the run must not park: something came, or may have come. */
  boolean busy() {
    return !unseen.isEmpty() || !came.isEmpty();
  }

  /** What to look back for now; nothing while an answer is awaited or there is enough to do. */
  Optional<LookBack.Request> toLookBackFor() {
    if (asked || unseen.isEmpty() || ready()) {
      return Optional.empty();
    }
    asked = true;
    return Optional.of(new LookBack.Request(unseen, seen));
  }

  /**
   * The answer of a look-back.
   *
   * @param lookedFor what it was asked for
   */
  void looked(LookBack.Request lookedFor, LookBack.Page page) {
    asked = false;
    page.messages().forEach(this::came);
    if (!lookedFor.begun().containsAll(unseen)) {
      return;
    }
    seen = page.next();
    passable = page.next().map(next -> SignalMessages.id(next.signal())).orElse(null);
    if (page.next().isEmpty()) {
      unseen.clear();
    }
  }

  private WaitChange.Begin begin(Command.Listen listen, Instant startedAt) {
    boolean sinceStart = listen.since().equals(startedAt) && createdAt.isBefore(startedAt);
    return new WaitChange.Begin(
        item,
        listen.id().value(),
        listen.awaited().stream().map(Listening::condition).distinct().toList(),
        sinceStart ? createdAt : listen.since());
  }

  private static Condition condition(Awaited awaited) {
    TreeMap<String, JsonNode> known = new TreeMap<>();
    for (Correlated correlated : awaited.correlation()) {
      JsonNode expected = correlated.expected();
      if (expected != null) {
        known.put(correlated.from(), expected);
      }
    }
    return new Condition(new SignalType(awaited.type()), known);
  }

  private static Map<CallId, Command.Listen> listens(Decision decision) {
    Map<CallId, Command.Listen> listens = new HashMap<>();
    for (Command command : decision.outstanding()) {
      if (command instanceof Command.Listen listen) {
        listens.put(listen.id(), listen);
      }
    }
    return listens;
  }
}
