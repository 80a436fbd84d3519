package dev.fleetprompt.platform.database;

import org.springframework.boot.context.properties.bind.DefaultValue;

/** The largest number of connections that one process opens as each role. */
public record PoolSizes(
    @DefaultValue("12") int engine,
    @DefaultValue("8") int identity,
    @DefaultValue("16") int app,
    @DefaultValue("3") int owner) {

  /** What suits one process on a small machine. */
  public static final PoolSizes DEFAULT = new PoolSizes(12, 8, 16, 3);
}
