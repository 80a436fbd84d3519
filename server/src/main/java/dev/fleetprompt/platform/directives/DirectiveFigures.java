package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts of a tenant's directives: what stands open now, and what ended in a window. */
@Component
public class DirectiveFigures {

  private static final int MOST_ERRORS = 20;

  // directive_unfinished
  private static final String OPEN =
      """
      select state, count(*) as found from fleet.directive
      where tenant_id = :tenant
        and state in ('proposed', 'scheduled', 'approved', 'running', 'in_doubt')
      group by state
      """;

  // directive_by_end
  private static final String ENDED =
      """
      select type, state, count(*) as found from fleet.directive
      where tenant_id = :tenant and ended_at >= :from and ended_at < :to
      group by type, state
      order by type, state
      """;

  // directive_by_end
  private static final String ERRORS =
      """
      select type, error_code, min(error_message) as message, count(*) as found
      from fleet.directive
      where tenant_id = :tenant and ended_at >= :from and ended_at < :to and state = 'failed'
      group by type, error_code
      order by found desc, type, error_code
      limit :limit
      """;

  private final TenantDatabase database;

  DirectiveFigures(TenantDatabase database) {
    this.database = database;
  }

  /** How many directives of a type ended in a state. */
  public record Ended(DirectiveName type, DirectiveState state, long count) {}

  /**
   * How often directives of a type failed for a reason.
   *
   * @param message one of the messages that came with the code
   */
  public record TopError(DirectiveName type, String code, String message, long count) {}

  /**
   * A tenant's figures.
   *
   * @param open how many are in each state that is not final, now
   * @param ended what ended in the window, by type and state
   * @param errors why directives failed in the window, most frequent first; at most 20
   */
  public record Figures(Map<DirectiveState, Long> open, List<Ended> ended, List<TopError> errors) {

    /** How many wait for a person's decision before they may run. */
    public long waiting() {
      return open.getOrDefault(DirectiveState.PROPOSED, 0L);
    }

    /** How many need a person to say what became of them. */
    public long inDoubt() {
      return open.getOrDefault(DirectiveState.IN_DOUBT, 0L);
    }

    /** How many of all types ended in the state. */
    public long ended(DirectiveState state) {
      return ended.stream().filter(figure -> figure.state() == state).mapToLong(Ended::count).sum();
    }
  }

  /** Figures of now, and of what ended from {@code from} (inclusive) to {@code to} (exclusive). */
  public Figures of(TenantId tenant, Instant from, Instant to) {
    return database.readOnly(
        tenant,
        jdbc ->
            new Figures(
                open(jdbc, tenant),
                jdbc.sql(ENDED)
                    .param("tenant", tenant.value())
                    .param("from", from.atOffset(ZoneOffset.UTC))
                    .param("to", to.atOffset(ZoneOffset.UTC))
                    .query((row, number) ->
                        new Ended(
                            new DirectiveName(row.getString("type")),
                            DirectiveState.of(row.getString("state")),
                            row.getLong("found")))
                    .list(),
                jdbc.sql(ERRORS)
                    .param("tenant", tenant.value())
                    .param("from", from.atOffset(ZoneOffset.UTC))
                    .param("to", to.atOffset(ZoneOffset.UTC))
                    .param("limit", MOST_ERRORS)
                    .query((row, number) ->
                        new TopError(
                            new DirectiveName(row.getString("type")),
                            row.getString("error_code"),
                            row.getString("message"),
                            row.getLong("found")))
                    .list()));
  }

  private static Map<DirectiveState, Long> open(JdbcClient jdbc, TenantId tenant) {
    Map<DirectiveState, Long> open = new TreeMap<>();
    jdbc.sql(OPEN)
        .param("tenant", tenant.value())
        .query((row, number) ->
            Map.entry(DirectiveState.of(row.getString("state")), row.getLong("found")))
        .list()
        .forEach(count -> open.put(count.getKey(), count.getValue()));
    return open;
  }
}
