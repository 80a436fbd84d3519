package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.schemas.ExactJson;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What another configuration of an installation will change. Shown before anything is done; carried
 * out only while the world has not changed.
 *
 * @param from the version of the configuration that it was made from; the new one is the next
 * @param configuration complete, with defaults
 * @param differences by property, in the order of the schema
 * @param connections the names of the connections that it will use
 * @param schedules as they will be
 */
public record ConfigurationPlan(
    UUID installation,
    PackageName name,
    Version version,
    int from,
    JsonNode configuration,
    List<Difference> differences,
    List<String> connections,
    List<InstallPlan.Schedule> schedules) {

  /**
   * A property that gets another value.
   *
   * @param property its name in the schema
   * @param title its title for people
   * @param before missing when it had none
   */
  public record Difference(String property, String title, JsonNode before, JsonNode after) {}

  /** Whether it would change nothing. */
  public boolean isEmpty() {
    return differences.isEmpty();
  }

  /** The same for the same plan: SHA-256 in hex over its canonical JSON. */
  public String hash() {
    return HexFormat.of().formatHex(ExactJson.hash(ExactJson.node(this)));
  }

  /** The plan for people, one fact a line, ending with a line break. */
  public String text() {
    StringBuilder text =
        new StringBuilder("Configure %s %s (%s)\n".formatted(name, version, installation));
    differences.forEach(difference ->
        text.append(
            "  - %s: %s → %s\n"
                .formatted(
                    difference.title(),
                    difference.before().isMissingNode()
                        ? "not set"
                        : ExactJson.write(difference.before()),
                    difference.after().isMissingNode()
                        ? "not set"
                        : ExactJson.write(difference.after()))));
    if (isEmpty()) {
      text.append("  It changes nothing.\n");
    }
    return text.toString();
  }
}
