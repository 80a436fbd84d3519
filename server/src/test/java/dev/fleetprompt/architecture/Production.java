package dev.fleetprompt.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the rules judge: the classes and sources that ship. */
final class Production {
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.fleetprompt");

  /**
   * One source file; {@code module} is the dotted name of its application module, or its package
   * where it has none.
   */
  record Source(Path path, String module, boolean ofModuleRoot, String text) {}

  private static final Path JAVA = Path.of("src/main/java");

  private Production() {}

  static List<Source> sources() {
    try (var files = Files.walk(JAVA)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Production::source)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Source source(Path path) {
    List<String> names =
        JAVA.relativize(path.getParent())
            .toString()
            .transform(folder -> List.of(folder.split("/")));
    // dev.fleetprompt.<floor>.<module>
    int depth = Math.min(names.size(), 4);
    return new Source(
        path, String.join(".", names.subList(0, depth)), names.size() <= 4, read(path));
  }
}
