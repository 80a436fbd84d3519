package dev.fleetprompt.surface.api.events;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why a request was not taken in, as its sender is told (RFC 9457). */
final class EventProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final transient List<Mistake> mistakes;
  private final transient Optional<Duration> retryAfter;

  /** The kinds of refusals that concern the request as a whole, with their statuses. */
  enum Kind {
    UNAUTHENTICATED(
        401,
        "token_invalid",
        "No good token",
        "Send 'Authorization: Bearer fp_in_…' with an ingress token; an admin makes one under Settings, Ingress."),
    TOO_LARGE(
        413,
        "request_too_large",
        "Too large",
        "Send an event of at most 256 KiB, a batch of at most 1 MiB and 100 events; keep large contents elsewhere and send their address."),
    UNSUPPORTED(
        415,
        "content_type_unsupported",
        "Not a CloudEvent",
        "Send application/cloudevents+json, application/cloudevents-batch+json, or ce- headers beside the data's own content type; in UTF-8 and not compressed."),
    MALFORMED(400, "json_malformed", "Not JSON", "Send one well-formed JSON document."),
    INVALID(
        422, "events_invalid", "Invalid events", "Correct what is listed, and send it all again."),
    TOO_MANY(
        429, "rate_limited", "Too fast", "Wait as long as Retry-After says, then send it again."),
    UNAVAILABLE(
        503,
        "database_unavailable",
        "Not now",
        "Send it again later: events that were taken in are known by their source and id.");

    final int status;
    final String code;
    final String title;
    final String remedy;

    Kind(int status, String code, String title, String remedy) {
      this.status = status;
      this.code = code;
      this.title = title;
      this.remedy = remedy;
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param code stable, for programs
   * @param place where
   * @param detail what is wrong and what to do, for people
   */
  record Mistake(String code, Place place, String detail) {}

  /** Where something is wrong: in the body, by JSON pointer, or in a header. */
  sealed interface Place {
    record Body(String pointer) implements Place {}

    record Header(String name) implements Place {}
  }

  private EventProblem(
      Kind kind, String detail, List<Mistake> mistakes, Optional<Duration> retryAfter) {
    super(detail);
    this.kind = kind;
    this.mistakes = List.copyOf(mistakes);
    this.retryAfter = retryAfter;
  }

  static EventProblem of(Kind kind, String detail) {
    return new EventProblem(kind, detail, List.of(), Optional.empty());
  }

  static EventProblem at(Kind kind, Mistake mistake) {
    return new EventProblem(kind, mistake.detail(), List.of(mistake), Optional.empty());
  }

  static EventProblem invalid(List<Mistake> mistakes) {
    return new EventProblem(
        Kind.INVALID,
        mistakes.size() == 1
            ? mistakes.getFirst().detail()
            : mistakes.size() + " things are wrong; nothing was taken in.",
        mistakes,
        Optional.empty());
  }

  static EventProblem later(Kind kind, String detail, Duration wait) {
    return new EventProblem(kind, detail, List.of(), Optional.of(wait));
  }

  Kind kind() {
    return kind;
  }

  List<Mistake> mistakes() {
    return mistakes;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
