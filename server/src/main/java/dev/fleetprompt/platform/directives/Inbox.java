package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What waits for a person: proposals to be decided, and directives in doubt. */
@Component
public class Inbox {

  /** The largest page. */
  public static final int LARGEST_PAGE = 200;

  /** Up to where items are counted. */
  public static final int MOST_COUNTED = 1_000;

  /** Index: directive_unfinished, once per state. */
  private static final String PAGE =
      """
      select %s from fleet.directive
      where tenant_id = :tenant and state in ('proposed', 'in_doubt')
        and (:after::uuid is null or id > :after)
      order by id
      limit :size
      """
          .formatted(DirectiveRows.COLUMNS);

  /** Index: directive_unfinished, once per state. */
  private static final String WAITING =
      """
      select count(*) as items, min(requested_at) as oldest
      from (select requested_at from fleet.directive
            where tenant_id = :tenant and state in ('proposed', 'in_doubt')
            order by id
            limit :most) as waiting
      """;

  private final TenantDatabase database;

  Inbox(TenantDatabase database) {
    this.database = database;
  }

  /**
   * How much waits.
   *
   * @param items at most {@value #MOST_COUNTED}, which then means that many or more
   * @param oldest since when the oldest of them waits
   */
  public record Waiting(int items, Optional<Instant> oldest) {}

  public Waiting waiting(TenantId tenant) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(WAITING)
                .param("tenant", tenant.value())
                .param("most", MOST_COUNTED)
                .query((row, number) ->
                    new Waiting(
                        row.getInt("items"),
                        Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant)))
                .single());
  }

  /**
   * One page, oldest first.
   *
   * @param after the last item of the page before
   * @param size at most {@value #LARGEST_PAGE}
   */
  public List<Directive> page(TenantId tenant, Optional<UUID> after, int size) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(PAGE)
                .param("tenant", tenant.value())
                .param("after", after.orElse(null))
                .param("size", Math.clamp(size, 1, LARGEST_PAGE))
                .query(DirectiveRows::read)
                .list());
  }
}
