package dev.fleetprompt.platform.egress;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One header field. Its text form leaves the value out: it may be a credential. */
public record Header(String name, String value) {
  private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

  public Header {
    boolean goodName = isToken(name);
    boolean goodValue = value.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c < 0x7f));
    if (!goodName || !goodValue) {
      throw new IllegalArgumentException(
          "a header needs a token as name and printable ASCII as value (name: "
              + (goodName ? name : "malformed")
              + ")");
    }
  }

  /**
   * A field from outside: a malformed name is dropped, stray characters of the value become '?'.
   */
  static Optional<Header> received(String name, @Nullable String value) {
    if (!isToken(name)) {
      return Optional.empty();
    }
    String text = value == null ? "" : value.replaceAll("[^\\t\\x20-\\x7e]", "?");
    return Optional.of(new Header(name, text));
  }

  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || NAME_MARKS.indexOf(c) >= 0));
  }

  @Override
  public String toString() {
    return name + ": ***";
  }
}
