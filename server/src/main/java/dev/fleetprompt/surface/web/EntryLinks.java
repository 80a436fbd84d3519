package dev.fleetprompt.surface.web;

/** Addresses that let a person at this machine in. */
public interface EntryLinks {
  /**
   * A path such as {@code /enter?token=…} that opens the page once, within ten minutes. Only the
   * newest twenty unused ones are good.
   */
  String issue();
}
