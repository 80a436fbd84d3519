package dev.fleetprompt.surface.terminal.orders;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text, ended by LF, CRLF or CR, none kept longer than {@value #LONGEST} characters.
 */
final class Lines {
  static final int LONGEST = 64 * 1024;

  /**
   * @param number from 1
   * @param text without its end; its beginning only when it is cut
   */
  record Line(long number, String text, boolean cut) {}

  private final Reader reader;
  private long number;
  private int pushedBack = -1;

  Lines(Reader reader) {
    this.reader = reader;
  }

  /** Null at the end. */
  @Nullable Line next() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean cut = false;
    int character = read();
    if (character < 0) {
      return null;
    }
    number++;
    while (character >= 0 && character != '\n' && character != '\r') {
      if (text.length() < LONGEST) {
        text.append((char) character);
      } else {
        cut = true;
      }
      character = read();
    }
    if (character == '\r') {
      int following = read();
      pushedBack = following == '\n' ? -1 : following;
    }
    return new Line(number, text.toString(), cut);
  }

  private int read() throws IOException {
    if (pushedBack >= 0) {
      int character = pushedBack;
      pushedBack = -1;
      return character;
    }
    return reader.read();
  }
}
