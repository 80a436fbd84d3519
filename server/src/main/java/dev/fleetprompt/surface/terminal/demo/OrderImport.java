package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalImport;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.surface.terminal.orders.BadRow;
import dev.fleetprompt.surface.terminal.orders.Order;
import dev.fleetprompt.surface.terminal.orders.OrderFile;
import dev.fleetprompt.surface.terminal.orders.Orders;
import dev.fleetprompt.surface.terminal.orders.Reading;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the orders of a file in as events {@code shop.order.placed}, one per order number, however
 * often the file is imported.
 */
@Component
class OrderImport {

  private static final Actor IMPORTER = Actor.integration("orders-file");

  private final SignalImport events;

  OrderImport(SignalImport events) {
    this.events = events;
  }

  /**
   * What came of it.
   *
   * @param columns how the file was read
   * @param bad rows that were skipped; {@code badRows} are the first of them
   * @param repeated rows that say again what an earlier one said
   */
  record Report(
      String columns,
      long created,
      long existing,
      long refused,
      long bad,
      List<BadRow> badRows,
      long repeated) {}

  Report take(TenantId tenant, Path file, Reading reading) {
    OrderFile source = OrderFile.at(file, reading);
    try (Orders orders = source.orders()) {
      Iterator<OutsideEvent> all =
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return orders.hasNext();
            }

            @Override
            public OutsideEvent next() {
              return event(file, orders.next());
            }
          };
      SignalImport.Report report = events.take(tenant, all, IMPORTER);
      return new Report(
          source.columns(),
          report.created(),
          report.existing(),
          report.refused(),
          orders.bad(),
          orders.badRows(),
          orders.repeated());
    }
  }

  private static OutsideEvent event(Path file, Order order) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("number", order.number());
    order.customer().ifPresent(customer -> data.put("customer", customer));
    data.put("total", order.total());
    order.currency().ifPresent(currency -> data.put("currency", currency));
    return new OutsideEvent(
        source(file),
        order.number(),
        "shop.order.placed",
        Optional.of("order:" + order.number()),
        Optional.of(order.time()),
        new Signal.Payload.Json(data, Optional.empty()),
        Map.of());
  }

  /** The same for every import of a file of that name. */
  private static String source(Path file) {
    String name = String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
    return "urn:orders-file:" + (name.length() > 100 ? name.substring(0, 100) : name);
  }
}
