package dev.fleetprompt.surface.terminal.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Resolution;
import dev.fleetprompt.surface.terminal.Request;
import dev.fleetprompt.surface.terminal.orders.DayOrder;
import dev.fleetprompt.surface.terminal.orders.DecimalMark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedTest {
  private static final String ID = "0198a1b2-0000-7000-8000-000000000001";

  @Test
  void aBareDemoGuessesEverything() {
    assertThat(request("demo"))
        .isEqualTo(
            new Request.Demo(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                8080));
  }

  @Test
  void aFullDemoSaysEverything() {
    Request request =
        request(
            "demo --once --orders o.csv --number-column N --date-column D --customer-column C --total-column T"
                + " --date-order mdy --decimal comma --zone Europe/Berlin --currency gbp --at 2011-11-17"
                + " --mattermost https://m.example/hooks/abc --allow-private --json out.json --port 0");

    assertThat(request)
        .isEqualTo(
            new Request.Demo(
                true,
                Optional.of(
                    new Request.OrderImport(
                        Path.of("o.csv"),
                        new Request.ReadingOptions(
                            Optional.of("N"),
                            Optional.of("D"),
                            Optional.of("C"),
                            Optional.of("T"),
                            Optional.of(DayOrder.MDY),
                            Optional.of(DecimalMark.COMMA)))),
                Optional.of(LocalDate.of(2011, 11, 17)),
                Optional.of(ZoneId.of("Europe/Berlin")),
                Optional.of("GBP"),
                Optional.of("https://m.example/hooks/abc"),
                true,
                Optional.of(Path.of("out.json")),
                0));
    assertThat(request.toString()).doesNotContain("hooks");
  }

  @Test
  void upkeepIsAskedFor() {
    assertThat(request("retention")).isEqualTo(new Request.Retention());
    assertThat(request("keys rotate")).isEqualTo(new Request.RotateKeys());
  }

  @Test
  void directivesAreListedShownAndResolved() {
    UUID id = UUID.fromString(ID);

    assertThat(request("directive --state in_doubt -n 5"))
        .isEqualTo(new Request.ListDirectives("demo", 5, Optional.of(DirectiveState.IN_DOUBT)));
    assertThat(request("directive show " + ID)).isEqualTo(new Request.ShowDirective("demo", id));
    assertThat(request("directive resolve " + ID + " --happened"))
        .isEqualTo(new Request.ResolveDirective("demo", id, Resolution.HAPPENED));
    assertThat(request("directive resolve " + ID + " --send-again --organization acme"))
        .isEqualTo(new Request.ResolveDirective("acme", id, Resolution.SEND_AGAIN));
    assertThat(request("directive resolve " + ID + " --leave"))
        .isEqualTo(new Request.ResolveDirective("demo", id, Resolution.LEAVE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          directive resolve 0198a1b2-0000-7000-8000-000000000001                    | --happened
          directive resolve 0198a1b2-0000-7000-8000-000000000001 --leave --happened | mutually exclusive
          directive resolve nonsense --leave                                        | an id looks like
          demo --at yesterday                                                       | a date looks like
          demo --zone Mars                                                          | a time zone looks like
          demo --currency pounds                                                    | ISO 4217
          demo --decimal dot                                                        | point
          up --port 70000                                                           | 0 to 65535
          signals -n 0                                                              | 1 to 200
          package                                                                   | package lint
          frobnicate                                                                | frobnicate
          """)
  void whatMakesNoSenseIsRefusedWithAWayOn(String line, String message) {
    assertThat(Typed.of(line.split(" ")))
        .isInstanceOfSatisfying(
            Typed.Misused.class,
            misused ->
                assertThat(misused.message())
                    .containsIgnoringCase(message)
                    .contains("--help")
                    .doesNotContain("Exception"));
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        new String[] {
          "demo", "up", "directive", "directive resolve", "signals", "runs", "doctor"
        }) {
      assertThat(Typed.of((command + " --help").split(" ")))
          .isInstanceOfSatisfying(
              Typed.Help.class, help -> assertThat(help.text()).contains("./fleet " + command));
    }
  }

  private static Request request(String line) {
    return ((Typed.Understood) Typed.of(line.split(" "))).request();
  }
}
