package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.DirectiveEnd;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installation.Status;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Moves installations on behalf of directives, with the signals that tell of it. */
public final class Transition {

  /** Makes the change that states a fact. */
  @FunctionalInterface
  interface Statement {
    Change of(TenantId tenant, Fact fact);
  }

  private final Installations installations;
  private final Commits commits;
  private final Statement signals;
  private final Clock clock;

  Transition(Installations installations, Commits commits, Statement signals, Clock clock) {
    this.installations = installations;
    this.commits = commits;
    this.signals = signals;
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  /** The installation that a directive is about. */
  Installation find(Attempt attempt, UUID installation) throws FinalFailureException {
    return installations
        .find(attempt.tenant(), installation)
        .orElseThrow(() ->
            new FinalFailureException(
                PackageException.Code.PLAN_OUTDATED.text(),
                "Another installation of the package came first. Look at what is installed, then plan again."));
  }

  /** Commits that the work has begun. */
  void begin(Attempt attempt, Installation installation, Set<Status> from, Status to, String type)
      throws FinalFailureException {
    commit(
        attempt,
        List.of(
            move(attempt, installation, from, to, Optional.empty()),
            fact(attempt, installation, type)));
  }

  /** Commits what has to hold before the rest can be done. */
  void commit(Attempt attempt, List<Change> changes) throws FinalFailureException {
    try {
      commits.commit(new UnitOfWork(attempt.tenant()).addAll(changes));
    } catch (UnitRefusedException movedOn) {
      throw new FinalFailureException(
          PackageException.Code.NOT_INSTALLED.text(), String.valueOf(movedOn.getMessage()));
    }
  }

  /** What is committed with the end of a directive that took no effect. */
  List<Change> ended(
      DirectiveEnd end, EndInstallation consequence, String type, Optional<String> name) {
    Fact fact = LifecycleFacts.failed(end, type, consequence.installation(), name);
    return List.of(consequence, signals.of(end.tenant(), fact));
  }

  Change move(
      Attempt attempt,
      Installation installation,
      Set<Status> from,
      Status to,
      Optional<Installation.Error> error) {
    return new InstallationChange.Move(
        installation.id(), from, to, attempt.directive(), Actor.PLATFORM, error, clock.instant());
  }

  /** A fact that is committed together with the directive's completion. */
  Change fact(Attempt attempt, Installation installation, String type) {
    Fact fact = LifecycleFacts.of(installation, attempt.directive(), type, attempt.number());
    return signals.of(attempt.tenant(), fact);
  }
}
