package dev.fleetprompt.surface.terminal.orders;

/** How dates such as 03/04/2011 are meant. */
public enum DayOrder {
  /** Day, month, year. */
  DMY,
  /** Month, day, year. */
  MDY
}
