package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.PackageFiles;
import java.util.regex.Pattern;

/** How many files a package may have, how large they may be, and how they may be called. */
final class FileBounds {

  static final int MOST_FILES = 200;
  static final int LARGEST_FILE = 256 * 1024;
  static final int LARGEST_TOTAL = 4 * 1024 * 1024;
  static final int DEEPEST = 5;
  private static final int LONGEST_PATH = 200;

  private static final String PART = "[A-Za-z0-9][A-Za-z0-9._-]*";
  private static final Pattern PATH = Pattern.compile(PART + "(/" + PART + ")*");

  private FileBounds() {}

  static void check(PackageFiles files, Findings findings) {
    if (files.all().size() > MOST_FILES) {
      findings.file(
          "package.yaml",
          "The package has more than " + MOST_FILES + " files.",
          "Remove the ones it does not need.");
      return;
    }
    long total = 0;
    for (var entry : files.all().entrySet()) {
      String path = entry.getKey();
      total += entry.getValue().length;
      if (entry.getValue().length > LARGEST_FILE) {
        refuseSize(path, entry.getValue().length, findings);
      }
      if (path.length() > LONGEST_PATH
          || path.chars().filter(c -> c == '/').count() >= DEEPEST
          || !PATH.matcher(path).matches()) {
        findings.file(
            path,
            "This path is not allowed.",
            "Use letters, digits, '.', '_' and '-', no '..', at most "
                + DEEPEST
                + " levels and "
                + LONGEST_PATH
                + " characters.");
      }
      if (files.text(path).filter(text -> text.indexOf('\0') < 0).isEmpty()) {
        findings.file(path, "This file is no UTF-8 text.", "Save it as UTF-8, or remove it.");
      }
    }
    if (total > LARGEST_TOTAL) {
      findings.file(
          "package.yaml",
          "The package's files have %,d bytes; at most %,d are allowed."
              .formatted(total, LARGEST_TOTAL),
          "Remove what it does not need.");
    }
  }

  static void refuseSize(String path, long size, Findings findings) {
    findings.file(
        path,
        "This file has %,d bytes; at most %,d are allowed.".formatted(size, LARGEST_FILE),
        "Make it smaller, or split it.");
  }
}
