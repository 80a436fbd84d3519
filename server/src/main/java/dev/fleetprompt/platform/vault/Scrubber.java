package dev.fleetprompt.platform.vault;

/** Takes secrets out of a text that the platform is about to store, log or show. */
@FunctionalInterface
public interface Scrubber {
  /** What stands in a secret's place. */
  String MASK = "***";

  /** The same text with every secret it knows replaced by {@link #MASK}. Never fails. */
  String scrub(String text);

  /** Knows tokens by their format only; for texts of no particular tenant. */
  static Scrubber ofFormats() {
    return text -> {
      String clean = text;
      if (SecretScan.kindIn(text).isPresent()) {
        for (TokenFormat format : TokenFormat.values()) {
          clean = format.mask(clean);
        }
      }
      return clean;
    };
  }
}
