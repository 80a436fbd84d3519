package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.tenancy.TenantId;

/** Copies into a new run's journal what it takes over unchanged; only its owner does. */
record CopyJournal(Takeover takeover) implements Change {

  /** Everything that the taking over changes. */
  static UnitOfWork unit(TenantId tenant, Takeover takeover) {
    UnitOfWork unit = new UnitOfWork(tenant).add(new CopyJournal(takeover));
    for (Takeover.Edit edit : takeover.edits()) {
      unit.add(new AppendEntry(takeover.run(), edit.seq(), edit.row()));
    }
    return unit;
  }
}
