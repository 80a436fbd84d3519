package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.paging.Conditions;
import dev.fleetprompt.platform.paging.Place;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A search as conditions.
 *
 * @param indexed those that the index answers, with the place where the page begins
 * @param types the types of the family
 * @param others those that each row is looked at for
 * @param bound how many rows are looked at
 */
record SoughtSignals(Way way, Conditions indexed, Conditions types, Conditions others, int bound) {

  /** How the rows are come by. */
  enum Way {
    NOTHING,
    TIME,
    TYPES,
    LINK,
    LOOK
  }

  static final int LOOKED = 5_000;
  static final int READ = 2_500;

  private static final int MOST_OF_FAMILY = 50;

  static SoughtSignals of(
      JdbcClient jdbc, TenantId tenant, SignalSearch search, Optional<Place> after) {
    List<String> types =
        search.family().map(family -> family(jdbc, tenant, family)).orElse(List.of());
    if (search.family().isPresent() && types.isEmpty()) {
      return new SoughtSignals(
          Way.NOTHING, new Conditions(), new Conditions(), new Conditions(), 0);
    }
    boolean linked = search.correlation().isPresent() || search.causation().isPresent();
    Conditions time = time(search, after);
    Conditions others = others(search);
    Conditions first = new Conditions().and("tenant_id = :tenant", "tenant", tenant.value());
    Conditions link =
        new Conditions()
            .and("correlation_id = :correlation", "correlation", text(search.correlation()))
            .and("causation_id = :causation", "causation", text(search.causation()));
    Conditions ofTypes = new Conditions();
    if (!types.isEmpty()) {
      ofTypes.and("type = any(:types::text[])", "types", types.toArray(String[]::new));
    }
    if (linked) {
      return new SoughtSignals(
          Way.LINK, first.with(link), new Conditions(), time.with(others).with(ofTypes), LOOKED);
    }
    Conditions indexed = first.with(time);
    if (!others.isEmpty()) {
      int bound = search.text().isPresent() ? READ : LOOKED;
      return new SoughtSignals(Way.LOOK, indexed, ofTypes, others, bound);
    }
    Way way = !types.isEmpty() && types.size() <= MOST_OF_FAMILY ? Way.TYPES : Way.TIME;
    return new SoughtSignals(way, indexed, ofTypes, others, LOOKED);
  }

  /** The family's types that there are. */
  private static List<String> family(JdbcClient jdbc, TenantId tenant, String family) {
    return SignalTypes.from(jdbc, tenant, family).stream()
        .filter(type -> type.equals(family) || type.startsWith(family + "."))
        .toList();
  }

  private static Conditions time(SignalSearch search, Optional<Place> after) {
    Conditions time =
        new Conditions()
            .and("time >= :from", "from", search.from().map(Timestamps::utc))
            .and("time < :to", "to", search.to().map(Timestamps::utc))
            .when(search.visibility() != Visibility.ADMINS, "visibility = 'normal'");
    after.ifPresent(place ->
        time.and("(time, id) < (:afterTime, :afterId)", "afterTime", Timestamps.utc(place.time()))
            .value("afterId", place.id()));
    return time;
  }

  private static Conditions others(SignalSearch search) {
    return new Conditions()
        .and("source = :source", "source", search.source())
        .and("subject = :subject", "subject", search.subject())
        .and("actor_id = :actor", "actor", search.actor())
        .and(
            """
            (position(lower(:text) in lower(type || ' ' || coalesce(subject, '') || ' ' || event_id)) > 0
             or position(lower(:text) in lower(coalesce(data::text, ''))) > 0)\
            """,
            "text",
            search.text());
  }

  private static Optional<String> text(Optional<Link> link) {
    return link.map(Link::toString);
  }

  /** All that an index answers. */
  Conditions narrow() {
    return indexed.with(types);
  }

  /** Where only a part is looked at, the newest are. */
  String order() {
    return way == Way.LOOK ? "order by time desc, id desc" : "";
  }

  JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
    return others.bind(narrow().bind(statement));
  }
}
