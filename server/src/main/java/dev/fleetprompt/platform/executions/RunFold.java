package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Interpreter;
import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a run stands as it is loaded, and when its state is stored: at every park, unless the state
 * is large and little happened since, and after {@value #MOST_ENTRIES} entries at the latest.
 */
final class RunFold {

  /** How many entries are folded at most when a run is taken up. */
  static final int MOST_ENTRIES = 200;

  /** What the journal of a run holds at most, in characters. */
  static final long MOST_JOURNAL = 64L << 20;

  /** A state is stored again when it has grown old by an entry for each of so many characters. */
  private static final int SIZE_PER_ENTRY = 4 * 1024;

  private final RunContext context;
  private @Nullable RunState state;
  private int entries;
  private int stored;
  private int size;
  private long journalBytes;

  RunFold(RunContext context) {
    this.context = context;
  }

  /**
   * Brings the run to where its journal ends.
   *
   * @throws DivergedRunException when the journal tells something else than what was stored
   */
  void bring(LoadedRun loaded) {
    loaded
        .snapshot()
        .ifPresent(snapshot -> {
          if (loaded.isWhole()) {
            verify(snapshot, loaded.journal());
          } else {
            restore(snapshot);
          }
        });
    int known = entries;
    List<JournalCodec.Row> journal = loaded.journal();
    journal.subList(loaded.isWhole() ? known : 0, journal.size()).forEach(this::take);
  }

  /** The state; null before the first entry. */
  @Nullable RunState state() {
    return state;
  }

  int entries() {
    return entries;
  }

  /**
   * The end of a run whose journal a step makes too large.
   *
   * @param bytes what the step adds to the journal
   */
  Optional<RunEnd> overfull(long bytes) {
    return journalBytes + bytes <= MOST_JOURNAL
        ? Optional.empty()
        : Optional.of(
            new RunEnd.Faulted(
                StandardErrors.limit(
                    "The run's journal holds more than %,d characters. Let calls answer with less, or let the workflow go on as a new run with 'call: continue'."
                        .formatted(MOST_JOURNAL),
                    "/")));
  }

  private void restore(Snapshot snapshot) {
    RunState restored;
    try {
      restored =
          context.interpreter().restore(context.definition(), ExactJson.read(snapshot.state()));
    } catch (IllegalArgumentException e) {
      throw new DivergedRunException(
          snapshot.entries(), "its stored state cannot be read, " + e.getMessage());
    }
    if (!restored.hash().equals(snapshot.hash())) {
      throw new DivergedRunException(snapshot.entries(), "its stored state was damaged");
    }
    state = restored;
    know(snapshot);
  }

  /** Folds all entries anew and compares with what was stored. */
  private void verify(Snapshot snapshot, List<JournalCodec.Row> journal) {
    if (journal.size() < snapshot.entries()) {
      throw new DivergedRunException(
          snapshot.entries(), "its journal has only %d entries".formatted(journal.size()));
    }
    journal.subList(0, snapshot.entries()).forEach(this::take);
    RunState computed = state;
    if (computed != null && !computed.hash().equals(snapshot.hash())) {
      Difference.between(
              comparable(snapshot.state()),
              comparable(ExactJson.write(context.interpreter().snapshot(computed))))
          .ifPresent(difference -> {
            throw new DivergedRunException(snapshot.entries(), difference);
          });
    }
    if (snapshot.version() == Interpreter.SNAPSHOT_VERSION) {
      know(snapshot);
    }
  }

  private static ObjectNode comparable(String snapshot) {
    ObjectNode state = (ObjectNode) ExactJson.read(snapshot);
    state.remove("version");
    state.remove("growth");
    return state;
  }

  private void know(Snapshot snapshot) {
    entries = snapshot.entries();
    stored = snapshot.entries();
    size = snapshot.state().length();
    journalBytes = snapshot.journalBytes();
  }

  private void take(JournalCodec.Row row) {
    JournalEntry entry = JournalCodec.decode(row);
    RunState known = state;
    if (known != null) {
      state = context.apply(known, entry);
    } else if (entry instanceof JournalEntry.RunStarted started) {
      state = context.begin(started);
    } else {
      throw new IllegalStateException("the journal begins with " + row.kind());
    }
    entries++;
    journalBytes += row.data().length();
  }

  /** Takes a step that is durable. */
  void reached(RunState next, int seq, long bytes) {
    state = next;
    entries = seq;
    journalBytes += bytes;
  }

  /**
   * The state to be stored with a step; empty where it is not due.
   *
   * @param bytes what the step adds to the journal
   */
  Optional<StoreSnapshot> due(RunState next, int seq, long bytes, boolean parks) {
    int since = seq - stored;
    boolean isDue =
        since >= MOST_ENTRIES
            || (parks && since > 0 && since >= Math.min(MOST_ENTRIES, size / SIZE_PER_ENTRY));
    if (!isDue) {
      return Optional.empty();
    }
    String text = ExactJson.write(context.interpreter().snapshot(next));
    stored = seq;
    size = text.length();
    return Optional.of(
        new StoreSnapshot(
            context.execution().id(),
            new Snapshot(
                seq, Interpreter.SNAPSHOT_VERSION, next.hash(), text, journalBytes + bytes)));
  }
}
