package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.retention.RetentionTestKit;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.Scrubber;
import dev.fleetprompt.testing.TestDatabase;
import java.util.List;

/** The signals module for the tests of others. */
public final class SignalTestKit {

  public final CleanText clean = new CleanText(Scrubber.ofFormats());
  public final SignalEntry entry;
  public final Signals signals;

  public SignalTestKit(TestDatabase database) {
    entry =
        new SignalEntry(
            PlatformSource.of(database.instance().id()), clean, database.ids(), database.clock());
    signals = new Signals(database.tenants());
  }

  public List<ChangeWriter<?>> writers() {
    return List.of(new SignalWriter(), new SubscriptionWriter());
  }

  public static SignalPeriods periods(TestDatabase database) {
    return new SignalPeriods(database.engine(), RetentionTestKit.SETTINGS);
  }

  /** Gives a tenant a period of its own. */
  public static void keepFor(TestDatabase database, TenantId tenant, int days) {
    database
        .tenants()
        .inTransaction(
            tenant,
            sql ->
                sql.sql("insert into fleet.signal_retention (tenant_id, days) values (?, ?)")
                    .param(tenant.value())
                    .param(days)
                    .update());
  }
}
