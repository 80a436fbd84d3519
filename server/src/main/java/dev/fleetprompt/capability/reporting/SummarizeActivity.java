package dev.fleetprompt.capability.reporting;

import dev.fleetprompt.capability.reporting.Figures.Business;
import dev.fleetprompt.capability.reporting.Records.Failure;
import dev.fleetprompt.capability.reporting.Records.Standing;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionFailedException;
import dev.fleetprompt.platform.functions.FunctionName;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;
import dev.fleetprompt.platform.tenancy.TenantId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** {@code activity.summarize}: what happened in an organization within a window. */
@Component
final class SummarizeActivity implements TaskFunction<SummarizeActivity.Question, Summary> {

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int LISTED = 20;

  private final Records records;

  SummarizeActivity(Records records) {
    this.records = records;
  }

  /**
   * What to summarise.
   *
   * @param from inclusive
   * @param to exclusive; at most 366 days later
   * @param zone an IANA time zone
   * @param measures the kinds of events with names of their own
   * @param currency an ISO 4217 code shown beside sums
   * @param most how many kinds of events and errors are listed; 20 if absent
   * @param cost whether the text says what model calls cost; yes if absent
   */
  record Question(
      Instant from,
      Instant to,
      @Size(min = 1, max = 60) String zone,
      @Size(max = 10) Optional<List<Measure>> measures,
      @Size(max = 3) Optional<String> currency,
      @Min(1) @Max(100) Optional<Integer> most,
      Optional<Boolean> cost) {}

  @Override
  public FunctionName name() {
    return new FunctionName("activity.summarize");
  }

  @Override
  public Reach reach() {
    return Reach.LOCAL;
  }

  @Override
  public Optional<String> purpose() {
    return Optional.of("Count and sum up what happened in your organization");
  }

  @Override
  public Class<Question> input() {
    return Question.class;
  }

  @Override
  public Summary call(Question question, CallContext context) throws FunctionFailedException {
    Window window = window(question);
    InWords words = words(question);
    TenantId tenant = context.tenant();
    List<Failure> failures = records.failures(tenant, window.from(), window.to());
    Figures figures = figures(question, window, failures, tenant);
    return new Summary(figures, words.of(window, figures, failures));
  }

  private Figures figures(
      Question question, Window window, List<Failure> failures, TenantId tenant) {
    int most = question.most().orElse(LISTED);
    BusinessFigures measured = new BusinessFigures(question.measures().orElse(List.of()));
    Window before = window.before();
    List<Business> business =
        measured.compare(
            records.business(tenant, window.from(), window.to(), measured.fields()),
            records.business(tenant, before.from(), before.to(), measured.fields()));
    Map<String, Long> platform = records.platform(tenant, window.from(), window.to());
    Standing standing = records.standing(tenant);
    List<Figures.Error> errors = FrequentErrors.of(failures);
    return new Figures(
        Figures.Span.of(window),
        Figures.Span.of(before),
        business.stream().limit(most).toList(),
        Math.max(0, business.size() - most),
        new Figures.Installs(
            count(platform, "package.install.completed"),
            count(platform, "package.uninstall.completed"),
            count(platform, "package.install.failed")),
        new Figures.Runs(
            count(platform, "workflow.run.completed"),
            count(platform, "workflow.run.faulted"),
            count(platform, "workflow.run.cancelled"),
            standing.activeRuns()),
        new Figures.Directives(
            count(platform, "directive.completed"),
            count(platform, "directive.failed"),
            standing.waitingDirectives(),
            standing.inDoubt(),
            standing.oldestInDoubt()),
        errors.stream().limit(most).toList(),
        Math.max(0, errors.size() - most),
        records.cost(tenant, window.from(), window.to()));
  }

  private static Window window(Question question) throws FunctionFailedException {
    Duration length = Duration.between(question.from(), question.to());
    if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
      throw invalid("The window must end after it begins, at most 366 days later.");
    }
    try {
      return new Window(question.from(), question.to(), ZoneId.of(question.zone()));
    } catch (DateTimeException unknown) {
      throw invalid("'" + question.zone() + "' is no time zone; write it like 'Europe/Berlin'.");
    }
  }

  private static InWords words(Question question) throws FunctionFailedException {
    try {
      return new InWords(question.currency().orElse(""), question.cost().orElse(true));
    } catch (IllegalArgumentException unknown) {
      throw invalid(
          "'" + question.currency().orElse("") + "' is no currency; write it like 'EUR'.");
    }
  }

  private static FunctionFailedException invalid(String detail) {
    return new FunctionFailedException(
        "https://serverlessworkflow.io/spec/1.0.0/errors/validation", 400, detail);
  }

  private static long count(Map<String, Long> counts, String type) {
    return counts.getOrDefault(type, 0L);
  }
}
