package dev.fleetprompt.capability.reporting;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the platform has recorded of an organization, as far as a report needs it. */
interface Records {

  /** Events that others stated, by type, with sums of these fields. */
  List<TypeFigure> business(TenantId tenant, Instant from, Instant to, List<String> fields);

  /** How many signals of the platform's own there were, by type. */
  Map<String, Long> platform(TenantId tenant, Instant from, Instant to);

  /** What failed, newest first, up to a bound. */
  List<Failure> failures(TenantId tenant, Instant from, Instant to);

  /** How things stand now, without the run that asks. */
  Standing standing(TenantId tenant);

  /** What model calls cost. */
  Figures.Cost cost(TenantId tenant, Instant from, Instant to);

  /** One type's figures. */
  record TypeFigure(String type, long count, Map<String, BigDecimal> sums) {}

  /**
   * Something that failed.
   *
   * @param what the kind of thing
   * @param subject which one: a package, a directive type, a workflow
   */
  record Failure(What what, String subject, String code, String message) {}

  /** Kinds of things that fail. */
  enum What {
    INSTALL("install"),
    DIRECTIVE("directive"),
    RUN("run");

    private final String text;

    What(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Counts of what has not ended. */
  record Standing(
      long activeRuns, long waitingDirectives, long inDoubt, Optional<UUID> oldestInDoubt) {}
}
