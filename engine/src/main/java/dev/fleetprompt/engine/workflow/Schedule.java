package dev.fleetprompt.engine.workflow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a workflow starts by itself; exactly one member is set. The server evaluates it. */
public record Schedule(@Nullable String cron, @Nullable Duration every, @Nullable Duration after) {}
