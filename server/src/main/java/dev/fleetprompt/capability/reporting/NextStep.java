package dev.fleetprompt.capability.reporting;

import dev.fleetprompt.capability.reporting.Records.Failure;
import dev.fleetprompt.capability.reporting.Records.What;
import java.util.List;
import java.util.Optional;

/** The one thing most worth doing, by fixed rules: the first that applies. */
final class NextStep {

  private NextStep() {}

  static String of(Figures figures, List<Failure> failures) {
    return inDoubt(figures)
        .or(() -> failedInstall(figures, failures))
        .or(() -> failingConnection(failures))
        .or(() -> faultedRuns(figures, failures))
        .or(() -> waiting(figures))
        .orElse("Nothing needs you.");
  }

  private static Optional<String> inDoubt(Figures figures) {
    long inDoubt = figures.directives().inDoubt();
    if (inDoubt == 0) {
      return Optional.empty();
    }
    String which = figures.directives().oldestInDoubt().map(id -> " " + id).orElse("");
    return Optional.of(
        (inDoubt == 1
                ? "One directive may or may not have taken effect. Look it up where it should show, then say so"
                : Numbers.count(inDoubt)
                    + " directives may or may not have taken effect. Look up the oldest where it should show, then say so")
            + " with: fleet directive resolve"
            + which);
  }

  private static Optional<String> failedInstall(Figures figures, List<Failure> failures) {
    if (figures.installs().failed() == 0) {
      return Optional.empty();
    }
    return first(failures, What.INSTALL)
        .map(failure ->
            "Installing %s failed (%s). Correct that and install it again."
                .formatted(failure.subject(), ended(failure.message())));
  }

  private static Optional<String> failingConnection(List<Failure> failures) {
    return failures.stream()
        .filter(failure -> failure.what() == What.DIRECTIVE)
        .filter(failure -> !failure.subject().startsWith("package."))
        .findFirst()
        .map(failure ->
            "%s fails (%s). Check the connection that it uses."
                .formatted(failure.subject(), ended(failure.message())));
  }

  private static Optional<String> faultedRuns(Figures figures, List<Failure> failures) {
    if (figures.runs().faulted() == 0) {
      return Optional.empty();
    }
    String count = Numbers.count(figures.runs().faulted(), "run", "runs");
    return Optional.of(
        first(failures, What.RUN)
            .map(failure ->
                "%s faulted, the latest of %s (%s). Look at it and correct the cause."
                    .formatted(count, failure.subject(), ended(failure.message())))
            .orElse(count + " faulted. Look at the latest and correct the cause."));
  }

  private static Optional<String> waiting(Figures figures) {
    long waiting = figures.directives().waiting();
    return waiting == 0
        ? Optional.empty()
        : Optional.of(
            Numbers.count(waiting, "directive waits", "directives wait")
                + " for an approval, their time or another attempt. See whether any should not.");
  }

  private static Optional<Failure> first(List<Failure> failures, What what) {
    return failures.stream().filter(failure -> failure.what() == what).findFirst();
  }

  /** A message as part of a sentence. */
  private static String ended(String message) {
    String text = FrequentErrors.shortened(message.strip());
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
