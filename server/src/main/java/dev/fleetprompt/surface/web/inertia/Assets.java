package dev.fleetprompt.surface.web.inertia;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of the user interface's build, as its manifest lists them. */
final class Assets {
  /** Where browsers find them. */
  static final String PATH = ContentPolicy.BUILD_PATH;

  private static final String ENTRY = "src/main.ts";
  private static final int VERSION_BYTES = 12;

  private final JsonNode manifest;
  private final String version;
  private final Map<String, Tags> known = new ConcurrentHashMap<>();

  /**
   * What the head of a page's document loads.
   *
   * @param styles in the order in which they apply
   * @param preloads scripts that the page will need
   */
  record Tags(String script, List<String> styles, List<String> preloads) {}

  private Assets(JsonNode manifest, String version) {
    this.manifest = manifest;
    this.version = version;
  }

  static Assets of(Resource manifest) {
    try (InputStream in = manifest.getInputStream()) {
      byte[] bytes = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Assets(
          JsonMapper.shared().readTree(bytes), HexFormat.of().formatHex(hash, 0, VERSION_BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The user interface was not built into this application; build it without -Dui.skip", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Changes with any file of the build. */
  String version() {
    return version;
  }

  Tags tags(String component) {
    return known.computeIfAbsent(component, this::find);
  }

  private Tags find(String component) {
    String page = "src/pages/" + component + ".svelte";
    if (!manifest.has(page)) {
      throw new IllegalArgumentException("The user interface has no ui/" + page);
    }
    Set<String> chunks = new LinkedHashSet<>();
    follow(ENTRY, chunks);
    follow(page, chunks);
    Set<String> styles = new LinkedHashSet<>();
    for (String chunk : chunks) {
      manifest.path(chunk).path("css").forEach(file -> styles.add(PATH + file.stringValue()));
    }
    return new Tags(
        file(ENTRY),
        List.copyOf(styles),
        chunks.stream().filter(chunk -> !chunk.equals(ENTRY)).map(this::file).toList());
  }

  private void follow(String chunk, Set<String> seen) {
    if (seen.add(chunk)) {
      manifest.path(chunk).path("imports").forEach(next -> follow(next.stringValue(), seen));
    }
  }

  private String file(String chunk) {
    return PATH + manifest.path(chunk).path("file").stringValue();
  }
}
