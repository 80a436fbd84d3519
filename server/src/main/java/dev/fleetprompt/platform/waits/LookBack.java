package dev.fleetprompt.platform.waits;

import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.QueuedItems;
import dev.fleetprompt.platform.signals.EventJson;
import dev.fleetprompt.platform.signals.RecordedSignal;
import dev.fleetprompt.platform.signals.SignalStore;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Finds what came for waits before the dispatcher could know of them; for many items at once, each
 * signal is read and its correlations are computed once.
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
 * takes it); what is marked is not found again. So it is taken once.
 *
 * <p>What is too old. A signal has passed by when its id, which begins with the time of its
 * recording, is older than {@code since}, <em>and</em> it was visible in the snapshot in which the
 * wait was written. An id is made before the commit, and a commit may be repeated for as long as
 * the database is away, so the id alone would say too much; signals that became visible later than
 * the wait's row was written count as new, whatever their ids.
 */
@Component
public class LookBack {

  /** For one item, at once. */
  private static final int MOST = 500;

  private static final int READ_AT_ONCE = 1_000;
  private static final UUID LOWEST = new UUID(0, 0);

  private final WaitStore waits;
  private final SignalStore signals;
  private final QueuedItems queued;

  LookBack(WaitStore waits, SignalStore signals, QueuedItems queued) {
    this.waits = waits;
    this.signals = signals;
    this.queued = queued;
  }

  /**
   * Where a page ended.
   *
   * @param signal its last signal
   * @param asOf the snapshot of the first page: what became visible later is dispatched, and after
   *     what all pages hold
   */
  public record Position(UUID signal, String asOf) {}

  /**
   * What to look for.
   *
   * @param begun waits of one item, committed before
   * @param after where the page before ended
   */
  public record Request(List<WaitChange.Begin> begun, Optional<Position> after) {
    public Request {
      begun = List.copyOf(begun);
    }

    Item item() {
      return begun.getFirst().item();
    }
  }

  /**
   * A part of what came.
   *
   * @param messages by signal id, as the dispatcher would have delivered them
   * @param next where to go on; empty when this was all
   */
  public record Page(List<Message> messages, Optional<Position> next) {
    public Page {
      messages = List.copyOf(messages);
    }
  }

  /**
   * Reads at most some hundred signals for each request. What it gives is to be offered before
   * anything that the dispatcher delivers later.
   *
   * @return a page for each request, in their order
   */
  public List<Page> find(List<Request> requests) {
    Map<Request, Search> searches = new LinkedHashMap<>();
    requests.stream()
        .collect(Collectors.groupingBy(request -> request.item().tenant()))
        .forEach((tenant, ofTenant) -> searches.putAll(search(tenant, ofTenant)));
    return requests.stream().map(request -> page(searches.get(request))).toList();
  }

  private static Page page(@org.jspecify.annotations.Nullable Search search) {
    return search == null ? new Page(List.of(), Optional.empty()) : search.page();
  }

  private Map<Request, Search> search(TenantId tenant, List<Request> requests) {
    WaitStore.Began began =
        waits
            .began(tenant, requests.stream().flatMap(request -> request.begun().stream()).toList())
            .orElse(null);
    if (began == null) {
      return Map.of();
    }
    Map<Request, Search> searches = new LinkedHashMap<>();
    for (Request request : requests) {
      searches.put(request, new Search(request, began));
    }
    read(tenant, searches.values(), began.written().values());
    forgetTaken(tenant, searches.values());
    return searches;
  }

  /** An item does not get again what it took before, in whatever process that was. */
  private void forgetTaken(TenantId tenant, Collection<Search> searches) {
    searches.stream()
        .collect(Collectors.groupingBy(search -> search.request.item().kind()))
        .forEach((kind, ofKind) -> {
          Set<QueuedItems.Addressed> taken =
              queued.taken(
                  tenant, kind, ofKind.stream().flatMap(search -> search.addressed()).toList());
          ofKind.forEach(search -> search.forget(taken));
        });
  }

