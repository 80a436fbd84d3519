package dev.fleetprompt.capability.reporting;

import dev.fleetprompt.capability.reporting.Figures.Business;
import dev.fleetprompt.capability.reporting.Figures.Sum;
import dev.fleetprompt.capability.reporting.Records.TypeFigure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Puts the business events of two windows beside each other. */
final class BusinessFigures {

  private static final TypeFigure NONE = new TypeFigure("", 0, Map.of());

  private final List<Measure> measures;

  BusinessFigures(List<Measure> measures) {
    this.measures = List.copyOf(measures);
  }

  /** The fields that are summed up for some kind of event. */
  List<String> fields() {
    return measures.stream().flatMap(measure -> measure.sum().stream()).distinct().toList();
  }

  /** The measured kinds that occurred, as declared; then the others, the most frequent first. */
  List<Business> compare(List<TypeFigure> now, List<TypeFigure> before) {
    Map<String, TypeFigure> current = byType(now);
    Map<String, TypeFigure> former = byType(before);
    TreeSet<String> others = new TreeSet<>(current.keySet());
    others.addAll(former.keySet());
    List<Business> business = new ArrayList<>();
    for (Measure measure : measures) {
      if (current.containsKey(measure.type()) || former.containsKey(measure.type())) {
        business.add(measured(measure, current, former));
        others.remove(measure.type());
      }
    }
    others.stream()
        .map(type ->
            new Business(
                type,
                type,
                current.getOrDefault(type, NONE).count(),
                former.getOrDefault(type, NONE).count(),
                Optional.empty()))
        .sorted(
            Comparator.comparingLong(Business::count)
                .thenComparingLong(Business::countBefore)
                .reversed()
                .thenComparing(Business::type))
        .forEach(business::add);
    return business;
  }

  private static Business measured(
      Measure measure, Map<String, TypeFigure> current, Map<String, TypeFigure> former) {
    TypeFigure now = current.getOrDefault(measure.type(), NONE);
    TypeFigure before = former.getOrDefault(measure.type(), NONE);
    return new Business(
        measure.type(),
        measure.title(),
        now.count(),
        before.count(),
        measure
            .sum()
            .map(field ->
                new Sum(
                    field,
                    measure.titleOfSum(),
                    now.sums().getOrDefault(field, BigDecimal.ZERO),
                    before.sums().getOrDefault(field, BigDecimal.ZERO))));
  }

  private static Map<String, TypeFigure> byType(List<TypeFigure> figures) {
    Map<String, TypeFigure> byType = new LinkedHashMap<>();
    figures.forEach(figure -> byType.put(figure.type(), figure));
    return byType;
  }
}
