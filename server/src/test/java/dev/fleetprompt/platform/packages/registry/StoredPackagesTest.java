package dev.fleetprompt.platform.packages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.PackageSettings;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.Version;
import dev.fleetprompt.platform.packages.reading.PackageFolder;
import dev.fleetprompt.platform.packages.reading.PackageReader;
import dev.fleetprompt.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredPackagesTest {

  private static final PackageName HELLO = PackageName.parse("acme/hello");

  private final PackageReader reader = new PackageReader(PackageFolder.VOCABULARY);
  private TestDatabase database;
  private PackageRegistry registry;

  @TempDir private Path folder;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    registry = another();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** One that has read nothing yet, as after a restart. */
  private PackageRegistry another() {
    return new StoredPackages(database.identity(), database.clock());
  }

  private PackageVersion version(String number, String readme) {
    return reader.read(
        "a test",
        new PackageFolder()
            .change("package.yaml", "version: 1.0.0", "version: " + number)
            .change("workflows/hello.yaml", "version: 1.0.0", "version: " + number)
            .with("README.md", readme)
            .files());
  }

  @Test
  void whatIsPublishedIsFoundAfterARestart() {
    PackageVersion published = version("1.0.0", "# Hello\n");
    registry.publish(published);

    PackageVersion found = another().find(HELLO, Version.parse("1.0.0")).orElseThrow();

    assertThat(found.digest()).isEqualTo(published.digest());
    assertThat(found.manifest()).isEqualTo(published.manifest());
    assertThat(found.files().text("README.md")).contains("# Hello\n");
  }

  @Test
  void publishingTheSameTwiceChangesNothing() {
    registry.publish(version("1.0.0", "# Hello\n"));
    registry.publish(version("1.0.0", "# Hello\n"));

    assertThat(registry.newest()).hasSize(1);
  }

  @Test
  void aPublishedVersionNeverChanges() {
    registry.publish(version("1.0.0", "# Hello\n"));

    assertThatThrownBy(() -> registry.publish(version("1.0.0", "# Changed\n")))
        .isInstanceOf(PackageException.class)
        .hasMessageContaining("acme/hello 1.0.0 is published with other content")
        .hasMessageContaining("raise 'version'");
    assertThat(
            another().find(HELLO, Version.parse("1.0.0")).orElseThrow().files().text("README.md"))
        .contains("# Hello\n");
  }

  @Test
  void theNewestIsAReleaseWhereThereIsOne() {
    registry.publish(version("1.9.0", "a"));
    registry.publish(version("1.10.0", "b"));
    registry.publish(version("2.0.0-rc.1", "c"));

    assertThat(registry.newest(HELLO).orElseThrow().version()).hasToString("1.10.0");
    assertThat(registry.newest())
        .extracting(PackageVersion::toString)
        .containsExactly("acme/hello 1.10.0");
  }

  @Test
  void theShippedPackagesAreThereAfterTheStart() {
    new Shelves(registry, PackageFolder.VOCABULARY, new PackageSettings(null))
        .afterSingletonsInstantiated();

    assertThat(registry.newest())
        .extracting(version -> version.name().toString())
        .contains("fleetprompt/daily-ops-digest");
  }

  @Test
  void aBrokenPackageDoesNotKeepTheOthersOut() throws IOException {
    write("good", new PackageFolder());
    write("bad", new PackageFolder().change("package.yaml", "title: Hello", "titel: Hello"));

    new Shelves(registry, PackageFolder.VOCABULARY, new PackageSettings(folder))
        .afterSingletonsInstantiated();

    assertThat(registry.newest(HELLO)).isPresent();
  }

  private void write(String name, PackageFolder content) throws IOException {
    for (var file : content.files().all().entrySet()) {
      Path target = folder.resolve(name).resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }
}
