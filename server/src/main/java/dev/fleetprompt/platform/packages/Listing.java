package dev.fleetprompt.platform.packages;

import java.util.Optional;

/**
 * A package in the marketplace, as one organization sees it.
 *
 * @param version the newest, or the one that was asked for
 * @param summary one sentence
 * @param installation the organization's newest of the package, whatever became of it: it is there
 *     while its status is {@linkplain Installation.Status#live() live}, and can be installed
 *     (again) otherwise
 */
public record Listing(
    PackageName name,
    Version version,
    String title,
    String summary,
    String category,
    String license,
    Optional<Installation> installation) {

  static Listing of(PackageVersion version, Optional<Installation> installation) {
    Manifest manifest = version.manifest();
    return new Listing(
        version.name(),
        version.version(),
        manifest.title(),
        manifest.summary(),
        manifest.category(),
        manifest.license(),
        installation);
  }

  /** Whether a plan for an install can be made. */
  public boolean installable() {
    return installation.filter(known -> known.status().live()).isEmpty();
  }
}
