package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.UnsupportedPlatform;

/** A system for which the binaries are on the class path. */
enum Platform {
  LINUX_AMD64("postgres-linux-x86_64.txz"),
  LINUX_ARM64("postgres-linux-arm_64.txz");

  /** The archive at the root of the class path. */
  final String archive;

  Platform(String archive) {
    this.archive = archive;
  }

  static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Platform of(String system, String processor) {
    if (system.equals("Linux")) {
      switch (processor) {
        case "amd64", "x86_64" -> {
          return LINUX_AMD64;
        }
        case "aarch64" -> {
          return LINUX_ARM64;
        }
        default -> {}
      }
    }
    throw new UnsupportedPlatform(system, processor);
  }
}
