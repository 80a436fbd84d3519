package dev.fleetprompt.platform.vault;

/** The file with the key-encryption keys is missing, unreadable or not the one that was used. */
public final class KeyFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  KeyFileException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A stable code such as {@code vault.key_file_missing}. */
  public String code() {
    return code;
  }
}
