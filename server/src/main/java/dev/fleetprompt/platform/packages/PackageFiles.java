package dev.fleetprompt.platform.packages;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of one package: paths with forward slashes, relative to its folder, with their bytes.
 */
public final class PackageFiles {

  private final SortedMap<String, byte[]> files;

  public PackageFiles(Map<String, byte[]> files) {
    this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Path and bytes, sorted by path; the arrays are not to be changed. */
  public SortedMap<String, byte[]> all() {
    return files;
  }

  public boolean has(String path) {
    return files.containsKey(path);
  }

  /** The file's text; empty when there is no such file or it is not UTF-8. */
  public Optional<String> text(String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /**
   * What identifies this content: SHA-256, in hex, over one line per file in order of path: {@code
   * sha256-of-content path\n}. The same listing that {@code sha256sum} prints.
   */
  public String digest() {
    MessageDigest listing = sha256();
    files.forEach((path, bytes) ->
        listing.update(
            (HexFormat.of().formatHex(sha256().digest(bytes)) + "  " + path + "\n")
                .getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(listing.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
