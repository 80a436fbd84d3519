package dev.fleetprompt.surface.web.inertia;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first.
 *
 * @param items at most as many as a page holds
 * @param next the cursor of the next page, to be sent as {@code after}; null on the last one
 * @param count how many there are in all with this filter, if that is known cheaply
 * @param exact whether it is that many, or at least that many
 */
public record Rows<T>(List<T> items, @Nullable String next, @Nullable Long count, boolean exact) {
  /** How many rows a page holds unless it has a reason. */
  public static final int PER_PAGE = 50;

  public Rows {
    items = List.copyOf(items);
  }

  /**
   * A page out of one row more than it shows, which tells whether there is a next one.
   *
   * @param found at most {@code size + 1} rows
   * @param cursor the cursor after a row
   */
  public static <T> Rows<T> of(List<T> found, int size, Function<T, String> cursor) {
    boolean more = found.size() > size;
    List<T> shown = more ? found.subList(0, size) : found;
    return new Rows<>(shown, more ? cursor.apply(shown.getLast()) : null, null, true);
  }

  /** The same with their number. */
  public Rows<T> counted(long all, boolean isExact) {
    return new Rows<>(items, next, all, isExact);
  }

  /** The same page with other rows. */
  public <R> Rows<R> map(Function<? super T, ? extends R> shape) {
    return new Rows<>(items.stream().<R>map(shape).toList(), next, count, exact);
  }
}
