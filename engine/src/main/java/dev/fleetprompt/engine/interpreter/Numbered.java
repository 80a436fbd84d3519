package dev.fleetprompt.engine.interpreter;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from numbers to values, ordered by number. Made for at most some thousand
 * entries: a change copies two flat arrays.
 */
final class Numbered<V> {

  private static final Numbered<?> NONE = new Numbered<>(new long[0], new Object[0]);

  private final long[] numbers;
  private final Object[] values;

  private Numbered(long[] numbers, Object[] values) {
    this.numbers = numbers;
    this.values = values;
  }

  @SuppressWarnings("unchecked")
  static <V> Numbered<V> none() {
    return (Numbered<V>) NONE;
  }

  int size() {
    return numbers.length;
  }

  boolean isEmpty() {
    return numbers.length == 0;
  }

  @Nullable V get(long number) {
    int place = Arrays.binarySearch(numbers, number);
    return place < 0 ? null : at(place);
  }

  @SuppressWarnings("unchecked")
  private V at(int place) {
    return (V) values[place];
  }

  /** The value with the smallest number. */
  V first() {
    return at(0);
  }

  /** The values by their numbers. */
  @SuppressWarnings("unchecked")
  List<V> values() {
    return (List<V>) List.of(values);
  }

  void forEach(BiConsumer<Long, V> visitor) {
    for (int i = 0; i < numbers.length; i++) {
      visitor.accept(numbers[i], at(i));
    }
  }

  Numbered<V> with(long number, V value) {
    int found = Arrays.binarySearch(numbers, number);
    if (found >= 0) {
      Object[] changed = values.clone();
      changed[found] = value;
      return new Numbered<>(numbers, changed);
    }
    int place = -found - 1;
    long[] moreNumbers = Arrays.copyOf(numbers, numbers.length + 1);
    Object[] moreValues = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(numbers, place, moreNumbers, place + 1, numbers.length - place);
    System.arraycopy(values, place, moreValues, place + 1, values.length - place);
    moreNumbers[place] = number;
    moreValues[place] = value;
    return new Numbered<>(moreNumbers, moreValues);
  }

  Numbered<V> without(long number) {
    int place = Arrays.binarySearch(numbers, number);
    if (place < 0) {
      return this;
    }
    if (numbers.length == 1) {
      return none();
    }
    long[] fewerNumbers = Arrays.copyOf(numbers, numbers.length - 1);
    Object[] fewerValues = Arrays.copyOf(values, values.length - 1);
    System.arraycopy(numbers, place + 1, fewerNumbers, place, fewerNumbers.length - place);
    System.arraycopy(values, place + 1, fewerValues, place, fewerValues.length - place);
    return new Numbered<>(fewerNumbers, fewerValues);
  }

  /** Only the values that a condition holds for. */
  Numbered<V> only(Predicate<V> condition) {
    long[] keptNumbers = new long[numbers.length];
    Object[] keptValues = new Object[numbers.length];
    int kept = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (condition.test(at(i))) {
        keptNumbers[kept] = numbers[i];
        keptValues[kept++] = values[i];
      }
    }
    return kept == numbers.length
        ? this
        : new Numbered<>(Arrays.copyOf(keptNumbers, kept), Arrays.copyOf(keptValues, kept));
  }
}
