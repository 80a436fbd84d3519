package dev.fleetprompt.surface.web.live;

import dev.fleetprompt.platform.signals.SignalFeed;
import dev.fleetprompt.platform.signals.SignalFeed.Position;
import dev.fleetprompt.platform.signals.Visibility;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * All streams of this node, with one reader for each tenant that has any. Ends them when the server
 * stops, before it waits for open requests; the browsers come again and lose nothing.
 */
@Component
final class LiveStreams implements SmartLifecycle {

  static final int MOST_OF_PERSON = 10;
  static final int MOST = 2_000;

  /** Where a stream that has not begun is: before everything. */
  private static final Position NOWHERE = new Position(0, new UUID(0, 0));

  private final SignalFeed feed;
  private final Map<TenantId, TenantReader> readers = new HashMap<>();
  private final Set<LiveStream> streams = new HashSet<>();
  private boolean running;

  LiveStreams(SignalFeed feed) {
    this.feed = feed;
  }

  /**
   * A new stream, to be closed by whoever writes it.
   *
   * @param since the last thing that the browser got; empty to begin now
   * @return empty when there are too many, of this person or in all
   */
  synchronized Optional<LiveStream> open(
      TenantId tenant, UUID person, Visibility visibility, Optional<Position> since) {
    streams.removeIf(LiveStream::isClosed);
    long own = streams.stream().filter(stream -> stream.person().equals(person)).count();
    if (!running || own >= MOST_OF_PERSON || streams.size() >= MOST) {
      return Optional.empty();
    }
    LiveStream stream = new LiveStream(tenant, person, visibility, since.orElse(NOWHERE));
    streams.add(stream);
    TenantReader reader = readers.get(tenant);
    if (reader == null) {
      reader = new TenantReader(tenant, feed, this);
      readers.put(tenant, reader);
      reader.join(new TenantReader.Joining(stream, since.orElse(null)));
      reader.start();
    } else {
      reader.join(new TenantReader.Joining(stream, since.orElse(null)));
    }
    return Optional.of(stream);
  }

  /** Lets a reader without streams go; false when one has joined it meanwhile. */
  synchronized boolean retire(TenantId tenant, TenantReader reader) {
    return reader.isIdle() && readers.remove(tenant, reader);
  }

  /** How many streams are open, for tests. */
  synchronized int count() {
    streams.removeIf(LiveStream::isClosed);
    return streams.size();
  }

  @Override
  public synchronized void start() {
    running = true;
  }

  @Override
  public synchronized void stop() {
    running = false;
    streams.forEach(LiveStream::close);
    streams.clear();
    readers.values().forEach(TenantReader::wake);
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  /** Stopped before the web server begins to wait for open requests. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE;
  }
}
