package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.schemas.ExactJson;
import java.util.Collection;

/** Writes a plan down for people. */
final class PlanText {

  private final StringBuilder text = new StringBuilder();

  String of(InstallPlan plan) {
    line("Install " + plan.title() + " (" + plan.name() + " " + plan.version() + ")");
    if (plan.generation() > 1) {
      line("  again, as installation number " + plan.generation());
    }
    list("It brings the workflows", plan.workflows());
    list("It starts for signals", plan.triggers().stream().map(PlanText::trigger).toList());
    list("It starts by itself", plan.schedules().stream().map(PlanText::schedule).toList());
    list("It may call", plan.permissions().functions());
    list("It may request", plan.permissions().directives());
    list("It may read from the hosts", plan.permissions().hosts());
    list("It uses the connections", plan.connections());
    list("It reads", plan.data().reads());
    list("It writes", plan.data().writes());
    line("Configuration:");
    plan.configuration()
        .forEachEntry((name, value) -> line("  " + name + ": " + ExactJson.write(value)));
    line("Content " + plan.digest().substring(0, 12) + ", plan " + plan.hash().substring(0, 12));
    return text.toString();
  }

  private static String trigger(InstallPlan.Trigger trigger) {
    return trigger.signal()
        + trigger.filter().map(filter -> " where " + ExactJson.write(filter)).orElse("")
        + " → "
        + trigger.workflow();
  }

  private static String schedule(InstallPlan.Schedule schedule) {
    return "%s (%s): %s%s"
        .formatted(
            schedule.timing(),
            schedule.zone(),
            schedule.workflow(),
            schedule.enabled() ? "" : ", switched off");
  }

  private void list(String heading, Collection<String> items) {
    if (!items.isEmpty()) {
      line(heading + ":");
      items.forEach(item -> line("  - " + item));
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
