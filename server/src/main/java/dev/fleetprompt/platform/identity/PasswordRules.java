package dev.fleetprompt.platform.identity;

import java.util.Locale;
import java.util.Set;

/**
 * What a new password has to be: long enough (OWASP ASVS 5.0, 6.2), not built of the account itself
 * and not one of those that are tried first. No rule about kinds of characters, and no expiry.
 */
final class PasswordRules {
  static final int SHORTEST = 10;
  static final int LONGEST = 200;

  /** Stems of the usual lists that are long enough once digits and signs are added. */
  private static final Set<String> STEMS =
      Set.of(
          "password",
          "passwort",
          "passw0rd",
          "p@ssword",
          "p@ssw0rd",
          "qwerty",
          "qwertyuiop",
          "qwertzuiop",
          "azertyuiop",
          "asdfghjkl",
          "iloveyou",
          "letmein",
          "welcome",
          "admin",
          "administrator",
          "changeme",
          "football",
          "baseball",
          "princess",
          "sunshine",
          "superman",
          "batman",
          "trustno",
          "dragon",
          "monkey",
          "master",
          "shadow",
          "michael",
          "fleetprompt",
          "secret",
          "default",
          "abcdefghij",
          "test",
          "demo",
          "login",
          "hello",
          "whatever");

  private PasswordRules() {}

  /**
   * @param field the field it was given in
   * @throws IdentityException {@code password.…}
   */
  static void check(String field, String password, Email email, String name) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      throw invalid(field, "password.too_short", "Use at least %d characters.", SHORTEST);
    }
    if (password.length() > LONGEST) {
      throw invalid(field, "password.too_long", "Use at most %d characters.", LONGEST);
    }
    String plain = password.toLowerCase(Locale.ROOT);
    String letters = plain.replaceAll("[^\\p{L}@]", "");
    if (plain.chars().distinct().count() < 5 || STEMS.contains(letters) || isSequence(plain)) {
      throw invalid(
          field,
          "password.common",
          "This is among the passwords that are tried first. Three or four unrelated words are a good one.");
    }
    if (plain.contains(email.key())
        || letters.equals(email.local().replaceAll("[^\\p{L}@]", ""))
        || letters.equals(name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}@]", ""))) {
      throw invalid(
          field, "password.personal", "Use something that is not your name or e-mail address.");
    }
  }

  private static boolean isSequence(String text) {
    for (int i = 1; i < text.length(); i++) {
      int step = text.charAt(i) - text.charAt(i - 1);
      if (step != 1 && !(text.charAt(i - 1) == '9' && text.charAt(i) == '0')) {
        return false;
      }
    }
    return true;
  }

  private static IdentityException invalid(
      String field, String code, String message, Object... values) {
    return IdentityException.invalid(field, code, message.formatted(values));
  }
}
