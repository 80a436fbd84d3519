package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveQuery;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.ManualStarts;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.Patience;
import dev.fleetprompt.surface.terminal.work.Failures;
import dev.fleetprompt.surface.terminal.work.LocalTimes;
import dev.fleetprompt.surface.terminal.work.WaysOut;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Starts the digest's run and waits for what becomes of it. */
@Component
final class DigestRuns {
  private static final String WORKFLOW = "daily-ops-digest";
  private static final String PREVIEW = "preview";
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int MOST_POSTS = 500;

  private final ManualStarts starts;
  private final Executions executions;
  private final Directives directives;
  private final Patience patience;

  DigestRuns(ManualStarts starts, Executions executions, Directives directives, Patience patience) {
    this.starts = starts;
    this.executions = executions;
    this.directives = directives;
    this.patience = patience;
  }

  /** How it ended, or where it stands when it takes too long. */
  sealed interface Outcome {
    Execution run();

    /**
     * It is posted.
     *
     * @param text what was posted
     * @param firstTime whether this run posted it, rather than an earlier one for the same window
     */
    record Posted(Execution run, String text, boolean firstTime) implements Outcome {}

    /** It is not posted, because it was as often as the limit allows; this is what it would say. */
    record Previewed(Execution run, String text) implements Outcome {}

    /** Whether it is posted, a person has to say. */
    record InDoubt(Execution run, String message) implements Outcome {}

    /** It failed, or goes on later. */
    record Unfinished(Execution run, String message) implements Outcome {}
  }

  Outcome run(
      Organization organization,
      Installation installation,
      Optional<LocalDate> day,
      Console console) {
    ManualStarts.Period period =
        day.<ManualStarts.Period>map(ManualStarts.Period.Day::new)
            .orElseGet(() -> new ManualStarts.Period.Last(Duration.ofDays(1)));
    return switch (starts.start(
        organization.id(), installation.id(), WORKFLOW, period, DigestInstallation.OPERATOR)) {
      case ManualStarts.Answer.Started(UUID run) -> {
        console.say("Run           %s started", run);
        yield follow(organization, run, console);
      }
      case ManualStarts.Answer.Limited limited ->
          preview(organization, installation, period, limited.again(), console);
    };
  }

  /** The figures of the window that was asked for, where the limit leaves no post. */
  private Outcome preview(
      Organization organization,
      Installation installation,
      ManualStarts.Period period,
      Instant again,
      Console console) {
    return switch (starts.start(
        organization.id(), installation.id(), PREVIEW, period, DigestInstallation.OPERATOR)) {
      case ManualStarts.Answer.Started(UUID id) -> {
        console.say(
            "Run           digests were posted by hand as often as an hour allows, next at %s",
            new LocalTimes(organization.zone()).of(again));
        console.say("              this one is a preview and is not posted: run %s", id);
        patience.until(LONGEST, () -> settled(organization, id));
        Execution run = executions.find(organization.id(), id).orElseThrow();
        yield run.status() == ExecutionStatus.COMPLETED
            ? new Outcome.Previewed(run, text(run))
            : new Outcome.Unfinished(run, "The preview was not made. './fleet runs' shows why.");
      }
      case ManualStarts.Answer.Limited limited ->
          throw new DemoException(
              "The digest was run by hand as often as an hour allows. It can be run again at %s."
                  .formatted(new LocalTimes(organization.zone()).of(limited.again())));
    };
  }

  private Outcome follow(Organization organization, UUID id, Console console) {
    patience.until(LONGEST, () -> settled(organization, id));
    Execution run = executions.find(organization.id(), id).orElseThrow();
    List<Directive> own =
        directives.page(organization.id(), DirectiveQuery.newest(MOST_POSTS).ofRun(id));
    return switch (run.status()) {
      case COMPLETED -> posted(organization, run, own, console);
      case FAULTED, CANCELLED ->
          new Outcome.Unfinished(
              run,
              "The run ended without a post: %s"
                  .formatted(run.error().map(Failures::of).orElse("no reason was given.")));
      case QUEUED, RUNNING, WAITING, SUSPENDED -> waiting(run, own);
    };
  }

  private Outcome posted(
      Organization organization, Execution run, List<Directive> own, Console console) {
    String text = text(run);
    boolean firstTime =
        own.stream().anyMatch(directive -> directive.type().value().equals("mattermost.post"));
    if (firstTime) {
      return new Outcome.Posted(run, text, true);
    }
    Optional<Directive> earlier = earlier(organization, run);
    console.say(
        "              this window was posted before%s; nothing was posted again",
        earlier
            .flatMap(Directive::endedAt)
            .map(end -> " at " + new LocalTimes(organization.zone()).of(end))
            .orElse(""));
    return new Outcome.Posted(
        run, earlier.map(post -> post.params().path("text").asString(text)).orElse(text), false);
  }

  /** The post that holds the window's business key. */
  private Optional<Directive> earlier(Organization organization, Execution run) {
    String window =
        run.context().path("window").path("from").asString("")
            + "/"
            + run.context().path("window").path("to").asString("");
    return directives
        .page(organization.id(), DirectiveQuery.newest(MOST_POSTS).ofType("mattermost.post"))
        .stream()
        .filter(directive ->
            directive.state() == DirectiveState.COMPLETED && directive.key().endsWith(window))
        .findFirst();
  }

  private static String text(Execution run) {
    return run.output().map(output -> output.path("text").asString("")).orElse("");
  }

  private static Outcome waiting(Execution run, List<Directive> own) {
    Optional<Directive> doubtful =
        own.stream().filter(directive -> directive.state() == DirectiveState.IN_DOUBT).findFirst();
    if (doubtful.isPresent()) {
      return new Outcome.InDoubt(
          run,
          "%s\n%s"
              .formatted(
                  doubtful
                      .get()
                      .failure()
                      .map(failure -> failure.message())
                      .orElse("The post may have arrived."),
                  WaysOut.of(doubtful.get().id())));
    }
    String reason =
        own.stream()
            .filter(directive -> !directive.state().isFinal())
            .findFirst()
            .flatMap(Directive::failure)
            .map(failure -> " The last attempt: " + failure.message())
            .orElse("");
    return new Outcome.Unfinished(
        run,
        "The digest is not posted after %d s.%s It is tried again whenever the application runs ('./fleet up'); './fleet directive' shows where it stands."
            .formatted(LONGEST.toSeconds(), reason));
  }

  private boolean settled(Organization organization, UUID id) {
    Execution run = executions.find(organization.id(), id).orElseThrow();
    return run.status().ended()
        || directives.page(organization.id(), DirectiveQuery.newest(MOST_POSTS).ofRun(id)).stream()
            .anyMatch(directive -> directive.state() == DirectiveState.IN_DOUBT);
  }
}
