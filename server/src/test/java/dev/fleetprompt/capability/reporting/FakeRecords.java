package dev.fleetprompt.capability.reporting;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records in memory. */
final class FakeRecords implements Records {

  record Event(String type, Instant time, Map<String, BigDecimal> data) {}

  final List<Event> events = new ArrayList<>();
  final List<Failure> failures = new ArrayList<>();
  final Map<String, Long> platform = new HashMap<>();
  Standing standing = new Standing(0, 0, 0, Optional.empty());
  Figures.Cost cost = Figures.Cost.NO_CALLS;

  void event(String type, String time) {
    events.add(new Event(type, Instant.parse(time), Map.of()));
  }

  void event(String type, String time, String field, String value) {
    events.add(new Event(type, Instant.parse(time), Map.of(field, new BigDecimal(value))));
  }

  @Override
  public List<TypeFigure> business(TenantId tenant, Instant from, Instant to, List<String> fields) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Map<String, BigDecimal>> sums = new HashMap<>();
    for (Event event : events) {
      if (event.time().isBefore(from) || !event.time().isBefore(to)) {
        continue;
      }
      counts.merge(event.type(), 1L, Long::sum);
      for (String field : fields) {
        BigDecimal value = event.data().get(field);
        if (value != null) {
          sums.computeIfAbsent(event.type(), unused -> new HashMap<>())
              .merge(field, value, BigDecimal::add);
        }
      }
    }
    return counts.entrySet().stream()
        .map(entry ->
            new TypeFigure(
                entry.getKey(), entry.getValue(), sums.getOrDefault(entry.getKey(), Map.of())))
        .toList();
  }

  @Override
  public Map<String, Long> platform(TenantId tenant, Instant from, Instant to) {
    return platform;
  }

  @Override
  public List<Failure> failures(TenantId tenant, Instant from, Instant to) {
    return failures;
  }

  @Override
  public Standing standing(TenantId tenant) {
    return standing;
  }

  @Override
  public Figures.Cost cost(TenantId tenant, Instant from, Instant to) {
    return cost;
  }
}
