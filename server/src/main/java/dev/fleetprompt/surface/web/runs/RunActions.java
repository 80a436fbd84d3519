package dev.fleetprompt.surface.web.runs;

import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.executions.Reruns;
import dev.fleetprompt.platform.executions.RunRefusedException;
import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.inertia.Flash;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.InvalidInput;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a person may do about a run. */
@Controller
final class RunActions {

  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_DATA = 1024 * 1024;

  private final Executions executions;
  private final Reruns reruns;

  RunActions(Executions executions, Reruns reruns) {
    this.executions = executions;
    this.reruns = reruns;
  }

  @PostMapping("/runs/{id}/cancel")
  @RequiresRole(Role.EDITOR)
  SeeOther cancel(SignedIn who, @PathVariable String id, Form form) {
    String reason = form.text("reason", LONGEST_REASON);
    form.check();
    UUID run = run(who, id);
    return unlessRefused(
        run,
        () -> {
          executions.cancel(
              who.tenant(),
              run,
              actor(who),
              reason.isEmpty() ? "Cancelled by " + who.name() : reason + " (" + who.name() + ")");
          return to(run).saying("The run stops at its next step.");
        });
  }

  @PostMapping("/runs/{id}/pause")
  @RequiresRole(Role.EDITOR)
  SeeOther pause(SignedIn who, @PathVariable String id, Form form) {
    String reason = form.text("reason", LONGEST_REASON);
    form.check();
    UUID run = run(who, id);
    return unlessRefused(
        run,
        () -> {
          executions.suspend(who.tenant(), run, actor(who), reason);
          return to(run).saying("The run pauses before its next step.");
        });
  }

  @PostMapping("/runs/{id}/resume")
  @RequiresRole(Role.EDITOR)
  SeeOther resume(SignedIn who, @PathVariable String id) {
    UUID run = run(who, id);
    return unlessRefused(
        run,
        () -> {
          executions.resume(who.tenant(), run, actor(who));
          return to(run).saying("The run goes on.");
        });
  }

  @PostMapping("/runs/{id}/retry")
  @RequiresRole(Role.EDITOR)
  SeeOther retry(SignedIn who, @PathVariable String id) {
    UUID run = run(who, id);
    return unlessRefused(
        run,
        () ->
            to(reruns.retry(who.tenant(), run, actor(who)))
                .saying("This is a new run: it goes on with what failed."));
  }

  @PostMapping("/runs/{id}/branch")
  @RequiresRole(Role.EDITOR)
  SeeOther branch(SignedIn who, @PathVariable String id, Form form) {
    int entry = form.number("entry", 0, Reruns.MOST_ENTRIES - 1);
    String typed = form.untouched("value", LONGEST_DATA);
    Optional<JsonNode> data = typed.isBlank() ? Optional.empty() : json(form, typed);
    form.check();
    UUID run = run(who, id);
    try {
      return to(reruns.branch(who.tenant(), run, entry, data, actor(who)))
          .saying("This is a new run: it goes on from entry " + entry + ".");
    } catch (RunRefusedException e) {
      throw InvalidInput.of("form", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<JsonNode> json(Form form, String typed) {
    try {
      return Optional.of(ExactJson.read(typed));
    } catch (JacksonException e) {
      form.reject("value", "This is not JSON. Check commas, quotes and brackets.");
      return Optional.empty();
    }
  }

  private interface Act {
    SeeOther act();
  }

  private static SeeOther unlessRefused(UUID run, Act act) {
    try {
      return act.act();
    } catch (RunRefusedException e) {
      return to(run).saying(Flash.warning(String.valueOf(e.getMessage())));
    }
  }

  private static SeeOther to(UUID run) {
    return SeeOther.to("/runs/" + run);
  }

  private UUID run(SignedIn who, String id) {
    UUID run = Filters.require(id, "run");
    if (executions.find(who.tenant(), run).isEmpty()) {
      throw new NotFoundException("run");
    }
    return run;
  }

  private static Actor actor(SignedIn who) {
    return Actor.human(who.person().value().toString());
  }
}
