package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import dev.fleetprompt.surface.terminal.orders.DayOrder;
import dev.fleetprompt.surface.terminal.orders.DecimalMark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = {
      "Creates the organization 'demo', imports orders if a file is given, installs the Daily Ops Digest, posts it and shows what happened.",
      "It may be run again: what exists is kept, and no window is posted twice."
    })
final class DemoCommand implements RequestSource {
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  @Mixin HelpOption help;
  @Mixin PortOption port;
  @Spec CommandSpec spec;

  @Option(
      names = "--once",
      description = "End when everything is shown, instead of leaving the page open.")
  boolean once;

  @Option(
      names = "--at",
      paramLabel = "DATE",
      description =
          "Digest of this calendar day, such as 2011-11-17, instead of the last 24 hours.")
  Optional<LocalDate> day;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "Time zone of the organization's days and of the file's times, such as Europe/Berlin. The first run decides the organization's.")
  Optional<ZoneId> zone;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = "ISO 4217 code of totals, such as GBP.")
  Optional<String> currency;

  @Option(
      names = "--mattermost",
      paramLabel = "URL",
      defaultValue = "${env:FLEET_MATTERMOST_URL}",
      description =
          "Post to this incoming webhook of Mattermost. Without it a local receiver shows the post.")
  Optional<String> webhook;

  @Option(
      names = "--allow-private",
      description = "Allow the webhook's address to be on a private network.")
  boolean allowPrivate;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures to this file, for programs.")
  Optional<Path> json;

  @ArgGroup(exclusive = false, heading = "%nOrders from a CSV file, with a header line:%n")
  OrdersOptions orders = new OrdersOptions();

  static final class OrdersOptions {
    @Option(
        names = "--orders",
        paramLabel = "FILE",
        description =
            "The file. Each row becomes a signal shop.order.placed; importing it again changes nothing.")
    Optional<Path> file = Optional.empty();

    @Option(
        names = "--number-column",
        paramLabel = "NAME",
        description = "Column of the order's number, if it is not found by itself.")
    Optional<String> number = Optional.empty();

    @Option(names = "--date-column", paramLabel = "NAME", description = "Column of its date.")
    Optional<String> date = Optional.empty();

    @Option(
        names = "--customer-column",
        paramLabel = "NAME",
        description = "Column of its customer.")
    Optional<String> customer = Optional.empty();

    @Option(names = "--total-column", paramLabel = "NAME", description = "Column of its total.")
    Optional<String> total = Optional.empty();

    @Option(
        names = "--date-order",
        paramLabel = "dmy|mdy",
        description = "How dates such as 03/04/2011 are meant.")
    Optional<DayOrder> dayOrder = Optional.empty();

    @Option(
        names = "--decimal",
        paramLabel = "point|comma",
        description = "How totals such as 1.234 are meant.")
    Optional<DecimalMark> decimalMark = Optional.empty();
  }

  @Override
  public Request request() {
    currency.ifPresent(this::requireCurrency);
    return new Request.Demo(
        once,
        orders.file.map(file ->
            new Request.OrderImport(
                file,
                new Request.ReadingOptions(
                    orders.number,
                    orders.date,
                    orders.customer,
                    orders.total,
                    orders.dayOrder,
                    orders.decimalMark))),
        day,
        zone,
        currency.map(code -> code.toUpperCase(Locale.ROOT)),
        webhook,
        allowPrivate,
        json,
        port.port);
  }

  private void requireCurrency(String code) {
    if (!CURRENCY.matcher(code.toUpperCase(Locale.ROOT)).matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "--currency is an ISO 4217 code of three letters, such as GBP, not '" + code + "'.");
    }
  }
}
