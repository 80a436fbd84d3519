package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.schemas.ExactJson;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * What uninstalling will do.
 *
 * @param removes what goes, as {@code kind name}
 */
public record UninstallPlan(
    UUID installation, PackageName name, Version version, List<String> removes) {

  /** The same for the same plan: SHA-256 in hex over its canonical JSON. */
  public String hash() {
    return HexFormat.of().formatHex(ExactJson.hash(ExactJson.node(this)));
  }

  /** The plan for people, one fact a line, ending with a line break. */
  public String text() {
    StringBuilder text =
        new StringBuilder("Uninstall %s %s (%s)\n".formatted(name, version, installation));
    text.append("It removes:\n");
    removes.forEach(part -> text.append("  - ").append(part).append('\n'));
    return text.append("What stays: runs under way until they end, and all history.\n").toString();
  }
}
