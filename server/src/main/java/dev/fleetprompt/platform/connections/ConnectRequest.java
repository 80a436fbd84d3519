package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.vault.SecretValue;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * An owner's wish to connect, or to connect again with another credential.
 *
 * @param name 1 to 100 characters; a connection of this name and connector is replaced
 * @param config the connector's settings, at most 16 KiB; refused when it seems to hold a secret
 * @param credential the secret the connector asks for
 * @param allowPrivateAddress whether the owner, having seen what it resolves to, allows a private
 *     address
 */
public record ConnectRequest(
    ConnectorName connector,
    String name,
    ObjectNode config,
    Optional<SecretValue> credential,
    boolean allowPrivateAddress) {}
