package dev.fleetprompt.platform.packages;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semantic version (semver.org 2.0.0) without build metadata; ordered by precedence.
 *
 * @param preRelease dot-separated identifiers, empty for a release
 */
public record Version(int major, int minor, int patch, String preRelease)
    implements Comparable<Version> {

  private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
  private static final Pattern FORM =
      Pattern.compile(
          NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");
  private static final Pattern NUMERIC = Pattern.compile("[0-9]{1,9}");

  /**
   * @throws IllegalArgumentException when the text is no version
   */
  public static Version parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.length() > 60 || !matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no version; write it like '1.4.0'");
    }
    String preRelease = matcher.group(4);
    return new Version(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        preRelease == null ? "" : preRelease);
  }

  @Override
  public int compareTo(Version other) {
    return Comparator.comparingInt(Version::major)
        .thenComparingInt(Version::minor)
        .thenComparingInt(Version::patch)
        .thenComparing(Version::preRelease, Version::comparePreRelease)
        .compare(this, other);
  }

  private static int comparePreRelease(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty());
    }
    String[] ours = left.split("\\.", -1);
    String[] theirs = right.split("\\.", -1);
    for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
      int order = compareIdentifier(ours[i], theirs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(ours.length, theirs.length);
  }

  private static int compareIdentifier(String left, String right) {
    boolean ours = NUMERIC.matcher(left).matches();
    boolean theirs = NUMERIC.matcher(right).matches();
    if (ours && theirs) {
      return Integer.compare(Integer.parseInt(left), Integer.parseInt(right));
    }
    return ours == theirs ? left.compareTo(right) : Boolean.compare(theirs, ours);
  }

  @Override
  public String toString() {
    return "%d.%d.%d%s"
        .formatted(major, minor, patch, preRelease.isEmpty() ? "" : "-" + preRelease);
  }
}
