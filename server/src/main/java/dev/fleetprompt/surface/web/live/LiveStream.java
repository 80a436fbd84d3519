package dev.fleetprompt.surface.web.live;

import dev.fleetprompt.platform.signals.SignalFeed.News;
import dev.fleetprompt.platform.signals.SignalFeed.Position;
import dev.fleetprompt.platform.signals.Visibility;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What waits to be written to one browser. The tenant's reader puts things in and never waits; a
 * stream that does not keep up is closed, and the browser comes again with the last thing it got.
 */
final class LiveStream implements AutoCloseable {

  /** How much may wait to be written. */
  static final int CAPACITY = 1_024;

  private final TenantId tenant;
  private final UUID person;
  private final Visibility visibility;
  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean closed;
  private volatile boolean overtaken;

  /** Where it is; the reader's alone after it joined. */
  private Position last;

  LiveStream(TenantId tenant, UUID person, Visibility visibility, Position last) {
    this.tenant = tenant;
    this.person = person;
    this.visibility = visibility;
    this.last = last;
  }

  /** Something to be written. */
  sealed interface Item {

    /** A signal was recorded. */
    record Happened(News news) implements Item {}

    /** The stream follows from here. */
    record Begun(Position at) implements Item {}

    /** Too much happened since, or it cannot be told what: everything shown is to be read anew. */
    record Missed(Position at) implements Item {}

    /** The stream ends; the browser comes again. */
    record Over() implements Item {}
  }

  TenantId tenant() {
    return tenant;
  }

  UUID person() {
    return person;
  }

  Position last() {
    return last;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether it was closed for being too slow. */
  boolean wasOvertaken() {
    return overtaken;
  }

  void begin(Position at) {
    last = at;
    put(new Item.Begun(at));
  }

  void miss(Position at) {
    last = at;
    put(new Item.Missed(at));
  }

  /** Passes on what it has not had and may see. */
  void take(News news) {
    if (news.position().compareTo(last) <= 0) {
      return;
    }
    last = news.position();
    if (news.visibility() == Visibility.NORMAL || visibility == Visibility.ADMINS) {
      put(new Item.Happened(news));
    }
  }

  /** The next thing to write; empty when there was none for that long. */
  Optional<Item> next(Duration longest) throws InterruptedException {
    Item item = items.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
    return item == null && closed ? Optional.of(new Item.Over()) : Optional.ofNullable(item);
  }

  @Override
  public void close() {
    closed = true;
    // Wakes the writer; where there is no room it is awake, and sees the mark behind what waits.
    boolean unused = items.offer(new Item.Over());
  }

  private void put(Item item) {
    if (!closed && !items.offer(item)) {
      overtaken = true;
      closed = true;
    }
  }
}
