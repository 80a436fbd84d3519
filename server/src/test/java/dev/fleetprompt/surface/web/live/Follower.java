package dev.fleetprompt.surface.web.live;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestBrowser;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Follows like a browser: reads blocks, remembers the last id, and comes again with it. */
final class Follower implements AutoCloseable {

  final List<JsonNode> events = new CopyOnWriteArrayList<>();
  final List<String> kinds = new CopyOnWriteArrayList<>();
  volatile @Nullable String lastId;
  volatile boolean ended;
  private @Nullable Stream<String> lines;

  /** Opens a stream and returns when it has begun. */
  Follower follow(TestBrowser browser) {
    String from = lastId;
    int begun = kinds.size();
    HttpResponse<Stream<String>> answer =
        browser.stream("/live", from == null ? Map.of() : Map.of("Last-Event-ID", from));
    if (answer.statusCode() != 200) {
      throw new AssertionError("status " + answer.statusCode());
    }
    ended = false;
    Stream<String> opened = answer.body();
    lines = opened;
    Thread.ofVirtual().start(() -> read(opened));
    Await.until("the stream begins", () -> kinds.size() > begun);
    return this;
  }

  private void read(Stream<String> from) {
    List<String> block = new ArrayList<>();
    try {
      from.forEach(line -> {
        if (line.isEmpty()) {
          take(List.copyOf(block));
          block.clear();
        } else {
          block.add(line);
        }
      });
    } catch (UncheckedIOException e) {
      // The connection was cut, by either side.
      ended = true;
    }
    ended = true;
  }

  private void take(List<String> block) {
    String kind = "position";
    for (String line : block) {
      if (line.startsWith("event:")) {
        kind = line.substring(6).strip();
      } else if (line.startsWith("data:") && kind.equals("position")) {
        kind = "message";
      }
    }
    for (String line : block) {
      if (line.startsWith("data:") && kind.equals("message")) {
        events.add(ExactJson.read(line.substring(5)));
      }
      if (line.startsWith("id:")) {
        lastId = line.substring(3).strip();
      }
    }
    kinds.add(kind);
  }

  List<UUID> ids() {
    return events.stream().map(event -> UUID.fromString(event.path("id").asString())).toList();
  }

  void await(int number) {
    Await.until(number + " events", () -> events.size() >= number);
  }

  @Override
  public void close() {
    Stream<String> open = lines;
    if (open != null) {
      open.close();
    }
  }
}
