package dev.fleetprompt.platform.vault;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the keys are.
 *
 * @param keyFile the file with the key-encryption keys; {@code keys/kek.json} in {@code FLEET_HOME}
 *     if unset
 * @param replaceLostKey start with a new key although the file that credentials were made with is
 *     gone; they have to be given again
 */
@ConfigurationProperties("fleet.vault")
record VaultSettings(@Nullable Path keyFile, @DefaultValue("false") boolean replaceLostKey) {}
