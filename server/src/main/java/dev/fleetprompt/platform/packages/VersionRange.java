package dev.fleetprompt.platform.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions between bounds: comparators separated by spaces that must all hold, such as {@code
 * >=0.1.0 <1.0.0}.
 */
public record VersionRange(List<Bound> bounds) {

  private static final Pattern BOUND = Pattern.compile("(>=|<=|>|<|=)?(\\S+)");

  /** One comparator. */
  public record Bound(String operator, Version version) {

    boolean holds(Version candidate) {
      int order = candidate.compareTo(version);
      return switch (operator) {
        case ">=" -> order >= 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case "<" -> order < 0;
        default -> order == 0;
      };
    }

    @Override
    public String toString() {
      return operator + version;
    }
  }

  public VersionRange {
    bounds = List.copyOf(bounds);
  }

  /**
   * @throws IllegalArgumentException when the text is no range
   */
  public static VersionRange parse(String text) {
    List<Bound> bounds = new ArrayList<>();
    for (String part : text.strip().split("\\s+", 9)) {
      Matcher matcher = BOUND.matcher(part);
      if (!matcher.matches() || bounds.size() == 8) {
        throw new IllegalArgumentException(
            "'" + text + "' is no version range; write it like '>=0.1.0 <1.0.0'");
      }
      String operator = matcher.group(1);
      bounds.add(new Bound(operator == null ? "=" : operator, Version.parse(matcher.group(2))));
    }
    return new VersionRange(bounds);
  }

  public boolean contains(Version version) {
    return bounds.stream().allMatch(bound -> bound.holds(version));
  }

  @Override
  public String toString() {
    return String.join(" ", bounds.stream().map(Bound::toString).toList());
  }
}
