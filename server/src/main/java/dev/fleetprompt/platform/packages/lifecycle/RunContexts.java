package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** What the expressions of an installation's runs may know beside their input. */
final class RunContexts {

  private RunContexts() {}

  /** Without a window, which whatever starts the run adds. */
  static ObjectNode of(Installation installation) {
    ObjectNode context = ExactJson.mapper().createObjectNode();
    context.set("configuration", installation.configuration());
    return context
        .put("installation", installation.id().toString())
        .put("package", installation.name().toString())
        .put("version", installation.version().toString());
  }

  static ObjectNode of(Installation installation, Instant from, Instant to) {
    ObjectNode context = of(installation);
    context.set(
        "window",
        ExactJson.mapper()
            .createObjectNode()
            .put("from", from.toString())
            .put("to", to.toString()));
    return context;
  }
}
