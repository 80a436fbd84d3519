package dev.fleetprompt.surface.terminal.orders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file as text: its encoding is told by its mark, else it is UTF-8 where it is valid UTF-8, else
 * Windows-1252, which older spreadsheets write.
 */
record Text(Path file, Charset charset, int mark) {
  private static final int LOOKED_AT = 8 * 1024;

  /**
   * @throws OrderFileException if it is no text, or not there
   */
  static Text of(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new OrderFileException("%s is a folder. Name a CSV file.".formatted(file));
      }
      byte[] beginning;
      try (InputStream in = Files.newInputStream(file)) {
        beginning = in.readNBytes(LOOKED_AT);
      }
      return of(file, beginning);
    } catch (NoSuchFileException e) {
      throw new OrderFileException(
          "There is no file %s. Check the path; it is meant from the folder you are in."
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new OrderFileException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  Reader open() throws IOException {
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(mark);
    return new BufferedReader(new InputStreamReader(in, charset));
  }

  private static Text of(Path file, byte[] beginning) throws IOException {
    if (beginning.length == 0) {
      throw new OrderFileException("%s is empty. Export the orders again.".formatted(file));
    }
    if (starts(beginning, 0xEF, 0xBB, 0xBF)) {
      return new Text(file, StandardCharsets.UTF_8, 3);
    }
    if (starts(beginning, 0xFF, 0xFE)) {
      return new Text(file, StandardCharsets.UTF_16LE, 2);
    }
    if (starts(beginning, 0xFE, 0xFF)) {
      return new Text(file, StandardCharsets.UTF_16BE, 2);
    }
    if (starts(beginning, 'P', 'K', 3, 4) || starts(beginning, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw new OrderFileException(
          "%s is a workbook or an archive, not a CSV file. Open it and save it as CSV (UTF-8)."
              .formatted(file));
    }
    for (byte value : beginning) {
      if (value >= 0 && value < 32 && value != '\n' && value != '\r' && value != '\t') {
        throw new OrderFileException(
            "%s is no text file. Export the orders as CSV (UTF-8).".formatted(file));
      }
    }
    return new Text(
        file, isUtf8(file) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"), 0);
  }

  private static boolean isUtf8(Path file) throws IOException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
    CharBuffer characters = CharBuffer.allocate(64 * 1024);
    try (var channel = Files.newByteChannel(file)) {
      boolean ended = false;
      while (!ended) {
        ended = channel.read(bytes) < 0;
        bytes.flip();
        CoderResult result = decoder.decode(bytes, characters, ended);
        if (result.isError()) {
          return false;
        }
        bytes.compact();
        characters.clear();
      }
    }
    return true;
  }

  private static boolean starts(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int index = 0; index < mark.length; index++) {
      if ((bytes[index] & 0xFF) != mark[index]) {
        return false;
      }
    }
    return true;
  }
}
