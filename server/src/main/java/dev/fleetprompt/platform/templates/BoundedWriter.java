package dev.fleetprompt.platform.templates;

import java.io.Writer;

/** Collects a text up to a length. */
final class BoundedWriter extends Writer {

  private final int most;
  private final StringBuilder text = new StringBuilder();

  BoundedWriter(int most) {
    this.most = most;
  }

  /** The text became too long. */
  static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    if (text.length() + length > most) {
      throw new FullException();
    }
    text.append(characters, offset, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  String text() {
    return text.toString();
  }
}
