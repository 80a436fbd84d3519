package dev.fleetprompt.engine.simulation;

import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.json.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A journal on a disk that survives processes: appended to in groups, all or nothing. */
final class FakeStore {

  /** The store did not confirm; what became of the group is unknown to the caller. */
  static final class StoreException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** How a commit goes. */
  enum Luck {
    GOOD,
    FAILS_BEFORE,
    FAILS_AFTER
  }

  /**
   * A state as it was stored, once its entries were.
   *
   * @param entries how many entries it is made of
   */
  record Snapshot(int entries, JsonNode state, String hash) {}

  private @Nullable Snapshot snapshot;
  private final List<JournalCodec.Row> rows = new ArrayList<>();
  private final Auditor auditor;

  FakeStore(Auditor auditor) {
    this.auditor = auditor;
  }

  void commit(List<JournalEntry> group, Luck luck) throws StoreException {
    if (luck == Luck.FAILS_BEFORE) {
      throw new StoreException();
    }
    for (JournalEntry entry : group) {
      rows.add(JournalCodec.encode(entry));
      auditor.durable(entry);
    }
    if (luck == Luck.FAILS_AFTER) {
      throw new StoreException();
    }
  }

  Snapshot keep(int entries, JsonNode state, String hash) {
    Snapshot kept = new Snapshot(entries, CanonicalJson.read(CanonicalJson.write(state)), hash);
    snapshot = kept;
    return kept;
  }

  @Nullable Snapshot snapshot() {
    return snapshot;
  }

  List<JournalEntry> read() {
    return rows.stream().map(JournalCodec::decode).toList();
  }
}
