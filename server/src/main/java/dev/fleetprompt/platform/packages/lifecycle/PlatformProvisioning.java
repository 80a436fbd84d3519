package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.ProvisionedResource;
import dev.fleetprompt.platform.packages.ProvisionedResource.Kind;
import dev.fleetprompt.platform.packages.WorkflowFile;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.signals.SubscriptionChange;
import dev.fleetprompt.platform.signals.Subscriptions;
import dev.fleetprompt.platform.triggers.Cron;
import dev.fleetprompt.platform.triggers.ScheduleChange;
import dev.fleetprompt.platform.triggers.Target;
import dev.fleetprompt.platform.triggers.Timing;
import dev.fleetprompt.platform.triggers.TriggerChange;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes workflows, triggers and schedules. */
final class PlatformProvisioning implements Provisioning {

  private static final String MANIFEST = "package.yaml";

  private static final Duration SETTLING = Duration.ofSeconds(20);

  private final PackageRegistry registry;
  private final Subscriptions subscriptions;
  private final DefinedSchedules defined;
  private final Ids ids;

  PlatformProvisioning(
      PackageRegistry registry, Subscriptions subscriptions, DefinedSchedules defined, Ids ids) {
    this.registry = registry;
    this.subscriptions = subscriptions;
    this.defined = defined;
    this.ids = ids;
  }

  @Override
  public List<Change> listen(Installation installation, InstallPlan plan) {
    Set<SignalType> types = heard(plan);
    return types.isEmpty()
        ? List.of()
        : List.of(new SubscriptionChange.Subscribe(installation.id(), types));
  }

  @Override
  public boolean settle(InstallPlan plan) {
    return heard(plan).isEmpty() || subscriptions.settle(SETTLING);
  }

  /** The types that the plan's triggers wait for and its workflows listen to. */
  private Set<SignalType> heard(InstallPlan plan) {
    Set<SignalType> types = new HashSet<>();
    plan.triggers().forEach(trigger -> types.add(new SignalType(trigger.signal())));
    registry
        .find(plan.name(), plan.version())
        .ifPresent(version ->
            plan.workflows()
                .forEach(workflow -> types.addAll(listens(definition(version, workflow)))));
    return types;
  }

  private static Set<SignalType> listens(Definition definition) {
    return definition.listens().stream()
        .map(subscription -> new SignalType(subscription.type()))
        .collect(Collectors.toSet());
  }

  @Override
  public List<Change> deafen(UUID installation) {
    return List.of(new SubscriptionChange.Unsubscribe(installation));
  }

  @Override
  public List<Part> create(Installation installation, PackageVersion version, InstallPlan plan) {
    List<Part> parts = new ArrayList<>();
    Map<String, Target> targets = new HashMap<>();
    for (String workflow : plan.workflows()) {
      Part part = workflow(installation, version, workflow);
      parts.add(part);
      targets.put(workflow, target(installation, part));
    }
    for (String workflow : plan.workflows()) {
      defined
          .of(installation.tenant(), definition(version, workflow))
          .ifPresent(timing -> parts.add(schedule(workflow, timing, require(targets, workflow))));
    }
    for (InstallPlan.Trigger trigger : plan.triggers()) {
      parts.add(trigger(trigger, require(targets, trigger.workflow())));
    }
    for (InstallPlan.Schedule schedule : plan.schedules()) {
      parts.add(schedule(schedule, require(targets, schedule.workflow())));
    }
    return parts;
  }

  private Part workflow(Installation installation, PackageVersion version, String workflow) {
    UUID id = ids.next();
    String file = Manifest.workflowFile(workflow);
    List<Change> changes = new ArrayList<>();
    changes.add(
        new StoreDefinition(
            id,
            version.name().publisher(),
            workflow,
            version.version().toString(),
            content(version, workflow),
            Optional.of(installation.id()),
            Optional.of(file)));
    Set<SignalType> types = listens(definition(version, workflow));
    if (!types.isEmpty()) {
      changes.add(new SubscriptionChange.Subscribe(id, types));
    }
    return new Part(Kind.WORKFLOW, workflow, id, file, changes);
  }

  private static Definition definition(PackageVersion version, String workflow) {
    String file = Manifest.workflowFile(workflow);
    try {
      return Definition.parse(content(version, workflow), file);
    } catch (InvalidDefinitionException e) {
      throw new PackageException(
          Code.PACKAGE_UNKNOWN, version + " does not suit this version: " + e.getMessage());
    }
  }

  private static String content(PackageVersion version, String workflow) {
    String file = Manifest.workflowFile(workflow);
    return WorkflowFile.stored(version.files(), file)
        .orElseThrow(() ->
            new PackageException(
                Code.PACKAGE_UNKNOWN, version + " has lost its file " + file + "."));
  }

