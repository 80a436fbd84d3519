package dev.fleetprompt.surface.web.filters;

import dev.fleetprompt.platform.paging.Count;
import dev.fleetprompt.platform.paging.Slice;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Rows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Filters as they stand in an address. Whatever is no value counts as not given, so that a bad
 * address shows the whole list and not an error.
 */
public final class Filters {

  private static final int LONGEST = 200;

  private Filters() {}

  /** A text without the space around it. */
  public static Optional<String> text(String typed) {
    String text = typed.strip();
    boolean good = !text.isEmpty() && text.length() <= LONGEST && text.indexOf('\0') < 0;
    return good ? Optional.of(text) : Optional.empty();
  }

  public static Optional<UUID> id(String typed) {
    try {
      return typed.length() == 36 ? Optional.of(UUID.fromString(typed)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public static Optional<Link> link(String typed) {
    return Link.parse(typed);
  }

  /** The first instant of a day such as {@code 2026-11-20}. */
  public static Optional<Instant> from(String typed, ZoneId zone) {
    return day(typed).map(day -> day.atStartOfDay(zone).toInstant());
  }

  /** The first instant after a day. */
  public static Optional<Instant> to(String typed, ZoneId zone) {
    return day(typed).map(day -> day.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /**
   * The id in a path.
   *
   * @throws NotFoundException when it is none
   */
  public static UUID require(String typed, String thing) {
    return id(typed).orElseThrow(() -> new NotFoundException(thing));
  }

  /** A page for the browser; counted only where somebody will see the number. */
  public static <T, R> Rows<R> rows(
      Slice<T> slice, Function<UUID, String> cursor, Supplier<Count> count, Function<T, R> shape) {
    Count counted = count.get();
    return new Rows<>(
        slice.items().stream().<R>map(shape).toList(),
        slice.next().map(place -> cursor.apply(place.id())).orElse(null),
        counted.rows(),
        counted.exact());
  }

  private static Optional<LocalDate> day(String typed) {
    try {
      return typed.length() == 10
          ? Optional.of(LocalDate.parse(typed)).filter(Filters::plausible)
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean plausible(LocalDate day) {
    return day.getYear() >= 1970 && day.getYear() < 3000;
  }
}
