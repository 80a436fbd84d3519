package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.packages.reading.PackageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Everything that can be said about a package before it is installed. */
public final class PackageLint {

  private final PackageReader reader;

  /**
   * @param vocabulary what packages may use on this platform
   */
  public PackageLint(Vocabulary vocabulary) {
    reader = new PackageReader(vocabulary);
  }

  /** All problems of the package in a folder, in the order of files and lines; empty when fine. */
  public List<Problem> check(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of(
          Problem.ofFile(
              "package.yaml",
              "There is no folder " + folder + ".",
              "Name the folder that holds the package's package.yaml."));
    }
    try {
      reader.read(folder);
      return List.of();
    } catch (InvalidPackageException invalid) {
      return invalid.problems();
    }
  }
}
