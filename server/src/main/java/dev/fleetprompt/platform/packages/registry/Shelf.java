package dev.fleetprompt.platform.packages.registry;

import dev.fleetprompt.platform.packages.InvalidPackageException;
import dev.fleetprompt.platform.packages.PackageFiles;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.Problem;
import dev.fleetprompt.platform.packages.reading.PackageReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The packages that come with the platform, and those in a folder that an operator names. */
final class Shelf {

  private static final String SHIPPED = "classpath:packages/*/package.yaml";
  private static final int MOST = 500;

  private final PackageReader reader;
  private final Predicate<String> published;
  private final List<PackageVersion> sound = new ArrayList<>();
  private final List<InvalidPackageException> refused = new ArrayList<>();

  /**
   * @param published whether the content with a digest was checked and published before
   */
  Shelf(PackageReader reader, Predicate<String> published) {
    this.reader = reader;
    this.published = published;
  }

  List<PackageVersion> sound() {
    return sound;
  }

  List<InvalidPackageException> refused() {
    return refused;
  }

  /** Takes in the packages on the class path, unless an earlier start did. */
  void addShipped() {
    PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
    try {
      Map<String, PackageFiles> packages = new TreeMap<>();
      for (Resource manifest : resolver.getResources(SHIPPED)) {
        String address = manifest.getURL().toString();
        String folder = address.substring(0, address.length() - "package.yaml".length());
        packages.put(folder, filesBelow(resolver, folder));
      }
      packages.values().removeIf(files -> published.test(files.digest()));
      packages.forEach(this::add);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The shipped packages cannot be read", unreadable);
    }
  }

  /** Takes in each folder of a folder. */
  void addFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      refused.add(
          new InvalidPackageException(
              folder.toString(),
              List.of(
                  Problem.ofFile(
                      folder.toString(),
                      "The folder that fleet.packages.directory names does not exist.",
                      "Create it, or remove the setting."))));
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      entries.filter(Files::isDirectory).sorted().limit(MOST).forEach(this::add);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read", unreadable);
    }
  }

  private void add(Path folder) {
    try {
      sound.add(reader.read(folder));
    } catch (InvalidPackageException invalid) {
      refused.add(invalid);
    }
  }

  private void add(String origin, PackageFiles files) {
    try {
      sound.add(reader.read(origin, files));
    } catch (InvalidPackageException invalid) {
      refused.add(invalid);
    }
  }

  private static PackageFiles filesBelow(
      PathMatchingResourcePatternResolver resolver, String folder) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (Resource file : resolver.getResources(folder + "**/*")) {
      String address = file.getURL().toString();
      if (file.isReadable() && !address.endsWith("/")) {
        try (InputStream content = file.getInputStream()) {
          files.put(address.substring(folder.length()), content.readAllBytes());
        }
      }
    }
    return new PackageFiles(files);
  }
}
