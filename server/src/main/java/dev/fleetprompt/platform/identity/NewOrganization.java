package dev.fleetprompt.platform.identity;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;

/**
 * What someone gives about an organization that is to be made, unchecked.
 *
 * @param name 1 to 200 characters
 * @param slug its short name; empty for one that follows from the name
 * @param zone a time zone such as {@code Europe/Berlin}
 */
public record NewOrganization(String name, String slug, String zone) {
  private static final int LONGEST_SLUG = 48;

  /**
   * @throws IdentityException {@code zone.unknown}
   */
  ZoneId checkedZone() {
    return zone("zone", zone);
  }

  String checkedName() {
    return Names.of("organization", name, Names.LONGEST);
  }

  /** The slug that was given, or one made of the name; {@code attempt} tells same names apart. */
  String slug(int attempt) {
    if (!slug.isBlank()) {
      return slug.strip();
    }
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    String base = plain.isEmpty() ? "organization" : plain;
    String suffix = attempt == 0 ? "" : "_" + (attempt + 1);
    int room = LONGEST_SLUG - suffix.length();
    return (base.length() > room ? base.substring(0, room).replaceAll("_+$", "") : base) + suffix;
  }

  static ZoneId zone(String field, String typed) {
    try {
      ZoneId zone = ZoneId.of(typed.strip());
      if (ZoneId.getAvailableZoneIds().contains(zone.getId())) {
        return zone;
      }
    } catch (DateTimeException e) {
      // Told below, like one that is no region.
    }
    throw IdentityException.invalid(
        field, "zone.unknown", "Choose a time zone from the list, such as Europe/Berlin.");
  }
}
