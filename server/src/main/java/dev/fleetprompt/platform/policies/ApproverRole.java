package dev.fleetprompt.platform.policies;

import java.util.Locale;

/** The least role that a person needs to decide; those before it in this list may decide too. */
public enum ApproverRole {
  OWNER,
  ADMIN,
  EDITOR,
  MEMBER;

  /** As it is stored and sent. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ApproverRole of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
