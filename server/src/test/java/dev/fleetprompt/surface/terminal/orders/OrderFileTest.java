package dev.fleetprompt.surface.terminal.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFileTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Reading GUESSING = Reading.guessing(UTC);

  @TempDir Path folder;

  record Found(List<Order> orders, List<BadRow> badRows, long bad, long repeated) {
    List<String> numbers() {
      return orders.stream().map(Order::number).toList();
    }

    List<String> totals() {
      return orders.stream().map(order -> order.total().toPlainString()).toList();
    }
  }

  @Test
  void aPlainFileIsRead() throws IOException {
    Found found =
        read("InvoiceNo,InvoiceDate,CustomerID,TotalPrice\n536365,2010-12-01,17850,139.12\n");

    assertThat(found.orders())
        .containsExactly(
            new Order(
                2,
                "536365",
                Instant.parse("2010-12-01T00:00:00Z"),
                Optional.of("17850"),
                new BigDecimal("139.12"),
                Optional.empty()));
    assertThat(found.bad()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "number,date,total\n1,2011-11-17,1.50\n2,2011-11-17,2.50\n",
        "number,date,total\r\n1,2011-11-17,1.50\r\n2,2011-11-17,2.50\r\n",
        "number,date,total\r1,2011-11-17,1.50\r2,2011-11-17,2.50",
        "\uFEFFnumber,date,total\n1,2011-11-17,1.50\n2,2011-11-17,2.50",
        "number;date;total\n1;17.11.2011;1,50\n2;17.11.2011;2,50",
        "number\tdate\ttotal\n1\t2011-11-17\t1.50\n2\t2011-11-17\t2.50",
        "number|date|total\n1|2011-11-17|1.50\n2|2011-11-17|2.50",
        "\"number\",\"date\",\"total\"\n\"1\",\"2011-11-17\",\"1.50\"\n\"2\",\"2011-11-17\",\"2.50\"\n",
        "Total (net),DATE, Order No. ,total\n9,2011-11-17,1,1.50\n9,2011-11-17,2,2.50\n",
        "\n\nnumber,date,total\n\n1,2011-11-17,1.50\n\n   \n2,2011-11-17,2.50\n\n",
        "Bestellnummer;Datum;Kunde;Betrag\n1;17.11.2011;Müller;1,50 €\n2;17.11.2011;Ö;2,50 €"
      })
  void theWaysOfSpreadsheetsAreUnderstood(String text) throws IOException {
    Found found = read(text);

    assertThat(found.numbers()).containsExactly("1", "2");
    assertThat(found.totals()).containsExactly("1.50", "2.50");
    assertThat(found.badRows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "x-UTF-16LE-BOM"})
  void umlautsSurviveEveryEncoding(String charset) throws IOException {
    Path file = folder.resolve("orders.csv");
    Files.write(
        file,
        "number;date;customer;total\n1;17.11.2011;Müller;1,50".getBytes(Charset.forName(charset)));

    assertThat(read(file, GUESSING).orders().getFirst().customer()).contains("Müller");
  }

  @Test
  void quotedCellsMayHoldDelimitersQuotesAndLines() throws IOException {
    Found found =
        read(
            "number,date,customer,total\n1,2011-11-17,\"Smith, \"\"Jo\"\"\nLondon\",\"1,234.50\"\n2,2011-11-17,x,2.25\n");

    assertThat(found.orders().getFirst().customer()).contains("Smith, \"Jo\"\nLondon");
    assertThat(found.totals()).containsExactly("1234.50", "2.25");
    assertThat(found.orders().getLast().line()).isEqualTo(4);
  }

  @Test
  void badRowsAreToldByLineAndSkipped() throws IOException {
    Found found =
        read(
            """
            number,date,total
            1,2011-11-17,1.50
            ,2011-11-17,1.50
            3,never,1.50
            4,2011-11-17,much
            5,2011-11-17
            6,2011-11-17,6.50,extra
            7,2011-11-17,7.50
            """);

    assertThat(found.numbers()).containsExactly("1", "7");
    assertThat(found.badRows())
        .containsExactly(
            new BadRow(3, "it has no order number"),
            new BadRow(4, "its date 'never' cannot be read"),
            new BadRow(5, "its total 'much' is not an amount"),
            new BadRow(6, "it has 2 cells, the header has 3"),
            new BadRow(7, "it has 4 cells, the header has 3"));
  }

  @Test
  void aQuoteThatNeverClosesCostsOneRow() throws IOException {
    Found found =
        read("number,date,total\n1,\"2011-11-17,1.50\n2,2011-11-17,2.50\n3,2011-11-17,3.50\n");

    assertThat(found.numbers()).containsExactly("2", "3");
    assertThat(found.badRows()).containsExactly(new BadRow(2, "a quote is opened and not closed"));
  }

  @Test
  void aHugeLineCostsOneRowAndNoMemory() throws IOException {
    Found found =
        read("number,date,total\n1,2011-11-17," + "9".repeat(5_000_000) + "\n2,2011-11-17,2.50\n");

    assertThat(found.numbers()).containsExactly("2");
    assertThat(found.badRows())
        .containsExactly(new BadRow(2, "the line is longer than 65536 characters"));
  }

  @Test
  void aNumberCountsOnce() throws IOException {
    Found found =
        read(
            "number,date,total\n1,2011-11-17,1.50\n1,2011-11-17,1.500\n1,2011-11-18,1.50\n2,2011-11-17,2.50\n");

    assertThat(found.numbers()).containsExactly("1", "2");
    assertThat(found.repeated()).isEqualTo(1);
    assertThat(found.badRows())
        .containsExactly(new BadRow(4, "order 1 is on line 2 already, with other values"));
  }

  @Test
  void refundsKeepTheirSign() throws IOException {
    assertThat(read("number,date,total\nC1,2011-11-17,-4.25\n").totals()).containsExactly("-4.25");
  }

  @Test
  void theListOfBadRowsIsBounded() throws IOException {
    Found found = read("number,date,total\n1,2011-11-17,1.50\n" + "2,x,y\n".repeat(5_000));

    assertThat(found.bad()).isEqualTo(5_000);
    assertThat(found.badRows()).hasSize(20);
  }

  @Test
  void chosenColumnsWin() throws IOException {
    Path file = file("id,ref,date,paid,total,who\n9,A-1,2011-11-18,2011-11-17,1.00,Jo\n");
    Reading reading =
        new Reading(
            Optional.of("REF"),
            Optional.of("paid"),
            Optional.of("who"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            UTC,
            Optional.of("GBP"));

    Order order = read(file, reading).orders().getFirst();

    assertThat(order.number()).isEqualTo("A-1");
    assertThat(order.time()).isEqualTo("2011-11-17T00:00:00Z");
    assertThat(order.customer()).contains("Jo");
    assertThat(order.currency()).contains("GBP");
  }

  @Test
  void aCurrencyColumnWinsOverTheGivenCurrency() throws IOException {
    assertThat(
            read("number,date,total,currency\n1,2011-11-17,1.50,usd\n")
                .orders()
                .getFirst()
                .currency())
        .contains("USD");
  }

  @Test
  void aMissingColumnIsNamedWithItsOption() throws IOException {
    Path file = file("a,b,total\n1,2,3\n");

    assertThatThrownBy(() -> OrderFile.at(file, GUESSING))
        .isInstanceOf(OrderFileException.class)
        .hasMessageContaining("--number-column, --date-column")
        .hasMessageContaining("a, b, total");
  }

  @Test
  void whatIsNoCsvFileIsSaidSo() throws IOException {
    assertRefused(file(""), "is empty");
    assertRefused(file("\uFEFF"), "is empty|no header");
    assertRefused(file("PK\u0003\u0004rest"), "workbook");
    assertRefused(file("number,date\u0000,total\n"), "no text file");
    assertRefused(file("x".repeat(100_000)), "no header line");
    assertRefused(folder, "is a folder");
    assertRefused(folder.resolve("none.csv"), "There is no file");
  }

  @Test
  void aFileWithAHeaderOnlyHasNoOrders() throws IOException {
    assertThat(read("number,date,total\n").orders()).isEmpty();
  }

  @Test
  void noTextMakesTheReaderFailOtherwise() throws IOException {
    Random random = new Random(20111117);
    String alphabet = "1,;\"\n\r 9.x-£\t|'2011-11-17";
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder("number,date,total\n");
      for (int length = random.nextInt(200); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Found found = read(text.toString());
        assertThat(found.orders().size() + found.bad() + found.repeated())
            .isLessThanOrEqualTo(
                text.chars().filter(character -> character == '\n' || character == '\r').count()
                    + 1);
      } catch (OrderFileException ambiguous) {
        assertThat(ambiguous).hasMessageContaining("two ways");
      }
    }
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> OrderFile.at(file, GUESSING))
        .isInstanceOf(OrderFileException.class)
        .message()
        .containsPattern(message);
  }

  private Found read(String text) throws IOException {
    return read(file(text), GUESSING);
  }

  private static Found read(Path file, Reading reading) {
    try (Orders orders = OrderFile.at(file, reading).orders()) {
      List<Order> all = new ArrayList<>();
      orders.forEachRemaining(all::add);
      return new Found(all, orders.badRows(), orders.bad(), orders.repeated());
    }
  }

  private Path file(String text) throws IOException {
    return Files.write(
        Files.createTempFile(folder, "orders", ".csv"), text.getBytes(StandardCharsets.UTF_8));
  }
}
