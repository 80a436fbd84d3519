package dev.fleetprompt.platform.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param next after which row the next page begins; empty on the last one. There may be one though
 *     this page is not full, or is empty: see {@code cut}
 * @param cut whether the search for fitting rows stopped at its bound before the page was full
 */
public record Slice<T>(List<T> items, Optional<Place> next, boolean cut) {

  public Slice {
    items = List.copyOf(items);
  }

  /** A page out of one row more than it shows, which tells whether there is a next one. */
  public static <T> Slice<T> of(List<T> found, int size, Function<T, Place> place) {
    boolean more = found.size() > size;
    List<T> shown = more ? found.subList(0, size) : found;
    return new Slice<>(
        shown, more ? Optional.of(place.apply(shown.getLast())) : Optional.empty(), false);
  }

  /** The same page, ended by the bound of a search after the row at a place. */
  public Slice<T> cutAt(Place last) {
    return new Slice<>(items, Optional.of(last), true);
  }
}
