package dev.fleetprompt.platform.executions;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * An entry of a run's journal, for people.
 *
 * @param seq its number, from 0
 * @param task the task's pointer; empty for what concerns the whole run
 * @param data what it says; {@code {"omitted": …}} with the beginning where it is large
 */
public record JournalLine(int seq, String kind, String task, Instant at, JsonNode data) {}
