package dev.fleetprompt.platform.packages.registry;

import dev.fleetprompt.platform.packages.InvalidPackageException;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.PackageSettings;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.Vocabulary;
import dev.fleetprompt.platform.packages.reading.PackageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Publishes the packages that are found at the start. One that cannot be used is left out, and the
 * log says why; the others and what is installed go on.
 */
public final class Shelves implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(Shelves.class);

  private final PackageRegistry registry;
  private final Vocabulary vocabulary;
  private final PackageSettings settings;

  public Shelves(PackageRegistry registry, Vocabulary vocabulary, PackageSettings settings) {
    this.registry = registry;
    this.vocabulary = vocabulary;
    this.settings = settings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Shelf shelf = new Shelf(new PackageReader(vocabulary), registry::holds);
    shelf.addShipped();
    if (settings.directory() != null) {
      shelf.addFolder(settings.directory());
    }
    for (InvalidPackageException refused : shelf.refused()) {
      LOG.error("{}", refused.getMessage());
    }
    shelf.sound().forEach(this::publish);
  }

  private void publish(PackageVersion version) {
    try {
      registry.publish(version);
    } catch (PackageException changed) {
      LOG.error("{}", changed.reason());
    }
  }
}
