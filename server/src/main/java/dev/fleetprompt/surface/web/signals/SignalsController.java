package dev.fleetprompt.surface.web.signals;

import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.paging.Count;
import dev.fleetprompt.platform.paging.Place;
import dev.fleetprompt.platform.paging.Slice;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalExplorer;
import dev.fleetprompt.platform.signals.SignalSearch;
import dev.fleetprompt.platform.signals.SignalSummary;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.signals.Visibility;
import dev.fleetprompt.surface.web.filters.By;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.filters.Thing;
import dev.fleetprompt.surface.web.inertia.Cursor;
import dev.fleetprompt.surface.web.inertia.Lazy;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.Rows;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

@Controller
final class SignalsController {

  private final SignalExplorer explorer;
  private final Signals signals;
  private final ActorNames people;

  SignalsController(SignalExplorer explorer, Signals signals, ActorNames people) {
    this.explorer = explorer;
    this.signals = signals;
    this.people = people;
  }

  record SignalRow(
      UUID id,
      String type,
      String source,
      @Nullable String subject,
      Instant time,
      By by,
      Thing belongs,
      boolean admins,
      String glance) {

    static SignalRow of(SignalSummary signal, ActorNames.Known people) {
      return new SignalRow(
          signal.id(),
          signal.type().value(),
          signal.source(),
          signal.subject().orElse(null),
          signal.time(),
          By.of(signal.actor(), people),
          Thing.of(signal.correlation()),
          signal.visibility() == Visibility.ADMINS,
          signal.glance());
    }
  }

  /**
   * @param cut whether the search stopped at its bound
   */
  record Index(Lazy<Rows<SignalRow>> signals, Lazy<Boolean> cut, Lazy<List<String>> types) {}

  record Show(
      SignalRow signal,
      String eventId,
      Instant recorded,
      @Nullable Thing cause,
      @Nullable JsonNode data,
      @Nullable String base64,
      @Nullable String contentType,
      @Nullable String dataSchema,
      @Nullable String traceparent,
      Map<String, String> extensions,
      boolean stub,
      Lazy<List<SignalRow>> trail) {}

  @GetMapping("/signals")
  Page list(
      SignedIn who,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String source,
      @RequestParam(defaultValue = "") String subject,
      @RequestParam(defaultValue = "") String belongs,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String after) {
    ZoneId zone = who.organization().zone();
    SignalSearch search =
        new SignalSearch(
            Filters.text(type),
            Filters.text(source),
            Filters.text(subject),
            Filters.link(belongs),
            Filters.link(cause),
            Filters.text(actor),
            Filters.from(from, zone),
            Filters.to(to, zone),
            Filters.text(q),
            visibility(who));
    Slice<SignalSummary> slice =
        explorer.page(
            who.tenant(),
            search,
            Cursor.parse(after).map(cursor -> new Place(cursor.time(), cursor.id())),
            Rows.PER_PAGE);
    return Page.of(
        "Signals/Index",
        new Index(
            Lazy.of(() -> rows(slice, explorer.count(who.tenant(), search), people.of(who))),
            Lazy.of(slice::cut),
            Lazy.of(() -> explorer.types(who.tenant()))));
  }

  private static Rows<SignalRow> rows(
      Slice<SignalSummary> slice, Count count, ActorNames.Known named) {
    return new Rows<>(
        slice.items().stream().map(one -> SignalRow.of(one, named)).toList(),
        slice.next().map(place -> new Cursor(place.time(), place.id()).encode()).orElse(null),
        count.rows(),
        count.exact());
  }

  @GetMapping("/signals/{id}")
  Page show(SignedIn who, @PathVariable String id) {
    Signal signal =
        signals
            .find(who.tenant(), Filters.require(id, "signal"))
            .filter(found ->
                found.visibility() == Visibility.NORMAL || visibility(who) == Visibility.ADMINS)
            .orElseThrow(() -> new NotFoundException("signal"));
    return Page.of("Signals/Show", show(who, signal));
  }

  private Show show(SignedIn who, Signal signal) {
    Optional<Signal.Payload.Json> json =
        signal.data() instanceof Signal.Payload.Json payload
            ? Optional.of(payload)
            : Optional.empty();
    Optional<Signal.Payload.Binary> binary =
        signal.data() instanceof Signal.Payload.Binary payload
            ? Optional.of(payload)
            : Optional.empty();
    return new Show(
        row(signal, people.of(who)),
        signal.eventId(),
        signal.recordedAt(),
        signal.causation().map(Thing::of).orElse(null),
        json.map(Signal.Payload.Json::value).orElse(null),
        binary.map(Signal.Payload.Binary::base64).orElse(null),
        binary.flatMap(Signal.Payload.Binary::contentType).orElse(null),
        json.flatMap(Signal.Payload.Json::schema)
            .or(() -> binary.flatMap(Signal.Payload.Binary::schema))
            .orElse(null),
        signal.traceparent().orElse(null),
        signal.extensions(),
        signal.stub(),
        Lazy.of(() -> trail(who, signal)));
  }

  /** The others of the same correlation. */
  private List<SignalRow> trail(SignedIn who, Signal signal) {
    ActorNames.Known named = people.of(who);
    return explorer.trail(who.tenant(), signal.correlation(), visibility(who)).stream()
        .map(one -> SignalRow.of(one, named))
        .toList();
  }

  private static SignalRow row(Signal signal, ActorNames.Known people) {
    return new SignalRow(
        signal.id(),
        signal.type().value(),
        signal.source(),
        signal.subject().orElse(null),
        signal.time(),
        By.of(signal.actor(), people),
        Thing.of(signal.correlation()),
        signal.visibility() == Visibility.ADMINS,
        "");
  }

  private static Visibility visibility(SignedIn who) {
    return who.may(Role.ADMIN) ? Visibility.ADMINS : Visibility.NORMAL;
  }
}
