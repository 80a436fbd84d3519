package dev.fleetprompt.platform.packages;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where else packages are found.
 *
 * @param directory a folder with one folder per package, read at the start; none if absent
 */
@ConfigurationProperties("fleet.packages")
public record PackageSettings(@Nullable Path directory) {}
