package dev.fleetprompt.surface.web.security;

import java.time.ZoneId;
import java.util.List;

/** The time zones that people choose from: those that are named after a place, and UTC. */
public final class TimeZones {
  private TimeZones() {}

  public static List<String> all() {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(zone ->
            zone.equals("UTC")
                || (zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("System")))
        .sorted()
        .toList();
  }
}
