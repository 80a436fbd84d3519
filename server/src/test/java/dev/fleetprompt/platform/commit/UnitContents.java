package dev.fleetprompt.platform.commit;

import java.util.List;

/** What units of work hold, for stores that tests make. */
public final class UnitContents {

  private UnitContents() {}

  public static List<Change> of(UnitOfWork unit) {
    return List.copyOf(unit.changes());
  }
}
