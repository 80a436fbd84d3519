package dev.fleetprompt.platform.queue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells, after a commit, whoever in this process may be waiting for it. Losing a call costs
 * latency, never work.
 */
public final class WakeUps {

  interface Listener {
    void runnable();

    void news(UUID node, Set<Item> items);

    void timer(Instant due);

    void done(Set<Item> items);
  }

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  void add(Listener listener) {
    listeners.add(listener);
  }

  void remove(Listener listener) {
    listeners.remove(listener);
  }

  void runnable() {
    listeners.forEach(Listener::runnable);
  }

  void news(UUID node, Set<Item> items) {
    listeners.forEach(listener -> listener.news(node, items));
  }

  void timer(Instant due) {
    listeners.forEach(listener -> listener.timer(due));
  }

  void done(Set<Item> items) {
    listeners.forEach(listener -> listener.done(items));
  }
}
