package dev.fleetprompt.surface.terminal.orders;

import dev.fleetprompt.surface.terminal.orders.Rows.Row;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a file, one after the other; each number once. Bad rows are left out and told, the
 * first {@value #MOST_TOLD} of them.
 */
public final class Orders implements Iterator<Order>, AutoCloseable {
  private static final int MOST_TOLD = 20;
  private static final int MOST_ORDERS = 2_000_000;

  private final Reader reader;
  private final Rows rows;
  private final OrderForm form;
  private final Map<String, Order> seen = new HashMap<>();
  private final List<BadRow> badRows = new ArrayList<>();
  private long bad;
  private long repeated;
  private @Nullable Order next;

  Orders(Reader reader, Rows rows, OrderForm form) {
    this.reader = reader;
    this.rows = rows;
    this.form = form;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = find();
    }
    return next != null;
  }

  @Override
  public Order next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Order order = next;
    next = null;
    return order;
  }

  /** How many rows were left out so far. */
  public long bad() {
    return bad;
  }

  /** The first rows that were left out. */
  public List<BadRow> badRows() {
    return List.copyOf(badRows);
  }

  /** How many rows so far said again what an earlier row says. */
  public long repeated() {
    return repeated;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable Order find() {
    try {
      Row row = rows.next();
      while (row != null) {
        ReadRow read =
            switch (row) {
              case Row.Cells(long line, List<String> cells) -> form.read(line, cells);
              case Row.Broken(long line, String reason) -> new BadRow(line, reason);
            };
        Order order =
            switch (read) {
              case Order found -> first(found);
              case BadRow left -> leaveOut(left);
            };
        if (order != null) {
          return order;
        }
        row = rows.next();
      }
      return null;
    } catch (IOException e) {
      throw new OrderFileException(
          "The file cannot be read any further: %s.".formatted(e.getMessage()), e);
    }
  }

  private @Nullable Order first(Order order) {
    Order earlier = seen.putIfAbsent(order.number(), order);
    if (earlier == null) {
      if (seen.size() > MOST_ORDERS) {
        throw new OrderFileException(
            "The file has more than %,d orders. Split it.".formatted(MOST_ORDERS));
      }
      return order;
    }
    if (earlier.sameAs(order)) {
      repeated++;
      return null;
    }
    return leaveOut(
        new BadRow(
            order.line(),
            "order %s is on line %d already, with other values"
                .formatted(order.number(), earlier.line())));
  }

  private @Nullable Order leaveOut(BadRow row) {
    bad++;
    if (badRows.size() < MOST_TOLD) {
      badRows.add(row);
    }
    return null;
  }
}
