package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Change;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores a workflow definition; it never changes afterwards, and runs pin it by its id.
 *
 * @param content the definition's YAML or JSON, as {@link
 *     dev.fleetprompt.engine.workflow.Definition#parse} accepted it
 * @param installation the installation that brings it
 * @param template the file in the package that it comes from
 */
public record StoreDefinition(
    UUID id,
    String namespace,
    String name,
    String version,
    String content,
    Optional<UUID> installation,
    Optional<String> template)
    implements Change {}
