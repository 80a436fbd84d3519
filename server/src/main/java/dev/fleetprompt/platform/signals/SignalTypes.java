package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The types of the signals that there are. */
final class SignalTypes {

  static final int MOST = 200;

  /** Index: signal_by_type, one step for each type. */
  private static final String TYPES =
      """
      with recursive known (type, n) as (
        (select type, 1 from fleet.signal where tenant_id = :tenant and type >= :first order by type limit 1)
        union all
        select (select s.type from fleet.signal s where s.tenant_id = :tenant and s.type > k.type
                order by s.type limit 1), k.n + 1
        from known k where k.type is not null and k.n < :most)
      select type from known where type is not null
      """;

  private SignalTypes() {}

  /** The types from this one on, by name; at most {@value #MOST}. */
  static List<String> from(JdbcClient jdbc, TenantId tenant, String first) {
    return jdbc.sql(TYPES)
        .param("tenant", tenant.value())
        .param("first", first)
        .param("most", MOST)
        .query((row, number) -> row.getString("type"))
        .list();
  }
}
