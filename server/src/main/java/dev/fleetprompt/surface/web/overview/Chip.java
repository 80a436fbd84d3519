package dev.fleetprompt.surface.web.overview;

/**
 * A state as a coloured word.
 *
 * @param tone grey, blue, amber, green, red or violet
 */
record Chip(String tone, String word, boolean struck) {
  static Chip of(String tone, String word) {
    return new Chip(tone, word, false);
  }

  /** Something that came to nothing. */
  static Chip over(String word) {
    return new Chip("grey", word, true);
  }
}
