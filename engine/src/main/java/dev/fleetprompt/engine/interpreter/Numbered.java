package dev.fleetprompt.engine.interpreter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from numbers, 0 and up, to values, ordered by number: a trie of nodes with 32
 * slots. A change copies the few nodes on the way to its number and shares the rest.
 */
final class Numbered<V> {

  private static final int BITS = 5;
  private static final int SLOTS = 1 << BITS;
  private static final Numbered<?> NONE = new Numbered<>(new Object[SLOTS], 0, 0);

  private final @Nullable Object[] root;
  private final int shift;
  private final int size;

  /**
   * @param shift how many bits of a number are told by the levels below the root
   */
  private Numbered(@Nullable Object[] root, int shift, int size) {
    this.root = root;
    this.shift = shift;
    this.size = size;
  }

  @SuppressWarnings("unchecked")
  static <V> Numbered<V> none() {
    return (Numbered<V>) NONE;
  }

  int size() {
    return size;
  }

  private static int slot(long number, int shift) {
    return (int) (number >>> shift) & (SLOTS - 1);
  }

  @SuppressWarnings("unchecked")
  @Nullable V get(long number) {
    if (number >>> shift >= SLOTS) {
      return null;
    }
    Object each = root;
    for (int level = shift; each != null && level >= 0; level -= BITS) {
      each = ((@Nullable Object[]) each)[slot(number, level)];
    }
    return (V) each;
  }

  Numbered<V> with(long number, V value) {
    @Nullable Object[] wider = root;
    int reach = shift;
    while (number >>> reach >= SLOTS) {
      @Nullable Object[] above = new Object[SLOTS];
      above[0] = wider;
      wider = above;
      reach += BITS;
    }
    return new Numbered<>(
        changed(wider, reach, number, value), reach, get(number) == null ? size + 1 : size);
  }

  Numbered<V> without(long number) {
    if (get(number) == null) {
      return this;
    }
    return size == 1 ? none() : new Numbered<>(changed(root, shift, number, null), shift, size - 1);
  }

  private static @Nullable Object[] changed(
      @Nullable Object @Nullable [] node, int shift, long number, @Nullable Object value) {
    @Nullable Object[] copy = node == null ? new Object[SLOTS] : node.clone();
    int slot = slot(number, shift);
    if (shift == 0) {
      copy[slot] = value;
    } else {
      @Nullable Object[] below =
          changed((@Nullable Object[]) copy[slot], shift - BITS, number, value);
      copy[slot] = value == null && isEmpty(below) ? null : below;
    }
    return copy;
  }

  private static boolean isEmpty(@Nullable Object[] node) {
    for (Object each : node) {
      if (each != null) {
        return false;
      }
    }
    return true;
  }

  /** The values by their numbers. */
  List<V> values() {
    List<V> values = new ArrayList<>(size);
    forEach((number, value) -> values.add(value));
    return values;
  }

  void forEach(BiConsumer<Long, V> visitor) {
    visit(root, shift, 0, visitor);
  }

  @SuppressWarnings("unchecked")
  private void visit(@Nullable Object[] node, int level, long first, BiConsumer<Long, V> visitor) {
    for (int i = 0; i < SLOTS; i++) {
      Object each = node[i];
      if (each != null && level == 0) {
        visitor.accept(first + i, (V) each);
      } else if (each != null) {
        visit((@Nullable Object[]) each, level - BITS, first + ((long) i << level), visitor);
      }
    }
  }

  /** Only the values that a condition holds for. */
  Numbered<V> only(Predicate<V> condition) {
    List<Long> others = new ArrayList<>();
    forEach((number, value) -> {
      if (!condition.test(value)) {
        others.add(number);
      }
    });
    Numbered<V> rest = this;
    for (long number : others) {
      rest = rest.without(number);
    }
    return rest;
  }
}
