package dev.fleetprompt.surface.web.live;

import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.Sessions;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.signals.SignalFeed.Position;
import dev.fleetprompt.platform.signals.Visibility;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The stream of one browser. It says that something happened and to what, never what it says; the
 * page reads that by its own request.
 */
@RestController
final class LiveController {

  private static final Long NO_LIMIT = 0L;
  private static final String TRY_AGAIN_SECONDS = "10";

  private final LiveStreams streams;
  private final Sessions sessions;

  LiveController(LiveStreams streams, Sessions sessions) {
    this.streams = streams;
    this.sessions = sessions;
  }

  /**
   * @param lastEventId the id of the last event that the browser got
   * @param since the same for a browser's own first request, which cannot set headers
   */
  @GetMapping("/live")
  ResponseEntity<SseEmitter> follow(
      SignedIn member,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
      @RequestParam(name = "since", defaultValue = "") String since) {
    Optional<Position> position = Position.parse(lastEventId).or(() -> Position.parse(since));
    Visibility visibility = member.may(Role.ADMIN) ? Visibility.ADMINS : Visibility.NORMAL;
    Optional<LiveStream> stream =
        streams.open(member.tenant(), member.person().value(), visibility, position);
    if (stream.isEmpty()) {
      return ResponseEntity.status(
              streams.isRunning() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE)
          .header(HttpHeaders.RETRY_AFTER, TRY_AGAIN_SECONDS)
          .build();
    }
    SseEmitter emitter = new SseEmitter(NO_LIMIT);
    StreamWriter writer =
        new StreamWriter(stream.get(), emitter, () -> sessions.stillHolds(member));
    emitter.onCompletion(stream.get()::close);
    emitter.onError(failure -> stream.get().close());
    Thread.ofVirtual().name("fleet-live-writer").start(writer);
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .cacheControl(CacheControl.noStore())
        // Proxies such as nginx would collect what should arrive at once.
        .header("X-Accel-Buffering", "no")
        .body(emitter);
  }
}
