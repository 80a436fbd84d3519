package dev.fleetprompt.surface.terminal.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes an order of a row's cells, or says what is wrong with them. */
record OrderForm(Columns columns, Dates dates, Amounts amounts, Optional<String> currency) {
  private static final int LONGEST_NUMBER = 200;
  private static final int LONGEST_CUSTOMER = 400;
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  ReadRow read(long line, List<String> cells) {
    if (cells.size() != columns.width()) {
      return new BadRow(
          line, "it has %d cells, the header has %d".formatted(cells.size(), columns.width()));
    }
    String number = cells.get(columns.number()).strip();
    if (number.isEmpty() || number.length() > LONGEST_NUMBER) {
      return new BadRow(
          line, number.isEmpty() ? "it has no order number" : "its order number is too long");
    }
    String date = cells.get(columns.date());
    Optional<Instant> time = dates.read(date);
    if (time.isEmpty()) {
      return new BadRow(line, "its date %s cannot be read".formatted(quoted(date)));
    }
    String amount = cells.get(columns.total());
    Optional<BigDecimal> total = amounts.read(amount);
    if (total.isEmpty()) {
      return new BadRow(line, "its total %s is not an amount".formatted(quoted(amount)));
    }
    return new Order(line, number, time.get(), customer(cells), total.get(), currency(cells));
  }

  private Optional<String> customer(List<String> cells) {
    return columns.customer().isEmpty()
        ? Optional.empty()
        : Optional.of(cells.get(columns.customer().getAsInt()).strip())
            .filter(text -> !text.isEmpty() && text.length() <= LONGEST_CUSTOMER);
  }

  private Optional<String> currency(List<String> cells) {
    return columns.currency().isEmpty()
        ? currency
        : Optional.of(cells.get(columns.currency().getAsInt()).strip().toUpperCase(Locale.ROOT))
            .filter(code -> CURRENCY.matcher(code).matches())
            .or(() -> currency);
  }

  private static String quoted(String text) {
    String stripped = text.strip();
    return "'" + (stripped.length() > 40 ? stripped.substring(0, 40) + "…" : stripped) + "'";
  }
}
