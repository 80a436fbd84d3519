package dev.fleetprompt.surface.terminal.orders;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where each part of an order stands in a row.
 *
 * @param width how many cells a row has
 */
record Columns(
    int number, int date, OptionalInt customer, int total, OptionalInt currency, int width) {
  private static final List<String> NUMBER =
      List.of(
          "ordernumber",
          "orderno",
          "orderid",
          "order",
          "invoicenumber",
          "invoiceno",
          "invoiceid",
          "invoice",
          "bestellnummer",
          "bestellnr",
          "rechnungsnummer",
          "rechnungsnr",
          "auftragsnummer",
          "reference",
          "number",
          "nummer",
          "name",
          "id");
  private static final List<String> DATE =
      List.of(
          "orderdate",
          "invoicedate",
          "placedat",
          "createdat",
          "orderedat",
          "purchasedate",
          "bestelldatum",
          "rechnungsdatum",
          "date",
          "datum",
          "datetime",
          "timestamp",
          "time",
          "created",
          "paidat");
  private static final List<String> CUSTOMER =
      List.of(
          "customerid",
          "customernumber",
          "customerno",
          "customer",
          "kundennummer",
          "kundennr",
          "kunde",
          "clientid",
          "client",
          "customername",
          "buyer",
          "email",
          "customeremail");
  private static final List<String> TOTAL =
      List.of(
          "totalprice",
          "ordertotal",
          "grandtotal",
          "totalamount",
          "invoicetotal",
          "total",
          "gesamtbetrag",
          "gesamtsumme",
          "gesamt",
          "amount",
          "betrag",
          "summe",
          "sum",
          "revenue",
          "umsatz",
          "gross",
          "value",
          "price");
  private static final List<String> CURRENCY =
      List.of("currency", "currencycode", "waehrung", "wahrung");

  static Columns of(List<String> header, Reading reading) {
    List<String> names = header.stream().map(Columns::normal).toList();
    List<String> missing = new ArrayList<>();
    int number = required(header, names, reading.number(), NUMBER, "--number-column", missing);
    int date = required(header, names, reading.date(), DATE, "--date-column", missing);
    int total = required(header, names, reading.total(), TOTAL, "--total-column", missing);
    if (!missing.isEmpty()) {
      throw new OrderFileException(
          "No column could be taken for %s. The file's columns are: %s. Name the right ones with these options."
              .formatted(String.join(", ", missing), shown(header)));
    }
    OptionalInt customer =
        reading.customer().isPresent()
            ? OptionalInt.of(named(header, names, reading.customer().get(), "--customer-column"))
            : guessed(names, CUSTOMER);
    return new Columns(number, date, customer, total, guessed(names, CURRENCY), header.size());
  }

  /** The chosen columns, for people. */
  String describe(List<String> header) {
    return "number '%s', date '%s', %stotal '%s'"
        .formatted(
            header.get(number).strip(),
            header.get(date).strip(),
            customer.isPresent()
                ? "customer '" + header.get(customer.getAsInt()).strip() + "', "
                : "",
            header.get(total).strip());
  }

  private static int required(
      List<String> header,
      List<String> names,
      Optional<String> chosen,
      List<String> usual,
      String option,
      List<String> missing) {
    if (chosen.isPresent()) {
      return named(header, names, chosen.get(), option);
    }
    OptionalInt found = guessed(names, usual);
    if (found.isEmpty()) {
      missing.add(option);
    }
    return found.orElse(-1);
  }

  private static int named(List<String> header, List<String> names, String chosen, String option) {
    int index = names.indexOf(normal(chosen));
    if (index < 0) {
      throw new OrderFileException(
          "There is no column '%s' for %s. The file's columns are: %s."
              .formatted(chosen, option, shown(header)));
    }
    return index;
  }

  private static OptionalInt guessed(List<String> names, List<String> usual) {
    return usual.stream().mapToInt(names::indexOf).filter(index -> index >= 0).findFirst();
  }

  private static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]", "");
  }

  private static String shown(List<String> header) {
    String all = String.join(", ", header.stream().map(String::strip).toList());
    return all.length() > 300 ? all.substring(0, 300) + " …" : all;
  }
}
