package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.InvalidPackageException;
import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.PackageFiles;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.Vocabulary;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and checks packages. */
public final class PackageReader {

  private static final String MANIFEST = "package.yaml";

  private final Vocabulary vocabulary;

  public PackageReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * The package in a folder.
   *
   * @throws InvalidPackageException with everything that is wrong with it
   */
  public PackageVersion read(Path folder) {
    Findings findings = new Findings();
    PackageFiles files = new FolderReader(findings).read(folder);
    return check(folder.toString(), files, findings);
  }

  /**
   * The package that consists of these files.
   *
   * @param origin where they come from, for messages
   * @throws InvalidPackageException with everything that is wrong with it
   */
  public PackageVersion read(String origin, PackageFiles files) {
    return check(origin, files, new Findings());
  }

  /**
   * A version that was checked when it was published; read without checking it again, so that what
   * is installed goes on when the platform changes.
   *
   * @throws InvalidPackageException when it cannot even be read
   */
  public static PackageVersion published(String origin, PackageFiles files) {
    Findings findings = new Findings();
    Optional<Manifest> manifest =
        files
            .text(MANIFEST)
            .flatMap(text -> YamlDocument.parse(MANIFEST, text, findings))
            .flatMap(new ManifestReader(findings)::read);
    return manifest
        .map(known -> new PackageVersion(known, files, files.digest()))
        .orElseThrow(() -> new InvalidPackageException(origin, findings.sorted()));
  }

  private PackageVersion check(String origin, PackageFiles files, Findings findings) {
    FileBounds.check(files, findings);
    Optional<Manifest> manifest = manifest(files, findings);
    if (!findings.none() || manifest.isEmpty()) {
      throw new InvalidPackageException(origin, findings.sorted());
    }
    return new PackageVersion(manifest.get(), files, files.digest());
  }

  private Optional<Manifest> manifest(PackageFiles files, Findings findings) {
    if (!files.has(MANIFEST)) {
      findings.file(MANIFEST, "The package has no package.yaml.", "Add it; see docs/packages.md.");
      return Optional.empty();
    }
    Optional<YamlDocument> document =
        files.text(MANIFEST).flatMap(text -> YamlDocument.parse(MANIFEST, text, findings));
    Optional<Manifest> manifest = document.flatMap(new ManifestReader(findings)::read);
    manifest.ifPresent(known -> check(document.get(), known, files, findings));
    return manifest;
  }

  private void check(
      YamlDocument document, Manifest manifest, PackageFiles files, Findings findings) {
    new ConfigurationCheck(document, findings).check(manifest.configuration());
    new ReferenceCheck(document, manifest, findings).check();
    UnlistedFiles.check(manifest, files, findings);
    manifest.provides().templates().forEach(name -> TemplateCheck.check(name, files, findings));
    new PermissionCheck(document, manifest, vocabulary, findings)
        .check(new WorkflowCheck(findings).check(manifest, files));
  }
}
