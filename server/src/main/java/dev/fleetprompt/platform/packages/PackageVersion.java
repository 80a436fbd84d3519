package dev.fleetprompt.platform.packages;

/**
 * One checked version of a package, with its content.
 *
 * @param digest identifies the content; see {@link PackageFiles#digest()}
 */
public record PackageVersion(Manifest manifest, PackageFiles files, String digest) {

  public PackageName name() {
    return manifest.name();
  }

  public Version version() {
    return manifest.version();
  }

  /** {@code publisher/name 1.0.0}. */
  @Override
  public String toString() {
    return name() + " " + version();
  }
}
