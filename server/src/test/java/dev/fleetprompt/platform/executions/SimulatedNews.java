package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.waits.LookBack;
import dev.fleetprompt.platform.waits.SignalMessages;
import dev.fleetprompt.platform.waits.WaitChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Events from outside and the waits for them. An event gets its id, is committed some time later,
 * and is dispatched some time after that; waits are written and looked back for in between.
 */
final class SimulatedNews {

  static final String TYPE = "sim.news";
  private static final int PAGE = 2;

  /**
   * An event.
   *
   * @param run the number of the run that it is meant for
   * @param part the task that waits for it
   */
  record Piece(UUID id, int run, String part, JsonNode event, Instant at) {
    Message message() {
      return new Message(SignalMessages.id(id), event, at);
    }
  }

  private record Committed(Piece piece, long transaction) {}

  private record Wait(WaitChange.Begin begin, long sees) {}

  private final List<Piece> drafts = new ArrayList<>();
  private final List<Committed> committed = new ArrayList<>();
  private final List<Piece> toDispatch = new ArrayList<>();
  private final Map<Item, Map<String, Wait>> waits = new LinkedHashMap<>();
  private final Map<String, Integer> said = new HashMap<>();
  private long transactions;
  private long last;

  /** Begins to state an event; nothing while one for the same task is not committed. */
  boolean draft(int run, String part, Instant now) {
    if (drafts.stream().anyMatch(each -> each.run() == run && each.part().equals(part))) {
      return false;
    }
    int n = said.merge(run + part, 1, Integer::sum) + part.length();
    last = Math.max(last + 1, now.toEpochMilli());
    UUID id = new UUID(last << 16 | 0x7000, drafts.size() + 1);
    var event = JsonNodeFactory.instance.objectNode();
    event.put("specversion", "1.0").put("id", id.toString()).put("type", TYPE);
    event.put("source", "https://sim.example").put("time", now.toString());
    event.putObject("data").put("run", run).put("part", part).put("n", n);
    drafts.add(new Piece(id, run, part, event, now));
    return true;
  }

  boolean commit(int which) {
    if (drafts.isEmpty()) {
      return false;
    }
    Piece piece = drafts.remove(which % drafts.size());
    committed.add(new Committed(piece, ++transactions));
    toDispatch.add(piece);
    toDispatch.sort(Comparator.comparing(Piece::id));
    return true;
  }

  /** The next event to dispatch and who waits for it now. */
  Optional<Map.Entry<Piece, Set<Item>>> dispatch(boolean again) {
    if (toDispatch.isEmpty()) {
      return Optional.empty();
    }
    Piece piece = again ? toDispatch.getFirst() : toDispatch.removeFirst();
    Set<Item> items = new LinkedHashSet<>();
    waits.forEach((item, listens) -> {
      if (listens.values().stream().anyMatch(wait -> wants(wait.begin()))) {
        items.add(item);
      }
    });
    return Optional.of(Map.entry(piece, items));
  }

  void apply(WaitChange change) {
    switch (change) {
      case WaitChange.Begin begin ->
          waits
              .computeIfAbsent(begin.item(), item -> new LinkedHashMap<>())
              .putIfAbsent(begin.listen(), new Wait(begin, transactions));
      case WaitChange.End end -> {
        Map<String, Wait> listens = waits.get(end.item());
        if (listens != null) {
          listens.remove(end.listen());
        }
      }
      case WaitChange.Forget forget -> waits.remove(forget.item());
    }
  }

  /**
   * @param taken what is not found again
   */
  LookBack.Page lookBack(LookBack.Request request, Predicate<Message> taken) {
    long asOf = request.after().map(after -> Long.parseLong(after.asOf())).orElse(transactions);
    List<Piece> found =
        committed.stream()
            .filter(each -> each.transaction() <= asOf)
            .filter(each -> isAfter(each.piece(), request))
            .filter(each -> request.begun().stream().anyMatch(begin -> meets(begin, each)))
            .map(Committed::piece)
            .sorted(Comparator.comparing(Piece::id))
            .limit(PAGE)
            .toList();
    return new LookBack.Page(
        found.stream().map(Piece::message).filter(taken.negate()).toList(),
        found.size() < PAGE
            ? Optional.empty()
            : Optional.of(new LookBack.Position(found.getLast().id(), Long.toString(asOf))));
  }

  private static boolean isAfter(Piece piece, LookBack.Request request) {
    return request.after().filter(after -> piece.id().compareTo(after.signal()) <= 0).isEmpty();
  }

  private boolean meets(WaitChange.Begin begin, Committed each) {
    Wait wait = waits.getOrDefault(begin.item(), Map.of()).get(begin.listen());
    return wait != null
        && wants(begin)
        && (each.piece().id().compareTo(Ids.lowestAt(begin.since())) >= 0
            || each.transaction() > wait.sees());
  }

  private static boolean wants(WaitChange.Begin begin) {
    return begin.conditions().stream().anyMatch(one -> one.type().value().equals(TYPE));
  }

  /** Whether something is on its way. */
  boolean isBusy() {
    return !drafts.isEmpty() || !toDispatch.isEmpty();
  }

  /** The runs that still wait for something. */
  Set<Item> waiting() {
    Set<Item> items = new LinkedHashSet<>();
    waits.forEach((item, listens) -> {
      if (!listens.isEmpty()) {
        items.add(item);
      }
    });
    return items;
  }
}
