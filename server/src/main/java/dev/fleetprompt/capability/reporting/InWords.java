package dev.fleetprompt.capability.reporting;

import dev.fleetprompt.capability.reporting.Figures.Business;
import dev.fleetprompt.capability.reporting.Records.Failure;
import dev.fleetprompt.capability.reporting.Wording.Line;
import dev.fleetprompt.capability.reporting.Wording.Row;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts figures into words. */
final class InWords {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

  private final Numbers numbers;
  private final String currency;
  private final boolean cost;

  /**
   * @param currency ISO 4217 code shown beside sums; may be empty
   * @param cost whether to say what model calls cost
   */
  InWords(String currency, boolean cost) {
    this.numbers = new Numbers(currency);
    this.currency = currency;
    this.cost = cost;
  }

  Wording of(Window window, Figures figures, List<Failure> failures) {
    return new Wording(
        period(window),
        window.zone().getId(),
        !figures.business().isEmpty(),
        rows(figures.business()),
        more(figures.businessMore(), "kind of event", "kinds of events"),
        platform(figures),
        !figures.errors().isEmpty(),
        figures.errors().stream()
            .map(error -> new Line(Numbers.count(error.count()), error.message()))
            .toList(),
        more(figures.errorsMore(), "error", "errors"),
        NextStep.of(figures, failures));
  }

  private static String period(Window window) {
    return window
        .day()
        .map(DAY::format)
        .orElseGet(() -> minute(window.from(), window) + " to " + minute(window.to(), window));
  }

  private static String minute(Instant instant, Window window) {
    return MINUTE.format(instant.atZone(window.zone()));
  }

  private List<Row> rows(List<Business> business) {
    List<Row> rows = new ArrayList<>();
    for (Business kind : business) {
      rows.add(
          new Row(
              FrequentErrors.shortened(kind.title()),
              Numbers.count(kind.count()),
              Numbers.count(kind.countBefore()),
              numbers.changeOfCount(kind.count(), kind.countBefore())));
      kind.sum()
          .ifPresent(sum ->
              rows.add(
                  new Row(
                      sum.title() + (currency.isEmpty() ? "" : " (" + currency + ")"),
                      numbers.amount(sum.total()),
                      numbers.amount(sum.totalBefore()),
                      numbers.changeOfAmount(sum.total(), sum.totalBefore()))));
    }
    return rows;
  }

  private List<String> platform(Figures figures) {
    List<String> lines = new ArrayList<>();
    lines.add("Packages: " + installs(figures.installs()));
    lines.add("Runs: " + runs(figures.runs()));
    lines.add("Directives: " + directives(figures.directives()));
    if (cost) {
      lines.add("Cost: " + cost(figures.cost()));
    }
    return lines;
  }

  private static String installs(Figures.Installs installs) {
    return joined(
        "no changes",
        part(installs.completed(), "installed"),
        part(installs.uninstalled(), "uninstalled"),
        part(installs.failed(), "failed"));
  }

  private static String runs(Figures.Runs runs) {
    return joined(
        "none",
        part(runs.completed(), "completed"),
        part(runs.faulted(), "faulted"),
        part(runs.cancelled(), "cancelled"),
        part(runs.active(), "still running"));
  }

  private static String directives(Figures.Directives directives) {
    return joined(
        "none",
        part(directives.completed(), "completed"),
        part(directives.failed(), "failed"),
        part(directives.waiting(), "waiting now"),
        part(directives.inDoubt(), "in doubt now"));
  }

  private static String cost(Figures.Cost cost) {
    if (cost.calls().isEmpty()) {
      return "unknown";
    }
    long calls = cost.calls().get();
    if (calls == 0) {
      return "no model calls";
    }
    String amount =
        cost.amount()
            .map(value -> value.toPlainString() + " " + cost.currency().orElse(""))
            .orElse("unknown");
    return amount.strip() + " for " + Numbers.count(calls, "model call", "model calls");
  }

  private static String part(long count, String what) {
    return count == 0 ? "" : Numbers.count(count) + " " + what;
  }

  private static String joined(String none, String... parts) {
    List<String> said = new ArrayList<>();
    for (String part : parts) {
      if (!part.isEmpty()) {
        said.add(part);
      }
    }
    return said.isEmpty() ? none : String.join(", ", said);
  }

  private static String more(int count, String singular, String plural) {
    return count == 0 ? "" : Numbers.count(count, "more " + singular, "more " + plural);
  }
}
