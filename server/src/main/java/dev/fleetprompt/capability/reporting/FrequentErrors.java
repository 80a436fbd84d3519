package dev.fleetprompt.capability.reporting;

import dev.fleetprompt.capability.reporting.Figures.Error;
import dev.fleetprompt.capability.reporting.Records.Failure;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts alike failures. */
final class FrequentErrors {

  static final int LONGEST_MESSAGE = 200;

  private record Key(String kind, String subject, String code) {}

  private FrequentErrors() {}

  /**
   * Failures of the same thing with the same code, counted, with the newest one's message; the most
   * frequent first.
   *
   * @param failures newest first
   */
  static List<Error> of(List<Failure> failures) {
    Map<Key, Failure> newest = new LinkedHashMap<>();
    Map<Key, Long> counts = new LinkedHashMap<>();
    for (Failure failure : failures) {
      Key key = new Key(failure.what().text(), failure.subject(), failure.code());
      newest.putIfAbsent(key, failure);
      counts.merge(key, 1L, Long::sum);
    }
    return newest.entrySet().stream()
        .map(entry ->
            new Error(
                entry.getKey().kind(),
                shortened(entry.getKey().code()),
                shortened(entry.getKey().subject() + ": " + entry.getValue().message()),
                counts.getOrDefault(entry.getKey(), 0L)))
        .sorted(
            Comparator.comparingLong(Error::count)
                .reversed()
                .thenComparing(Error::message)
                .thenComparing(Error::code))
        .toList();
  }

  static String shortened(String text) {
    int end = Math.min(text.length(), LONGEST_MESSAGE);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return end < text.length() ? text.substring(0, end) + "…" : text;
  }
}
