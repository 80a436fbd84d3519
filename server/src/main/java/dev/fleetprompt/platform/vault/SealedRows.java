package dev.fleetprompt.platform.vault;

import java.util.List;

/**
 * Secrets that another module keeps encrypted in rows of its own, made with {@link Vault#seal}.
 * Registered as a bean, so that a rotation of the keys reaches them.
 */
public interface SealedRows {
  /** What they are, for people, in the plural: such as "authenticator apps". */
  String title();

  /** What an operator does about one that cannot be opened: a sentence. */
  String remedy();

  /**
   * Encrypts with the vault's newest key what is not encrypted with it yet, in short transactions.
   * Called while others read and write the rows; called again after it was cut short.
   */
  Resealed reseal();

  /**
   * What became of them.
   *
   * @param done how many are encrypted with the newest key now and were not before
   * @param left those that could not be opened, and stay as they are, as people know them
   */
  record Resealed(int done, List<String> left) {}
}
