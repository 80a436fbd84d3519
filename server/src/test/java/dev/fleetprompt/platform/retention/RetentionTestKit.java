package dev.fleetprompt.platform.retention;

import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestDatabase;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Applies one module's rule to a test's database. */
public final class RetentionTestKit {

  /** Signals for 30 days, runs for 90 and directives for 365. */
  public static final RetentionSettings SETTINGS =
      new RetentionSettings(30, 90, 365, LocalTime.of(3, 0));

  private RetentionTestKit() {}

  public static RetentionReport apply(RetentionRule rule, TestDatabase database) {
    List<TenantId> tenants =
        database.organizations().list(10, null).stream().map(Organization::id).toList();
    RetentionPass pass = new RetentionPass(database.clock().instant(), tenants, () -> true);
    rule.apply(pass);
    return pass.report();
  }

  /** What a test says of runs. */
  public static LiveRuns live(UUID... runs) {
    Set<UUID> live = Set.of(runs);
    return new LiveRuns() {
      @Override
      public Set<UUID> among(TenantId tenant, Collection<UUID> asked) {
        Set<UUID> found = new HashSet<>(asked);
        found.retainAll(live);
        return found;
      }

      @Override
      public boolean anyBefore(UUID bound) {
        return live.stream().anyMatch(run -> run.toString().compareTo(bound.toString()) < 0);
      }
    };
  }
}
