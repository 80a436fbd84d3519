package dev.fleetprompt.platform.packages;

import java.util.List;
import java.util.Optional;

/**
 * The packages that can be installed on this instance. A published version never changes and never
 * goes away.
 */
public interface PackageRegistry {

  /** The newest version of each package, by name. */
  List<PackageVersion> newest();

  /** The newest version of a package; a release, unless there are only pre-releases. */
  Optional<PackageVersion> newest(PackageName name);

  /** The versions of a package that can be installed, the newest first. */
  List<Version> versions(PackageName name);

  Optional<PackageVersion> find(PackageName name, Version version);

  /**
   * Whether a version with exactly this content, named by its digest, was checked and published.
   */
  boolean holds(String digest);

  /**
   * Publishes a checked version; does nothing when the same content is published already.
   *
   * @throws PackageException {@code VERSION_CHANGED} when the version is published with other
   *     content
   */
  void publish(PackageVersion version);
}
