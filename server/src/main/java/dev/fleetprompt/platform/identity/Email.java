package dev.fleetprompt.platform.identity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address as it was written.
 *
 * @param key what makes it the same address as another one: NFC, lower case
 */
record Email(String text, String key) {
  static final int LONGEST = 254;

  private static final Pattern FORM =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}.]+(\\.[^\\s@\\p{Cntrl}.]+)*");

  /**
   * @throws IdentityException {@code email.invalid}
   */
  static Email of(String typed) {
    String text = typed.strip();
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw IdentityException.invalid(
          "email", "email.invalid", "Give an e-mail address, such as ada@example.com.");
    }
    return new Email(text, key(text));
  }

  /** The key of whatever was typed; of something that is no address it is nobody's. */
  static String key(String typed) {
    String text = typed.strip();
    return text.length() > LONGEST
        ? ""
        : Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /** What stands before the {@code @}. */
  String local() {
    return key.substring(0, key.indexOf('@'));
  }
}