  private static Target target(Installation installation, Part workflow) {
    return new Target(
        workflow.id(),
        workflow.name(),
        installation.version().toString(),
        Optional.of(installation.id()),
        RunContexts.of(installation));
  }

  private Part trigger(InstallPlan.Trigger trigger, Target target) {
    UUID id = ids.next();
    return new Part(
        Kind.TRIGGER,
        trigger.name(),
        id,
        MANIFEST,
        List.of(
            new TriggerChange.Create(
                id, trigger.name(), new SignalType(trigger.signal()), trigger.filter(), target)));
  }

  private Part schedule(InstallPlan.Schedule schedule, Target target) {
    UUID id = ids.next();
    return new Part(
        Kind.SCHEDULE,
        schedule.name(),
        id,
        MANIFEST,
        List.of(
            new ScheduleChange.Create(
                id, schedule.name(), cron(schedule), schedule.enabled(), target)));
  }

  private Part schedule(String workflow, Timing timing, Target target) {
    UUID id = ids.next();
    String name = DefinedSchedules.name(workflow);
    return new Part(
        Kind.SCHEDULE,
        name,
        id,
        Manifest.workflowFile(workflow),
        List.of(new ScheduleChange.Create(id, name, timing, true, target)));
  }

  private static Cron cron(InstallPlan.Schedule schedule) {
    ZoneId zone = ZoneId.of(schedule.zone());
    return switch (schedule.timing()) {
      case InstallPlan.Timing.Daily daily -> Cron.daily(LocalTime.parse(daily.time()), zone);
      case InstallPlan.Timing.Cron cron -> Cron.of(cron.expression(), zone);
    };
  }

  private static Target require(Map<String, Target> targets, String workflow) {
    Target target = targets.get(workflow);
    if (target == null) {
      throw new PackageException(
          Code.PACKAGE_UNKNOWN, "The package has no workflow '" + workflow + "'.");
    }
    return target;
  }

  @Override
  public List<Change> withdraw(Installation installation, List<ProvisionedResource> resources) {
    List<Change> changes = new ArrayList<>();
    for (ProvisionedResource resource : present(resources)) {
      switch (resource.kind()) {
        case TRIGGER -> changes.add(new TriggerChange.Remove(resource.id()));
        case SCHEDULE -> changes.add(new ScheduleChange.Remove(resource.id()));
        // Runs under way go on with their definition and listen on, and history points to it.
        case WORKFLOW -> {}
      }
    }
    return changes;
  }

  @Override
  public List<Change> enable(
      Installation installation, List<ProvisionedResource> resources, boolean enabled) {
    List<Change> changes = new ArrayList<>();
    for (ProvisionedResource resource : present(resources)) {
      switch (resource.kind()) {
        case TRIGGER -> changes.add(new TriggerChange.Enable(resource.id(), enabled));
        case SCHEDULE ->
            changes.add(
                new ScheduleChange.Enable(
                    resource.id(), enabled && wanted(installation, resource.name())));
        case WORKFLOW -> {}
      }
    }
    return changes;
  }

  @Override
  public List<Change> configure(
      Installation installation,
      List<ProvisionedResource> resources,
      List<InstallPlan.Schedule> schedules) {
    JsonNode context = RunContexts.of(installation);
    boolean on = installation.status() == Installation.Status.INSTALLED;
    List<Change> changes = new ArrayList<>();
    for (ProvisionedResource resource : present(resources)) {
      switch (resource.kind()) {
        case TRIGGER -> changes.add(new TriggerChange.Inform(resource.id(), context));
        case SCHEDULE -> {
          if (DefinedSchedules.isOne(resource.name())) {
            changes.add(new ScheduleChange.Inform(resource.id(), context));
          }
          schedules.stream()
              .filter(schedule -> schedule.name().equals(resource.name()))
              .map(schedule ->
                  new ScheduleChange.Replace(
                      resource.id(), cron(schedule), on && schedule.enabled(), context))
              .forEach(changes::add);
        }
        case WORKFLOW -> {}
      }
    }
    return changes;
  }

  /** Whether the configuration wants a schedule at all. */
  private boolean wanted(Installation installation, String schedule) {
    return registry.find(installation.name(), installation.version()).stream()
        .flatMap(version -> version.manifest().schedules().stream())
        .filter(entry -> entry.name().equals(schedule))
        .allMatch(entry -> entry.enabled().in(installation.configuration()).asBoolean(true));
  }

  private static List<ProvisionedResource> present(List<ProvisionedResource> resources) {
    return resources.stream().filter(resource -> resource.removedAt().isEmpty()).toList();
  }
}
