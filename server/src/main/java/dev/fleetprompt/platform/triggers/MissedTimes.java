package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Change;
import java.util.List;

/**
 * Makes what else becomes true when a schedule's times were missed or are run late. Registered as a
 * bean.
 */
@FunctionalInterface
public interface MissedTimes {
  /**
   * The changes that are committed together with {@code schedule.missed}. Called outside of any
   * transaction, again when the unit was refused; whatever it throws keeps the schedule waiting, so
   * only what time cures is thrown.
   */
  List<Change> changes(MissedTime time);
}
