package dev.fleetprompt.surface.web.live;

import dev.fleetprompt.platform.signals.SignalFeed.News;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Writes what waits for one browser, until it leaves, may no longer see it, or the server stops.
 */
final class StreamWriter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);
  private static final Duration CHECK = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final String NOTHING = "{}";

  private final LiveStream stream;
  private final SseEmitter emitter;
  private final BooleanSupplier stillHolds;
  private long checked = System.nanoTime();
  private long written = System.nanoTime();

  /**
   * @param stillHolds whether the member may still see what the stream tells
   */
  StreamWriter(LiveStream stream, SseEmitter emitter, BooleanSupplier stillHolds) {
    this.stream = stream;
    this.emitter = emitter;
    this.stillHolds = stillHolds;
  }

  private record Event(String id, String type, List<String> topics, @Nullable String subject) {}

  @Override
  public void run() {
    try (stream) {
      write();
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      // The browser is gone, which is how most streams end.
      LOG.debug("A stream ended: {}", e.getMessage());
      emitter.complete();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("A stream ends, since its member could not be looked up", e);
      emitter.complete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      emitter.complete();
    }
  }

  private void write() throws IOException, InterruptedException {
    while (true) {
      Optional<LiveStream.Item> next = stream.next(CHECK);
      if (since(checked).compareTo(CHECK) >= 0) {
        if (!stillHolds.getAsBoolean()) {
          return;
        }
        checked = System.nanoTime();
      }
      if (next.isPresent()) {
        if (!write(next.get())) {
          return;
        }
        written = System.nanoTime();
      } else if (since(written).compareTo(HEARTBEAT) >= 0) {
        emitter.send(SseEmitter.event().comment("here"));
        written = System.nanoTime();
      }
    }
  }

  /** Whether there is more to come. */
  private boolean write(LiveStream.Item item) throws IOException {
    switch (item) {
      case LiveStream.Item.Happened happened -> {
        News news = happened.news();
        Event event =
            new Event(
                news.id().toString(),
                news.type().value(),
                Topics.of(news),
                news.subject().orElse(null));
        emitter.send(
            SseEmitter.event()
                .id(news.position().toString())
                .data(event, MediaType.APPLICATION_JSON));
      }
      // An id without data: the browser remembers the place, and shows nothing.
      case LiveStream.Item.Begun begun ->
          emitter.send(SseEmitter.event().id(begun.at().toString()).comment("begun"));
      case LiveStream.Item.Missed missed ->
          emitter.send(SseEmitter.event().id(missed.at().toString()).name("reset").data(NOTHING));
      case LiveStream.Item.Over over -> {
        return false;
      }
    }
    return true;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
