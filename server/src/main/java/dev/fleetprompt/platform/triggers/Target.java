package dev.fleetprompt.platform.triggers;

import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What a trigger or schedule starts.
 *
 * @param definition the stored definition's id
 * @param workflow its name
 * @param version its version
 * @param installation the installation that it runs for
 * @param context an object: what its expressions may know beside their input
 */
public record Target(
    UUID definition,
    String workflow,
    String version,
    Optional<UUID> installation,
    JsonNode context) {}
