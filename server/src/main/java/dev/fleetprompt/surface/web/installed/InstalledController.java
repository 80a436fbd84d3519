package dev.fleetprompt.surface.web.installed;

import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.packages.ConfigurationPlan;
import dev.fleetprompt.platform.packages.ConfigurationPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.InstalledPackages;
import dev.fleetprompt.platform.packages.ManualStarts;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.UninstallPlans;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.surface.web.inertia.Flash;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.InvalidInput;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.Rows;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.marketplace.ConfigurationErrors;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is installed here. Every change is a directive; the page shows how it goes. */
@Controller
@RequestMapping("/installed")
final class InstalledController {

  private final InstalledPackages installed;
  private final Installations installations;
  private final PackageChanges changes;
  private final ConfigurationPlans configurationPlans;
  private final UninstallPlans uninstallPlans;
  private final ManualStarts starts;
  private final InstallationView view;

  InstalledController(
      InstalledPackages installed,
      Installations installations,
      PackageChanges changes,
      ConfigurationPlans configurationPlans,
      UninstallPlans uninstallPlans,
      ManualStarts starts,
      InstallationView view) {
    this.installed = installed;
    this.installations = installations;
    this.changes = changes;
    this.configurationPlans = configurationPlans;
    this.uninstallPlans = uninstallPlans;
    this.starts = starts;
    this.view = view;
  }

  /**
   * The list.
   *
   * @param former whether it shows former installations too
   */
  record ListPage(Rows<InstallationView.Row> installed, boolean former) {}

  @GetMapping
  Page list(
      SignedIn who,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "false") String former) {
    boolean all = former.equals("true") || former.equals("1");
    InstalledPackages.Page page =
        installed.page(who.tenant(), InstalledPackages.Cursor.parse(after), Rows.PER_PAGE, all);
    return Page.of(
        "Installed/Index",
        new ListPage(
            new Rows<>(
                page.entries().stream().map(InstallationView::row).toList(),
                page.next().map(InstalledPackages.Cursor::text).orElse(null),
                null,
                true),
            all));
  }

  @GetMapping("/{id}")
  Page show(SignedIn who, @PathVariable String id) {
    Installation installation = find(who, id);
    return Page.of(
        "Installed/Show",
        installed
            .find(who.tenant(), installation.id())
            .map(details -> view.of(who, details))
            .orElseThrow(() -> new NotFoundException("installation")));
  }

  @PostMapping("/{id}/run")
  @RequiresRole(Role.MEMBER)
  SeeOther run(SignedIn who, @PathVariable String id, Form form) {
    Installation installation = find(who, id);
    String workflow = form.required("workflow", 200);
    form.check();
    try {
      return switch (starts.start(
          who.tenant(),
          installation.id(),
          workflow,
          new ManualStarts.Period.Last(Duration.ofDays(1)),
          by(who))) {
        case ManualStarts.Answer.Started started -> SeeOther.to("/runs/" + started.run());
        case ManualStarts.Answer.Limited limited ->
            limited
                .last()
                .map(last -> SeeOther.to("/runs/" + last))
                .orElse(SeeOther.to("/installed/" + installation.id()))
                .saying(Flash.warning(limited(who, limited)));
      };
    } catch (PackageException e) {
      return refused(installation, e);
    }
  }

  /** Asks for another configuration, made from the version that the form was filled from. */
  @PostMapping("/{id}/configure")
  @RequiresRole(Role.ADMIN)
  SeeOther configure(SignedIn who, @PathVariable String id, Form form) {
    Installation installation = find(who, id);
    int seen = form.number("version", 1, Integer.MAX_VALUE);
    form.check();
    SeeOther back = SeeOther.to("/installed/" + installation.id());
    try {
      ConfigurationPlan plan =
          configurationPlans.plan(
              who.tenant(),
              installation.id(),
              seen,
              form.json("config").isObject()
                  ? form.json("config")
                  : JsonNodeFactory.instance.objectNode());
      if (plan.isEmpty()) {
        return back.saying("These settings hold already.");
      }
      changes.configure(who.tenant(), plan, by(who), "Configured by hand");
      return back.saying("The settings are being changed.");
    } catch (PackageException e) {
      throw ConfigurationErrors.of(e);
    }
  }

  @PostMapping("/{id}/enable")
  @RequiresRole(Role.ADMIN)
  SeeOther enable(SignedIn who, @PathVariable String id) {
    return change(
        who, id, (known, by) -> changes.enable(who.tenant(), known.id(), by, "Switched on"));
  }

  @PostMapping("/{id}/disable")
  @RequiresRole(Role.ADMIN)
  SeeOther disable(SignedIn who, @PathVariable String id) {
    return change(
        who, id, (known, by) -> changes.disable(who.tenant(), known.id(), by, "Switched off"));
  }

  /** The name is typed, because what goes is named by it. */
  @PostMapping("/{id}/uninstall")
  @RequiresRole(Role.ADMIN)
  SeeOther uninstall(SignedIn who, @PathVariable String id, Form form) {
    Installation installation = find(who, id);
    if (!form.text("name", 200).equals(installation.name().name())) {
      throw InvalidInput.of("name", "Type " + installation.name().name() + " to uninstall it.");
    }
    return change(
        who,
        id,
        (known, by) ->
            changes.uninstall(
                who.tenant(),
                uninstallPlans.plan(who.tenant(), known.id()),
                by,
                "Uninstalled by hand"));
  }

  private SeeOther change(SignedIn who, String id, BiConsumer<Installation, Actor> wish) {
    Installation installation = find(who, id);
    try {
      wish.accept(installation, by(who));
      return SeeOther.to("/installed/" + installation.id());
    } catch (PackageException e) {
      return refused(installation, e);
    }
  }

  private static SeeOther refused(Installation installation, PackageException refusal) {
    return SeeOther.to("/installed/" + installation.id()).saying(Flash.failed(refusal.reason()));
  }

  private static String limited(SignedIn who, ManualStarts.Answer.Limited limited) {
    LocalTime again =
        limited
            .again()
            .atZone(who.organization().zone())
            .toLocalTime()
            .truncatedTo(ChronoUnit.MINUTES);
    return "It was started by hand as often as its package allows; this is the last run. It can be started again at %s (%s)."
        .formatted(again, who.organization().zone().getId());
  }

  private static Actor by(SignedIn who) {
    return Actor.human(who.person().toString());
  }

  private Installation find(SignedIn who, String id) {
    return id(id)
        .flatMap(known -> installations.find(who.tenant(), known))
        .orElseThrow(() -> new NotFoundException("installation"));
  }

  private static Optional<UUID> id(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
