package dev.fleetprompt.surface.web.live;

import dev.fleetprompt.platform.signals.SignalFeed;
import dev.fleetprompt.platform.signals.SignalFeed.News;
import dev.fleetprompt.platform.signals.SignalFeed.Position;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Reads one tenant's news for all its streams on this node, with one query at a time. It reads from
 * a position of its own; a stream that comes with an older one is first given what lies between.
 */
final class TenantReader implements Runnable {

  /** A stream that missed more is told to read everything anew. */
  static final int MOST_MISSED = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(TenantReader.class);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PAUSE_WITHOUT_DATABASE = Duration.ofSeconds(1);
  private static final int BATCH = 500;

  /** A stream that wants to follow; {@code since} is null for one that begins now. */
  record Joining(LiveStream stream, @Nullable Position since) {}

  private final TenantId tenant;
  private final SignalFeed feed;
  private final LiveStreams streams;
  private final Queue<Joining> joining = new ConcurrentLinkedQueue<>();
  private final List<LiveStream> following = new ArrayList<>();
  private @Nullable Position position;
  private volatile @Nullable Thread thread;

  TenantReader(TenantId tenant, SignalFeed feed, LiveStreams streams) {
    this.tenant = tenant;
    this.feed = feed;
    this.streams = streams;
  }

  void start() {
    thread = Thread.ofVirtual().name("fleet-live-" + tenant).start(this);
  }

  /** Only while {@link LiveStreams} knows this reader. */
  void join(Joining one) {
    joining.add(one);
    LockSupport.unpark(thread);
  }

  /** Looks again at once. */
  void wake() {
    LockSupport.unpark(thread);
  }

  boolean isIdle() {
    return joining.isEmpty() && following.isEmpty();
  }

  @Override
  public void run() {
    boolean well = true;
    while (true) {
      following.removeIf(LiveStream::isClosed);
      if (isIdle() && streams.retire(tenant, this)) {
        return;
      }
      try {
        boolean more = step();
        well = true;
        if (!more) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      } catch (DataAccessException | TransactionException e) {
        if (well) {
          LOG.warn("The news of {} cannot be read for now", tenant, e);
        }
        well = false;
        LockSupport.parkNanos(PAUSE_WITHOUT_DATABASE.toNanos());
      } catch (RuntimeException e) {
        // The streams end and come again with a new reader.
        LOG.error("The news of {} cannot be read", tenant, e);
        following.forEach(LiveStream::close);
        closeJoining();
      }
    }
  }

  /** Whether there may be more to read at once. */
  private boolean step() {
    Position from = position == null ? feed.now(tenant) : position;
    position = from;
    admit(from);
    if (following.isEmpty()) {
      return false;
    }
    List<News> news = feed.after(tenant, from, BATCH);
    for (News one : news) {
      following.forEach(stream -> stream.take(one));
      position = one.position();
    }
    return news.size() == BATCH;
  }

  private void admit(Position here) {
    Joining next = joining.peek();
    while (next != null) {
      admit(next, here);
      following.add(next.stream());
      joining.remove();
      next = joining.peek();
    }
  }

  private void admit(Joining joined, Position here) {
    Position since = joined.since();
    LiveStream stream = joined.stream();
    if (since == null) {
      stream.begin(here);
    } else if (since.compareTo(here) > 0) {
      beginAhead(stream, since);
    } else {
      catchUp(stream, since, here);
    }
  }

  /** Another node was ahead; or the position is another database's. */
  private void beginAhead(LiveStream stream, Position since) {
    Position now = feed.now(tenant);
    if (since.compareTo(now) > 0) {
      stream.miss(now);
    } else {
      stream.begin(since);
    }
  }

  private void catchUp(LiveStream stream, Position since, Position here) {
    List<News> missed = feed.after(tenant, since, MOST_MISSED);
    boolean all = missed.size() < MOST_MISSED || missed.getLast().position().compareTo(here) >= 0;
    if (!all) {
      stream.miss(here);
      return;
    }
    stream.begin(since);
    missed.stream().filter(news -> news.position().compareTo(here) <= 0).forEach(stream::take);
  }

  private void closeJoining() {
    for (Joining next = joining.poll(); next != null; next = joining.poll()) {
      next.stream().close();
    }
  }
}
