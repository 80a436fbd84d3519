package dev.fleetprompt.bench.figures;

/**
 * One line of a measure's table.
 *
 * @param subject whose figure it is, such as {@code FleetPrompt, 100 tenants}
 * @param figure what was counted, such as {@code workflows}
 */
public record Row(String subject, String figure, Unit unit, Series series) {

  /** How many times as good this row is as the other: above 1 when it is the better one. */
  double against(Row other) {
    double mine = series.median();
    double theirs = other.series.median();
    return unit.moreIsBetter() ? mine / theirs : theirs / mine;
  }

  boolean isComparableTo(Row other) {
    return figure.equals(other.figure) && unit == other.unit;
  }
}