  private void read(TenantId tenant, Collection<Search> searches, Collection<Snapshot> began) {
    Set<SignalType> types =
        searches.stream()
            .flatMap(search -> search.request.begun().stream())
            .flatMap(begin -> begin.conditions().stream())
            .map(Condition::type)
            .collect(Collectors.toSet());
    Instant since =
        searches.stream()
            .flatMap(search -> search.request.begun().stream())
            .map(WaitChange.Begin::since)
            .min(Instant::compareTo)
            .orElseThrow();
    long oldest = began.stream().mapToLong(Snapshot::oldest).min().orElseThrow();
    UUID after =
        searches.stream()
            .map(search -> search.request.after().map(Position::signal).orElse(LOWEST))
            .min(SignalOrder.BY_ID)
            .orElseThrow();
    List<RecordedSignal> page;
    do {
      page = signals.cameSince(tenant, types, since, oldest, after, READ_AT_ONCE);
      for (RecordedSignal recorded : page) {
        JsonNode event = EventJson.of(recorded.signal());
        Correlation.Hashes hashes = new Correlation.Hashes(event);
        searches.forEach(search -> search.take(recorded, event, hashes));
        after = recorded.signal().id();
      }
    } while (page.size() == READ_AT_ONCE && searches.stream().anyMatch(search -> !search.full()));
  }

  /** What is found for one request. */
  private static final class Search {

    private final Request request;
    private final List<Sought> sought = new ArrayList<>();
    private final List<Message> found = new ArrayList<>();
    private Optional<UUID> last = Optional.empty();
    private final String asOf;
    private final Snapshot visible;
    private boolean full;

    /** A wait as it is compared with signals. */
    private record Sought(UUID since, Snapshot began, Map<String, Map<String, Long>> hashes) {

      static Sought of(WaitChange.Begin begin, Snapshot began) {
        Map<String, Map<String, Long>> hashes = new HashMap<>();
        for (Condition condition : begin.conditions()) {
          hashes
              .computeIfAbsent(condition.type().value(), type -> new HashMap<>())
              .put(Correlation.key(condition), Correlation.hash(condition));
        }
        return new Sought(Ids.lowestAt(begin.since()), began, hashes);
      }

      boolean meets(RecordedSignal recorded, Correlation.Hashes event) {
        return (SignalOrder.BY_ID.compare(recorded.signal().id(), since) >= 0
                || !began.sees(recorded.transaction()))
            && hashes.getOrDefault(recorded.signal().type().value(), Map.of()).entrySet().stream()
                .anyMatch(wanted -> event.are(wanted.getKey(), wanted.getValue()));
      }
    }

    Search(Request request, WaitStore.Began began) {
      this.request = request;
      this.asOf = request.after().map(Position::asOf).orElse(began.now());
      this.visible = Snapshot.parse(asOf);
      for (WaitChange.Begin begin : request.begun()) {
        Snapshot snapshot = began.written().get(new WaitStore.Wait(begin.item(), begin.listen()));
        if (snapshot != null) {
          sought.add(Sought.of(begin, snapshot));
        }
      }
    }

    void take(RecordedSignal recorded, JsonNode event, Correlation.Hashes hashes) {
      UUID id = recorded.signal().id();
      if (!full()
          && visible.sees(recorded.transaction())
          && request
              .after()
              .filter(after -> SignalOrder.BY_ID.compare(id, after.signal()) <= 0)
              .isEmpty()
          && sought.stream().anyMatch(one -> one.meets(recorded, hashes))) {
        found.add(SignalMessages.of(recorded.signal(), event));
        last = Optional.of(id);
      }
    }

    boolean full() {
      return full || found.size() == MOST;
    }

    Stream<QueuedItems.Addressed> addressed() {
      return found.stream().map(this::addressed);
    }

    void forget(Set<QueuedItems.Addressed> taken) {
      full = full();
      found.removeIf(message -> taken.contains(addressed(message)));
    }

    private QueuedItems.Addressed addressed(Message message) {
      return new QueuedItems.Addressed(request.item().id(), message.id());
    }

    Page page() {
      return new Page(found, full() ? last.map(id -> new Position(id, asOf)) : Optional.empty());
    }
  }
}
