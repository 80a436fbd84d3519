package dev.fleetprompt.surface.api.events;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.surface.api.events.EventProblem.Kind;
import dev.fleetprompt.surface.api.events.EventProblem.Mistake;
import dev.fleetprompt.surface.api.events.EventProblem.Place;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a problem as RFC 9457 has it. */
final class ProblemAnswer {
  private static final int MOST_MISTAKES = 20;

  private ProblemAnswer() {}

  static ResponseEntity<String> of(EventProblem problem) {
    Kind kind = problem.kind();
    ObjectNode body = ExactJson.mapper().createObjectNode();
    body.put("type", "urn:fleetprompt:problem:" + kind.code);
    body.put("title", kind.title);
    body.put("status", kind.status);
    body.put("detail", String.valueOf(problem.getMessage()));
    body.put("code", kind.code);
    body.put("remedy", kind.remedy);
    if (!problem.mistakes().isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      problem.mistakes().stream()
          .limit(MOST_MISTAKES)
          .forEach(mistake -> add(errors.addObject(), mistake));
    }
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(kind.status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (kind == Kind.UNAUTHENTICATED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"events\"");
    }
    problem
        .retryAfter()
        .ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait))));
    return answer.body(ExactJson.write(body));
  }

  private static void add(ObjectNode error, Mistake mistake) {
    error.put("code", mistake.code());
    switch (mistake.place()) {
      case Place.Body body -> error.put("pointer", body.pointer());
      case Place.Header header -> error.put("header", header.name());
    }
    error.put("detail", mistake.detail());
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
