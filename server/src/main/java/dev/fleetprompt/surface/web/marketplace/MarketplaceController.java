package dev.fleetprompt.surface.web.marketplace;

import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Listing;
import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.Marketplace;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageDetails;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.packages.PermissionStatement;
import dev.fleetprompt.platform.packages.Version;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.InvalidInput;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Packages on offer. Installing one goes from its form to its plan, and from there to a directive.
 */
@Controller
@RequestMapping("/marketplace")
final class MarketplaceController {

  private final Marketplace marketplace;
  private final InstallPlans plans;
  private final PackageChanges changes;
  private final ConnectionChoices connections;

  MarketplaceController(
      Marketplace marketplace,
      InstallPlans plans,
      PackageChanges changes,
      ConnectionChoices connections) {
    this.marketplace = marketplace;
    this.plans = plans;
    this.changes = changes;
    this.connections = connections;
  }

  /** Where the package stands here. */
  record Standing(UUID id, String status, String version, boolean live) {}

  record Card(
      String name,
      String title,
      String summary,
      String category,
      String version,
      @Nullable Standing installed) {}

  /**
   * What is on offer.
   *
   * @param categories all there are
   */
  record ListPage(List<Card> packages, List<String> categories, String q, String category) {}

  /** Something it may do, in plain words. */
  record Permission(String kind, String name, String text) {

    static List<Permission> of(List<PermissionStatement> statements) {
      return statements.stream()
          .map(one ->
              new Permission(one.kind().name().toLowerCase(Locale.ROOT), one.name(), one.text()))
          .toList();
    }
  }

  /** A workflow that it brings. */
  record Workflow(String name, String title, String summary) {}

  record ShowPage(
      Card card,
      String license,
      String digest,
      String about,
      List<String> versions,
      List<Permission> permissions,
      List<Workflow> workflows,
      List<String> beginnings,
      Manifest.DataUse data,
      List<String> missingConnectors) {}

  record InstallPage(Card card, JsonNode schema, List<ConnectionChoices.Choice> connections) {}

  /** A schedule of a plan. */
  record PlannedSchedule(
      String name, String workflow, String timing, String zone, boolean enabled) {}

  record PlanPage(
      Card card,
      List<Permission> permissions,
      List<String> connections,
      List<Workflow> workflows,
      List<InstallPlan.Trigger> triggers,
      List<PlannedSchedule> schedules,
      Manifest.DataUse data,
      JsonNode configuration,
      String hash) {}

  @GetMapping
  Page list(
      SignedIn who,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String category) {
    List<Card> shown =
        marketplace
            .listings(who.tenant(), q, Optional.of(category).filter(wanted -> !wanted.isBlank()))
            .stream()
            .map(MarketplaceController::card)
            .toList();
    List<String> categories =
        marketplace.listings(who.tenant(), "", Optional.empty()).stream()
            .map(Listing::category)
            .distinct()
            .sorted()
            .toList();
    return Page.of("Marketplace/Index", new ListPage(shown, categories, q, category));
  }

  @GetMapping("/{publisher}/{name}")
  Page show(
      SignedIn who,
      @PathVariable String publisher,
      @PathVariable String name,
      @RequestParam(defaultValue = "") String version) {
    PackageDetails details = find(who, publisher, name, version(version));
    return Page.of(
        "Marketplace/Show",
        new ShowPage(
            card(details.listing()),
            details.listing().license(),
            details.digest(),
            details.readme(),
            details.versions().stream().map(Version::toString).toList(),
            Permission.of(details.permissions()),
            workflows(details),
            details.beginnings(),
            details.data(),
            connections.missing(who.tenant(), details.connections())));
  }

  @GetMapping("/{publisher}/{name}/install")
  @RequiresRole(Role.ADMIN)
  Object form(SignedIn who, @PathVariable String publisher, @PathVariable String name) {
    PackageDetails details = find(who, publisher, name, Optional.empty());
    Optional<Installation> live = live(details);
    if (live.isPresent()) {
      return SeeOther.to("/installed/" + live.get().id());
    }
    return Page.of(
        "Marketplace/Install",
        new InstallPage(
            card(details.listing()), details.configuration(), connections.of(who.tenant())));
  }

