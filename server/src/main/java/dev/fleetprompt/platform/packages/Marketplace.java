package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.directives.DirectiveTypes;
import dev.fleetprompt.platform.functions.FunctionCatalog;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/** Shows the packages that an organization can install. Reads only; safe for many threads. */
public final class Marketplace {

  private static final int LONGEST_SEARCH = 200;

  private final PackageRegistry registry;
  private final Installations installations;
  private final PermissionStatements permissions;
  private final WorkflowTexts workflows = new WorkflowTexts();

  public Marketplace(
      PackageRegistry registry,
      Installations installations,
      FunctionCatalog functions,
      DirectiveTypes directives) {
    this.registry = registry;
    this.installations = installations;
    this.permissions = new PermissionStatements(functions, directives);
  }

  /**
   * The newest version of each package, by title.
   *
   * @param search only those with each of these words in name, title or summary; all if it is blank
   * @param category only those of this category
   */
  public List<Listing> listings(TenantId tenant, String search, Optional<String> category) {
    Map<PackageName, Installation> installed =
        installations.newest(tenant).stream()
            .collect(Collectors.toMap(Installation::name, Function.identity()));
    List<String> words = words(search);
    return registry.newest().stream()
        .filter(version -> category.filter(wanted -> !wanted.equals(category(version))).isEmpty())
        .filter(version -> words.stream().allMatch(word -> text(version).contains(word)))
        .map(version -> Listing.of(version, Optional.ofNullable(installed.get(version.name()))))
        .sorted(Comparator.comparing(Listing::title).thenComparing(Listing::name))
        .toList();
  }

  /**
   * One package; empty when there is no such package or version.
   *
   * @param version the newest if empty
   */
  public Optional<PackageDetails> find(
      TenantId tenant, PackageName name, Optional<Version> version) {
    return version
        .map(number -> registry.find(name, number))
        .orElseGet(() -> registry.newest(name))
        .map(found -> details(found, installations.latest(tenant, name)));
  }

  private PackageDetails details(PackageVersion version, Optional<Installation> installation) {
    Manifest manifest = version.manifest();
    return new PackageDetails(
        Listing.of(version, installation),
        version.files().text("README.md").orElse(""),
        registry.versions(version.name()),
        permissions.of(manifest.permissions()),
        manifest.data(),
        manifest.configuration(),
        workflows.of(version),
        new Beginnings(manifest).statements(),
        manifest.signals(),
        new ConnectionProperties(manifest, JsonNodeFactory.instance.objectNode()).needed(),
        manifest.platform(),
        version.digest());
  }

  private static List<String> words(String search) {
    String bounded =
        search.length() > LONGEST_SEARCH ? search.substring(0, LONGEST_SEARCH) : search;
    return Stream.of(bounded.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String text(PackageVersion version) {
    Manifest manifest = version.manifest();
    return (version.name() + " " + manifest.title() + " " + manifest.summary())
        .toLowerCase(Locale.ROOT);
  }

  private static String category(PackageVersion version) {
    return version.manifest().category();
  }
}
