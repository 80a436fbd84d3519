package dev.fleetprompt.platform.identity;

import java.util.regex.Pattern;

/** What people, passkeys and organizations are called. */
final class Names {
  static final int LONGEST = 200;

  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\p{Co}]");

  private Names() {}

  /**
   * @param field the field it was given in
   * @throws IdentityException {@code name.invalid}
   */
  static String of(String field, String typed, int longest) {
    String name = typed.strip();
    if (name.isEmpty() || name.length() > longest || UNFIT.matcher(name).find()) {
      throw IdentityException.invalid(
          field, "name.invalid", "Give a name of 1 to %d characters.".formatted(longest));
    }
    return name;
  }
}
