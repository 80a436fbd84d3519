package dev.fleetprompt.platform.identity;

import java.util.Locale;
import java.util.Optional;

/** What a member may do in an organization; each may do all that the next one may. */
public enum Role {
  /** Everything, also making other owners and deleting the organization. */
  OWNER,
  /** Members, connections, installing, configuring and approving. */
  ADMIN,
  /** Tests connections, and cancels what has not begun. */
  EDITOR,
  /** Starts workflows by hand. */
  MEMBER,
  /** Looks only. */
  VIEWER;

  /** Whether this role may do what {@code needed} may. */
  public boolean atLeast(Role needed) {
    return compareTo(needed) <= 0;
  }

  /** As it is stored and sent: {@code owner} to {@code viewer}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty when the text names no role. */
  public static Optional<Role> parse(String text) {
    for (Role role : values()) {
      if (role.text().equals(text)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  static Role of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no role: " + text));
  }
}
