package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveRequest;
import dev.fleetprompt.platform.directives.DirectiveTypes;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.InvalidDirectiveException;
import dev.fleetprompt.platform.directives.RequestDirective;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.signals.Link;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Requests directives for tasks. What belongs to the request and not to its params comes from the
 * task's metadata: {@code idempotencyKey}, {@code reason}, and {@code expires} as an ISO 8601
 * duration.
 */
final class RequestedDirectives implements DirectiveCalls {

  private final Directives directives;
  private final DirectiveTypes types;

  RequestedDirectives(Directives directives, DirectiveTypes types) {
    this.directives = directives;
    this.types = types;
  }

  @Override
  public boolean knows(String type) {
    try {
      return types.find(new DirectiveName(type)).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public JournalEntry request(
      Execution run,
      UUID began,
      Command.Call call,
      String type,
      Instant now,
      List<Change> changes) {
    try {
      RequestDirective request =
          directives.prepare(run.tenant(), request(run, began, call, type, now));
      changes.add(request);
      return new JournalEntry.CallStarted(now, call.id(), request.id().toString());
    } catch (InvalidDirectiveException | DateTimeException e) {
      return new JournalEntry.CallFailed(
          now,
          call.id(),
          RunEffects.error(StandardErrors.VALIDATION, 400, String.valueOf(e.getMessage())));
    }
  }

  private static DirectiveRequest request(
      Execution run, UUID began, Command.Call call, String type, Instant now) {
    JsonNode metadata = call.metadata();
    DirectiveRequest request =
        DirectiveRequest.of(
                type,
                call.arguments(),
                metadata.path("idempotencyKey").asString(began + ":" + call.id()),
                metadata.path("reason").stringValue("Requested by workflow " + run.workflow()),
                Requester.run(run.id(), run.requester()))
            .forInstallation(run.installation())
            .within(run.correlation(), Optional.of(Link.run(run.id())));
    JsonNode expires = metadata.path("expires");
    return expires.isString()
        ? request.expiring(now.plus(Duration.parse(expires.stringValue())))
        : request;
  }
}
