package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.directives.DirectiveEnd;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.packages.Version;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** What is stated of installations. */
final class LifecycleFacts {

  private LifecycleFacts() {}

  static Fact requested(
      UUID directive, UUID installation, String verb, PackageName name, Version version, Actor by) {
    return fact(
            directive,
            installation,
            "package." + verb + ".requested",
            "",
            by,
            data(installation, name, version))
        .about(name.toString());
  }

  static Fact of(Installation installation, UUID directive, String type, int attempt) {
    return fact(
            directive,
            installation.id(),
            type,
            ":" + attempt,
            Actor.PLATFORM,
            data(installation.id(), installation.name(), installation.version()))
        .about(installation.name().toString());
  }

  /**
   * The end of a directive that took no effect.
   *
   * @param name the package, as the directive named it; it may never have existed
   */
  static Fact failed(DirectiveEnd end, String type, UUID installation, Optional<String> name) {
    ObjectNode data =
        ExactJson.mapper().createObjectNode().put("installation", installation.toString());
    name.ifPresent(text -> data.put("package", text));
    data.putObject("error").put("code", end.code()).put("message", end.message());
    Fact fact =
        fact(end.directive(), installation, type, ":" + end.attempts(), end.actor(), data)
            .at(end.at());
    return name.filter(LifecycleFacts::isName).map(fact::about).orElse(fact);
  }

  private static boolean isName(String text) {
    try {
      PackageName.parse(text);
      return true;
    } catch (IllegalArgumentException other) {
      return false;
    }
  }

  /** Belongs to the directive that installed it, which has the installation's id. */
  private static Fact fact(
      UUID directive,
      UUID installation,
      String type,
      String attempt,
      Actor actor,
      ObjectNode data) {
    return Fact.of(
            type, directive + ":" + type + attempt, actor, Link.directive(installation), data)
        .causedBy(Link.directive(directive));
  }

  private static ObjectNode data(UUID installation, PackageName name, Version version) {
    return ExactJson.mapper()
        .createObjectNode()
        .put("installation", installation.toString())
        .put("package", name.toString())
        .put("version", version.toString());
  }
}
