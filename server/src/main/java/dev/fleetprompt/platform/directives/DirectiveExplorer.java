package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.paging.BoundedSearch;
import dev.fleetprompt.platform.paging.Conditions;
import dev.fleetprompt.platform.paging.Count;
import dev.fleetprompt.platform.paging.Slice;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.ActorKind;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Finds directives, newest first. At most {@value BoundedSearch#LOOKED} rows are looked at for a
 * page; one that ends there says so, and the next one goes on from there.
 */
@Component
public class DirectiveExplorer {

  /** The most directives on a page. */
  public static final int LARGEST_PAGE = 200;

  private static final Set<DirectiveState> OPEN =
      EnumSet.of(
          DirectiveState.PROPOSED,
          DirectiveState.SCHEDULED,
          DirectiveState.APPROVED,
          DirectiveState.RUNNING,
          DirectiveState.IN_DOUBT);

  private static final String SUMMARY =
      """
      id, type, state, business_key, reason, requester_kind, requester_id, run_id, causation_id, requested_at,
      started_at, ended_at, attempts, error_message
      """;

  /**
   * Index: the primary key, backwards, up to the bound; directive_unfinished where only open states
   * are sought; directive_by_run or directive_by_causation where those are.
   */
  private static final BoundedSearch<DirectiveSummary> SEARCH =
      new BoundedSearch<>(
          "fleet.directive", SUMMARY, "f.*", (row, number) -> read(row), DirectiveSummary::id);

  private static final String LED_TO =
      """
      select %s from fleet.directive
      where tenant_id = :tenant and causation_id = any(:causes::text[])
      order by id
      limit :size
      """;

  private final TenantDatabase database;

  DirectiveExplorer(TenantDatabase database) {
    this.database = database;
  }

  /**
   * One page.
   *
   * @param after the directive after which it begins; empty for the first
   * @param size at most {@value #LARGEST_PAGE}
   */
  public Slice<DirectiveSummary> page(
      TenantId tenant, DirectiveSearch search, Optional<UUID> after, int size) {
    int rows = Math.clamp(size, 1, LARGEST_PAGE);
    return database.readOnly(
        tenant, jdbc -> SEARCH.page(jdbc, indexed(tenant, search, after), others(search), rows));
  }

  /**
   * What these led to directly, oldest first; at most {@value #LARGEST_PAGE}. Index:
   * directive_by_causation.
   */
  public List<DirectiveSummary> ledTo(TenantId tenant, List<Link> causes) {
    return database.readOnly(
        tenant,
        jdbc ->
            jdbc.sql(LED_TO.formatted(SUMMARY))
                .param("tenant", tenant.value())
                .param("causes", Link.texts(causes))
                .param("size", LARGEST_PAGE)
                .query((row, number) -> read(row))
                .list());
  }

  /** How many there are; at least that many where counting stopped at its bound. */
  public Count count(TenantId tenant, DirectiveSearch search) {
    return database.readOnly(
        tenant,
        jdbc -> SEARCH.count(jdbc, indexed(tenant, search, Optional.empty()), others(search)));
  }

  private static Conditions indexed(TenantId tenant, DirectiveSearch search, Optional<UUID> after) {
    Conditions indexed =
        new Conditions()
            .and("tenant_id = :tenant", "tenant", tenant.value())
            .and("id < :after", "after", after)
            .and("id >= :lowest", "lowest", search.from().map(Ids::lowestAt))
            .and("id < :highest", "highest", search.to().map(Ids::lowestAt))
            .and("run_id = any(:runs)", "runs", search.runs().map(ids -> ids.toArray(UUID[]::new)))
            .and("causation_id = :causation", "causation", search.causation().map(Link::toString));
    if (!search.states().isEmpty() && OPEN.containsAll(search.states())) {
      // As constants, so that the database sees that the partial index fits.
      indexed.and(
          search.states().stream()
              .map(state -> "'" + state.text() + "'")
              .sorted()
              .collect(Collectors.joining(", ", "state in (", ")")));
    }
    return indexed;
  }

  private static Conditions others(DirectiveSearch search) {
    Conditions others =
        new Conditions()
            .and("type = :type", "type", search.type().map(DirectiveName::value))
            .and("requester_id = :requester", "requester", search.requester())
            .and(
                "position(lower(:text) in lower(business_key || ' ' || reason)) > 0",
                "text",
                search.text());
    if (!search.states().isEmpty() && !OPEN.containsAll(search.states())) {
      others.and(
          "state = any(:states)",
          "states",
          search.states().stream().map(DirectiveState::text).toArray(String[]::new));
    }
    return others;
  }

  private static DirectiveSummary read(ResultSet row) throws SQLException {
    return new DirectiveSummary(
        row.getObject("id", UUID.class),
        new DirectiveName(row.getString("type")),
        DirectiveState.of(row.getString("state")),
        row.getString("business_key"),
        row.getString("reason"),
        new Requester(
            new Actor(
                ActorKind.valueOf(row.getString("requester_kind").toUpperCase(Locale.ROOT)),
                row.getString("requester_id")),
            Optional.ofNullable(row.getObject("run_id", UUID.class))),
        Optional.ofNullable(row.getString("causation_id")).flatMap(Link::parse),
        instant(row, "requested_at").orElseThrow(),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        row.getInt("attempts"),
        Optional.ofNullable(row.getString("error_message")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
