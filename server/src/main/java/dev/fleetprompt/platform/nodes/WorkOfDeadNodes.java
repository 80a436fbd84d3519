package dev.fleetprompt.platform.nodes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;

/** Moves what dead nodes had in hand; implemented by the module that records ownership. */
public interface WorkOfDeadNodes {

  /**
   * Makes everything that these nodes own available again, in the caller's transaction. Idempotent;
   * may be called by several nodes at once.
   */
  void release(Connection connection, Set<UUID> deadNodes) throws SQLException;

  /** What was released is available. */
  void released();

  /** Of these dead nodes, those that still own something. */
  Set<UUID> stillOwning(Connection connection, Set<UUID> deadNodes) throws SQLException;
}
