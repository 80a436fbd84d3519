package dev.fleetprompt.platform.directives;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Decides whether an attempt may start now: gates, and the concurrency limit of its type. */
@Component
class StartControl {

  private static final Duration FULL = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final List<StartGate> gates;
  private final DirectiveTypes types;
  private final Map<DirectiveName, Semaphore> permits = new ConcurrentHashMap<>();

  StartControl(List<StartGate> gates, DirectiveTypes types) {
    this.gates = List.copyOf(gates);
    this.types = types;
  }

  /** Whether to start. */
  sealed interface Answer {

    /** Start, and close this when the attempt has ended. */
    record Go(Semaphore permit) implements Answer, AutoCloseable {
      @Override
      public void close() {
        permit.release();
      }
    }

    /** Ask again after this time. */
    record Hold(Duration duration) implements Answer {}
  }

  Answer ask(Directive directive) {
    for (StartGate gate : gates) {
      Optional<Duration> hold = gate.hold(directive);
      if (hold.isPresent()) {
        return new Answer.Hold(hold.get().compareTo(LONGEST) < 0 ? hold.get() : LONGEST);
      }
    }
    Semaphore permit = permits.computeIfAbsent(directive.type(), this::permits);
    return permit.tryAcquire() ? new Answer.Go(permit) : new Answer.Hold(FULL);
  }

  private Semaphore permits(DirectiveName name) {
    return new Semaphore(types.find(name).map(DirectiveType::concurrency).orElse(1));
  }
}
