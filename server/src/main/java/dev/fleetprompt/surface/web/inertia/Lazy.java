package dev.fleetprompt.surface.web.inertia;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A prop whose value is computed, at most once, when the page is written, and not at all when a
 * partial reload does not ask for it.
 *
 * @param <T> what the browser gets, as JSON
 */
public final class Lazy<T extends @Nullable Object> {
  private final Supplier<? extends T> value;
  private final boolean onDemand;

  private Lazy(Supplier<? extends T> value, boolean onDemand) {
    this.value = value;
    this.onDemand = onDemand;
  }

  /** Sent with the whole page, and with partial reloads that want it. */
  public static <T extends @Nullable Object> Lazy<T> of(Supplier<? extends T> value) {
    return new Lazy<>(value, false);
  }

  /** Sent only with partial reloads that name it; the page must do without it at first. */
  public static <T extends @Nullable Object> Lazy<T> onDemand(Supplier<? extends T> value) {
    return new Lazy<>(value, true);
  }

  boolean isOnDemand() {
    return onDemand;
  }

  T value() {
    return value.get();
  }
}
