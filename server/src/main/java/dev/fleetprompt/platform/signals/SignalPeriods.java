package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.retention.RetentionSettings;
import dev.fleetprompt.platform.tenancy.TenantId;
import org.springframework.stereotype.Component;

/** For how many days signals are kept: an organization's own number, or the one for all. */
@Component
public final class SignalPeriods {

  private static final String OWN =
      "select days from fleet.signal_retention where tenant_id = :tenant";

  private static final String LONGEST_OWN =
      "select coalesce(max(days), 0) from fleet.signal_retention";

  private final EngineDatabase database;
  private final int standard;

  SignalPeriods(EngineDatabase database, RetentionSettings settings) {
    this.database = database;
    this.standard = settings.signalsDays();
  }

  /** The days of one organization. */
  public int days(TenantId tenant) {
    return database
        .sql()
        .sql(OWN)
        .param("tenant", tenant.value())
        .query(Integer.class)
        .optional()
        .orElse(standard);
  }

  /** The most days of any organization. */
  public int longest() {
    return Math.max(standard, database.sql().sql(LONGEST_OWN).query(Integer.class).single());
  }
}
