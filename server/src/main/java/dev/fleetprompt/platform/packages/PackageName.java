package dev.fleetprompt.platform.packages;

import java.util.regex.Pattern;

/**
 * A package's name in the registry: {@code publisher/name}, each part 2 to 60 lower-case letters,
 * digits and single hyphens.
 */
public record PackageName(String publisher, String name) implements Comparable<PackageName> {

  private static final Pattern PART = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public PackageName {
    if (!valid(publisher) || !valid(name)) {
      throw new IllegalArgumentException(
          "'%s/%s' is no package name; write it like 'fleetprompt/daily-ops-digest'"
              .formatted(publisher, name));
    }
  }

  /**
   * @throws IllegalArgumentException when the text is no package name
   */
  public static PackageName parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new PackageName("", text)
        : new PackageName(text.substring(0, slash), text.substring(slash + 1));
  }

  private static boolean valid(String part) {
    return part.length() >= 2 && part.length() <= 60 && PART.matcher(part).matches();
  }

  @Override
  public int compareTo(PackageName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return publisher + "/" + name;
  }
}
