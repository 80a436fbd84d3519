package dev.fleetprompt.platform.tenancy;

import dev.fleetprompt.platform.tenancy.TenancyException.InvalidOrganization;
import java.util.regex.Pattern;

/**
 * The short name of an organization. With the prefix of a role's name it stays within the 63 bytes
 * at which PostgreSQL cuts identifiers, and it needs no quoting.
 */
record Slug(String value) {
  private static final int LONGEST = 48;
  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)*");

  Slug {
    if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
      throw new InvalidOrganization(
          "the slug '%s' is not valid. Use 1 to %d lowercase letters and digits, in words joined by a single '_', such as acme_france."
              .formatted(value.length() > 100 ? value.substring(0, 100) + "…" : value, LONGEST));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
