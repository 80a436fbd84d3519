package dev.fleetprompt.surface.api.events;

import dev.fleetprompt.platform.ingress.EventIntake;
import dev.fleetprompt.platform.ingress.IngressTokens;
import dev.fleetprompt.platform.ingress.Receipt;
import dev.fleetprompt.platform.ingress.RefusedEventsException;
import dev.fleetprompt.platform.ingress.Sender;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.surface.api.ApiRoutes;
import dev.fleetprompt.surface.api.events.EventProblem.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes events in. The token tells whose they are. */
@RestController
final class EventsController {
  private static final Logger LOG = LoggerFactory.getLogger(EventsController.class);
  private static final String SCHEME = "Bearer ";
  private static final Duration OUTAGE = Duration.ofSeconds(5);

  private final IngressTokens tokens;
  private final EventIntake intake;

  EventsController(IngressTokens tokens, EventIntake intake) {
    this.tokens = tokens;
    this.intake = intake;
  }

  @PostMapping(ApiRoutes.EVENTS)
  ResponseEntity<String> take(HttpServletRequest request) {
    try {
      Sender sender = sender(request.getHeader(HttpHeaders.AUTHORIZATION));
      acquire(sender, 1);
      SentEvents sent = EventReader.read(request);
      if (sent.events().size() > 1) {
        acquire(sender, sent.events().size() - 1);
      }
      return answer(sent, take(sender, sent));
    } catch (EventProblem problem) {
      return ProblemAnswer.of(problem);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Events were turned away because the database does not answer", e);
      return ProblemAnswer.of(
          EventProblem.later(
              Kind.UNAVAILABLE, "The database does not answer at the moment.", OUTAGE));
    }
  }

  private Sender sender(@Nullable String authorization) throws EventProblem {
    Optional<Sender> sender =
        authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? Optional.empty()
            : tokens.sender(authorization.substring(SCHEME.length()).strip());
    return sender.orElseThrow(() ->
        EventProblem.of(
            Kind.UNAUTHENTICATED, "The request carries no ingress token, or one that is no good."));
  }

  private void acquire(Sender sender, int events) throws EventProblem {
    Optional<Duration> wait = intake.acquire(sender, events);
    if (wait.isPresent()) {
      throw EventProblem.later(
          Kind.TOO_MANY, "This token sends more than 100 events a second.", wait.get());
    }
  }

  private List<Receipt> take(Sender sender, SentEvents sent) throws EventProblem {
    try {
      return intake.take(sender, sent.events());
    } catch (RefusedEventsException refused) {
      throw EventProblem.invalid(
          refused.refusals().stream()
              .map(refusal -> EventReader.mistake(sent.mode(), refusal.index(), refusal.reason()))
              .toList());
    }
  }

  private static ResponseEntity<String> answer(SentEvents sent, List<Receipt> receipts) {
    ObjectNode body = ExactJson.mapper().createObjectNode();
    ArrayNode events = body.putArray("events");
    for (int i = 0; i < receipts.size(); i++) {
      OutsideEvent event = sent.events().get(i);
      events
          .addObject()
          .put("source", event.source())
          .put("id", event.id())
          .put("signal", receipts.get(i).signal().toString())
          .put("created", receipts.get(i).created());
    }
    boolean created = receipts.stream().anyMatch(Receipt::created);
    return ResponseEntity.status(created ? 201 : 200)
        .contentType(MediaType.APPLICATION_JSON)
        .body(ExactJson.write(body));
  }
}
