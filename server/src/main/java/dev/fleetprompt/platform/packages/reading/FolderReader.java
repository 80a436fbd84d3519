package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.PackageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeMap;

/** Reads a package's folder, within bounds and without following symbolic links. */
final class FolderReader {

  private final Findings findings;

  FolderReader(Findings findings) {
    this.findings = findings;
  }

  PackageFiles read(Path folder) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try {
      Files.walkFileTree(folder, Set.of(), FileBounds.DEEPEST + 1, visitor(folder, files));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read", unreadable);
    }
    return new PackageFiles(files);
  }

  private SimpleFileVisitor<Path> visitor(Path folder, TreeMap<String, byte[]> files) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (attributes.isSymbolicLink()) {
          findings.file(
              path, "This is a symbolic link.", "Replace it by a copy of the file it points to.");
        } else if (attributes.isDirectory()) {
          findings.file(path, "This folder is nested too deeply.", "Move its files up.");
        } else if (!attributes.isRegularFile()) {
          findings.file(path, "This is no regular file.", "Remove it.");
        } else if (attributes.size() > FileBounds.LARGEST_FILE) {
          FileBounds.refuseSize(path, attributes.size(), findings);
        } else {
          files.put(path, Files.readAllBytes(file));
        }
        if (files.size() > FileBounds.MOST_FILES) {
          return FileVisitResult.TERMINATE;
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }
}
