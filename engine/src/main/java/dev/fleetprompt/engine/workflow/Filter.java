package dev.fleetprompt.engine.workflow;

import org.jspecify.annotations.Nullable;

/**
 * How data is shaped and checked on its way: {@code input} checks, then shapes; {@code output} and
 * {@code export} shape, then check.
 */
public record Filter(@Nullable Template shape, @Nullable DataSchema schema) {

  /** Lets everything through as it is. */
  public static final Filter NONE = new Filter(null, null);
}