  /** For a browser that asks for the plan's address anew. */
  @GetMapping("/{publisher}/{name}/plan")
  SeeOther again(SignedIn who, @PathVariable String publisher, @PathVariable String name) {
    PackageDetails details = find(who, publisher, name, Optional.empty());
    return SeeOther.to("/marketplace/" + details.listing().name() + "/install");
  }

  @PostMapping("/{publisher}/{name}/plan")
  @RequiresRole(Role.ADMIN)
  Page plan(SignedIn who, @PathVariable String publisher, @PathVariable String name, Form form) {
    PackageDetails details = find(who, publisher, name, Optional.empty());
    InstallPlan plan = plan(who, details, form);
    return Page.of(
        "Marketplace/Plan",
        new PlanPage(
            card(details.listing()),
            Permission.of(details.permissions()),
            plan.connections(),
            workflows(details),
            plan.triggers(),
            plan.schedules().stream()
                .map(schedule ->
                    new PlannedSchedule(
                        schedule.name(),
                        schedule.workflow(),
                        schedule.timing().toString(),
                        schedule.zone(),
                        schedule.enabled()))
                .toList(),
            plan.data(),
            plan.configuration(),
            plan.hash()));
  }

  /** Asks for the install that the plan with this hash described. */
  @PostMapping("/{publisher}/{name}/install")
  @RequiresRole(Role.ADMIN)
  SeeOther install(
      SignedIn who, @PathVariable String publisher, @PathVariable String name, Form form) {
    PackageDetails details = find(who, publisher, name, Optional.empty());
    Optional<Installation> live = live(details);
    if (live.isPresent()) {
      return SeeOther.to("/installed/" + live.get().id());
    }
    InstallPlan plan = plan(who, details, form);
    if (!plan.hash().equals(form.text("hash", 100))) {
      throw InvalidInput.of(
          "form", "What the plan was made from has changed. Go back, and look at the new plan.");
    }
    try {
      PackageChanges.Requested requested =
          changes.install(
              who.tenant(),
              plan,
              Actor.human(who.person().toString()),
              "Installed from the marketplace");
      return SeeOther.to("/installed/" + requested.installation());
    } catch (PackageException e) {
      throw InvalidInput.of("form", e.reason());
    }
  }

  private InstallPlan plan(SignedIn who, PackageDetails details, Form form) {
    try {
      return plans.plan(
          who.tenant(),
          details.listing().name(),
          Optional.of(details.listing().version()),
          form.json("config").isObject()
              ? form.json("config")
              : JsonNodeFactory.instance.objectNode());
    } catch (PackageException e) {
      throw ConfigurationErrors.of(e);
    }
  }

  private static Card card(Listing listing) {
    return new Card(
        listing.name().toString(),
        listing.title(),
        listing.summary(),
        listing.category(),
        listing.version().toString(),
        listing
            .installation()
            .map(known ->
                new Standing(
                    known.id(),
                    known.status().text(),
                    known.version().toString(),
                    known.status().live()))
            .orElse(null));
  }

  private static List<Workflow> workflows(PackageDetails details) {
    return details.workflows().stream()
        .map(one -> new Workflow(one.name(), one.title(), one.summary()))
        .toList();
  }

  private static Optional<Installation> live(PackageDetails details) {
    return details.listing().installation().filter(known -> known.status().live());
  }

  private PackageDetails find(
      SignedIn who, String publisher, String name, Optional<Version> version) {
    try {
      return marketplace
          .find(who.tenant(), new PackageName(publisher, name), version)
          .orElseThrow(() -> new NotFoundException("package"));
    } catch (IllegalArgumentException e) {
      throw new NotFoundException("package");
    }
  }

  private static Optional<Version> version(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Version.parse(text));
    } catch (IllegalArgumentException e) {
      throw new NotFoundException("version");
    }
  }
}
