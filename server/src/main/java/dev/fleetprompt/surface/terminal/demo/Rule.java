package dev.fleetprompt.surface.terminal.demo;

/** Lines across the terminal. */
final class Rule {
  private static final int WIDTH = 78;

  private Rule() {}

  static String titled(String title) {
    return "── " + title + " " + "─".repeat(Math.max(3, WIDTH - title.length() - 4));
  }

  static String plain() {
    return "─".repeat(WIDTH);
  }
}
