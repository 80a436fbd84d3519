package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.retention.RetentionTestKit;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.Scrubber;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

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

  /** The door for signals, without a database. */
  public static SignalEntry entry(Ids ids, Supplier<Instant> now) {
    return new SignalEntry(
        PlatformSource.of("51a7ed00"),
        new CleanText(Scrubber.ofFormats()),
        ids,
        new Clock() {
          @Override
          public Instant instant() {
            return now.get();
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        });
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
