package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveQuery;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.packages.ManualStarts;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/** Runs the digest by hand and waits for it, as long as somebody at a terminal would. */
@Component
class DigestRun {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String WORKFLOW = "daily-ops-digest";
  private static final String PREVIEW = "preview";

  private final ManualStarts starts;
  private final Executions executions;
  private final Directives directives;

  DigestRun(ManualStarts starts, Executions executions, Directives directives) {
    this.starts = starts;
    this.executions = executions;
    this.directives = directives;
  }

  /**
   * How far it came.
   *
   * @param directives what the run asked for
   * @param previewUntil when digests can be posted by hand again, if the limit left only a preview
   */
  record Outcome(Execution run, List<Directive> directives, Optional<Instant> previewUntil) {

    Optional<Directive> inDoubt() {
      return directives.stream().filter(one -> one.state() == DirectiveState.IN_DOUBT).findFirst();
    }
  }

  Outcome run(TenantId tenant, UUID installation, ManualStarts.Period period, Actor by) {
    return switch (starts.start(tenant, installation, WORKFLOW, period, by)) {
      case ManualStarts.Answer.Started started -> await(tenant, started.run(), Optional.empty());
      case ManualStarts.Answer.Limited limited ->
          preview(tenant, installation, period, by, limited);
    };
  }

  private Outcome preview(
      TenantId tenant,
      UUID installation,
      ManualStarts.Period period,
      Actor by,
      ManualStarts.Answer.Limited limited) {
    return switch (starts.start(tenant, installation, PREVIEW, period, by)) {
      case ManualStarts.Answer.Started started ->
          await(tenant, started.run(), Optional.of(limited.again()));
      case ManualStarts.Answer.Limited again ->
          throw new DemoException(
              "Too many digests were made by hand; wait until " + again.again());
    };
  }

  private Outcome await(TenantId tenant, UUID run, Optional<Instant> previewUntil) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Outcome outcome = look(tenant, run, previewUntil);
    while (!outcome.run().status().ended()
        && outcome.inDoubt().isEmpty()
        && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK.toNanos());
      outcome = look(tenant, run, previewUntil);
    }
    return outcome;
  }

  private Outcome look(TenantId tenant, UUID run, Optional<Instant> previewUntil) {
    return new Outcome(
        executions.find(tenant, run).orElseThrow(),
        directives.page(tenant, DirectiveQuery.newest(20).ofRun(run)),
        previewUntil);
  }
}
