package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.executions.Reruns;
import dev.fleetprompt.platform.executions.RunRefusedException;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.Request;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Pauses, resumes, cancels and retries runs. */
@Component
final class RunWork {
  /** Whoever may run commands on this machine. */
  private static final Actor OPERATOR = Actor.human("operator");

  private final Directory directory;
  private final Executions executions;
  private final Reruns reruns;

  RunWork(Directory directory, Executions executions, Reruns reruns) {
    this.directory = directory;
    this.executions = executions;
    this.reruns = reruns;
  }

  ExitCode perform(Request.ControlRun request, Console console) {
    Organization organization = directory.require(request.organization());
    UUID id = request.id();
    if (executions.find(organization.id(), id).isEmpty()) {
      console.warn(
          "There is no run %s in '%s'. './fleet runs' lists the latest."
              .formatted(id, organization.slug()));
      return ExitCode.FAILED;
    }
    try {
      console.say("%s", done(request, organization.id(), id));
      return ExitCode.DONE;
    } catch (RunRefusedException e) {
      console.warn(String.valueOf(e.getMessage()));
      return ExitCode.FAILED;
    }
  }

  private String done(Request.ControlRun request, TenantId tenant, UUID id) {
    return switch (request.verb()) {
      case PAUSE -> {
        executions.suspend(tenant, id, OPERATOR, request.reason());
        yield "The run pauses before its next step. './fleet runs resume %s' lets it go on."
            .formatted(id);
      }
      case RESUME -> {
        executions.resume(tenant, id, OPERATOR);
        yield "The run goes on.";
      }
      case CANCEL -> {
        executions.cancel(
            tenant,
            id,
            OPERATOR,
            request.reason().isEmpty() ? "Cancelled by the operator" : request.reason());
        yield "The run stops at its next step.";
      }
      case RETRY -> "Run " + reruns.retry(tenant, id, OPERATOR) + " goes on with what failed.";
    };
  }
}
