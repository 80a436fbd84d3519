package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.json.CanonicalJson;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A run between two entries: immutable, and the same whenever the same entries are applied in the
 * same order.
 */
public final class RunState {

  private final RunFacts facts;
  private final Instant clock;
  private final JsonNode exported;
  private final Numbered<Waiting> strands;
  private final long ordinal;
  private final @Nullable RunEnd end;
  private final long entries;
  private final long growth;

  RunState(
      RunFacts facts,
      Instant clock,
      JsonNode exported,
      Numbered<Waiting> strands,
      long ordinal,
      @Nullable RunEnd end,
      long entries,
      long growth) {
    this.facts = facts;
    this.clock = clock;
    this.exported = exported;
    this.strands = strands;
    this.ordinal = ordinal;
    this.end = end;
    this.entries = entries;
    this.growth = growth;
  }

  public UUID run() {
    return facts.run();
  }

  public Instant startedAt() {
    return facts.startedAt();
  }

  /** The run's own time: that of the latest entry which counted. */
  public Instant clock() {
    return clock;
  }

  /** How the run ended; empty while it goes on. */
  public Optional<RunEnd> end() {
    return Optional.ofNullable(end);
  }

  /** How many entries have counted. */
  public long entries() {
    return entries;
  }

  /** The SHA-256 of the whole state, 64 hexadecimal digits: equal states have equal hashes. */
  public String hash() {
    return CanonicalJson.hash(StateWriter.write(this, new Values.Digests()));
  }

  /** The most bytes by which the data may have grown since it was last measured. */
  long growth() {
    return growth;
  }

  RunState measured() {
    return new RunState(facts, clock, exported, strands, ordinal, end, entries, 0);
  }

  RunFacts facts() {
    return facts;
  }

  JsonNode exported() {
    return exported;
  }

  /** All that the run waits for. */
  Numbered<Waiting> strands() {
    return strands;
  }

  /** How many commands, deadlines and forks there have been. */
  long ordinal() {
    return ordinal;
  }

  /** The same with one strand waiting for something else under its number. */
  RunState with(Waiting waiting, Instant at) {
    return new RunState(
        facts,
        at,
        exported,
        strands.with(waiting.number(), waiting),
        ordinal,
        end,
        entries + 1,
        growth);
  }

  /** The same at its end. */
  RunState ended(Instant at, JsonNode lastExported, RunEnd how) {
    return new RunState(facts, at, lastExported, Numbered.none(), ordinal, how, entries + 1, 0);
  }
}
