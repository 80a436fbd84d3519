package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalImport;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.Request;
import dev.fleetprompt.surface.terminal.orders.BadRow;
import dev.fleetprompt.surface.terminal.orders.Order;
import dev.fleetprompt.surface.terminal.orders.OrderFile;
import dev.fleetprompt.surface.terminal.orders.Orders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a file of orders in as events of an outside system: one per order, under the file's name.
 */
@Component
final class OrderImporter {
  static final String TYPE = "shop.order.placed";
  private static final double NANOS_PER_SECOND = 1e9;

  private final SignalImport signals;

  OrderImporter(SignalImport signals) {
    this.signals = signals;
  }

  /**
   * What an import came to.
   *
   * @param bad rows that were left out
   */
  record Taken(long created, long existing, long repeated, long bad, List<BadRow> badRows) {}

  void take(
      Organization organization,
      Request.OrderImport wanted,
      Path folder,
      Optional<String> currency,
      Console console,
      DemoReport report) {
    Path path = folder.resolve(wanted.file()).normalize();
    OrderFile file = OrderFile.at(path, wanted.columns().in(organization.zone(), currency));
    console.say("Orders        reading %s: %s", path.getFileName(), file.columns());
    long start = System.nanoTime();
    Taken taken = take(organization, file, source(path));
    report.orders(path, taken);
    console.say(
        "              %,d new, %,d known before%s in %.1f s",
        taken.created(),
        taken.existing(),
        taken.repeated() == 0 ? "" : ", %,d rows said twice".formatted(taken.repeated()),
        (System.nanoTime() - start) / NANOS_PER_SECOND);
    if (taken.created() == 0 && taken.existing() > 0) {
      console.say("              nothing changed: this file was imported before");
    }
    if (taken.bad() > 0) {
      console.say("              %,d rows were left out:", taken.bad());
      taken.badRows().forEach(row -> console.say("                " + row));
      if (taken.bad() > taken.badRows().size()) {
        console.say("                and %,d more", taken.bad() - taken.badRows().size());
      }
    }
  }

  private Taken take(Organization organization, OrderFile file, String source) {
    List<Long> lines = new ArrayList<>();
    try (Orders orders = file.orders()) {
      SignalImport.Report report =
          signals.take(
              organization.id(),
              new Events(orders, source, lines),
              Actor.integration("order-import"));
      List<BadRow> badRows = new ArrayList<>(orders.badRows());
      report.refusals().stream()
          .map(refusal ->
              new BadRow(
                  lines.get((int) refusal.index()), String.valueOf(refusal.reason().getMessage())))
          .forEach(badRows::add);
      return new Taken(
          report.created(),
          report.existing(),
          orders.repeated(),
          orders.bad() + report.refused(),
          badRows);
    }
  }

  /** The file's name stands for the shop: the same name and number are the same order. */
  private static String source(Path file) {
    return "/orders/"
        + URLEncoder.encode(String.valueOf(file.getFileName()), StandardCharsets.UTF_8);
  }

  private record Events(Orders orders, String source, List<Long> lines)
      implements Iterator<OutsideEvent> {
    @Override
    public boolean hasNext() {
      return orders.hasNext();
    }

    @Override
    public OutsideEvent next() {
      Order order = orders.next();
      lines.add(order.line());
      ObjectNode data = ExactJson.mapper().createObjectNode();
      data.put("number", order.number());
      order.customer().ifPresent(customer -> data.put("customer", customer));
      data.put("total", order.total());
      order.currency().ifPresent(currency -> data.put("currency", currency));
      return new OutsideEvent(
          source,
          order.number(),
          TYPE,
          Optional.of(order.number()),
          Optional.of(order.time()),
          new Signal.Payload.Json(data, Optional.empty()),
          Map.of());
    }
  }
}
