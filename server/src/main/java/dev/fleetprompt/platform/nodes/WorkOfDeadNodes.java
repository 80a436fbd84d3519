package dev.fleetprompt.platform.nodes;

import java.util.Set;
import java.util.UUID;

/** Moves what dead nodes had in hand; implemented by the module that records ownership. */
public interface WorkOfDeadNodes {

  /**
   * Makes everything that these nodes own available again. Idempotent; may be called by several
   * nodes at once.
   */
  void release(Set<UUID> deadNodes);

  /** Of these dead nodes, those that still own something. */
  Set<UUID> stillOwning(Set<UUID> deadNodes);
}
