package dev.fleetprompt.bench.fleet;

import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.Undo;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A directive without an effect: what is left is its trail. */
public final class Nothing implements DirectiveType<Nothing.Number, Nothing.Number> {

  /** Its name as requests give it. */
  public static final String NAME = "bench.nothing";

  /** As many as a node holds, so that the type's own limit is not what is measured. */
  private static final int AT_ONCE = 512;

  /** Tells the directives apart. */
  public record Number(long number) {}

  private final AtomicLong performed = new AtomicLong();

  /** How many were performed until now. */
  public long performed() {
    return performed.get();
  }

  @Override
  public DirectiveName name() {
    return new DirectiveName(NAME);
  }

  @Override
  public Class<Number> params() {
    return Number.class;
  }

  @Override
  public Class<Number> result() {
    return Number.class;
  }

  @Override
  public Repeat repeat() {
    return Repeat.SAFE;
  }

  @Override
  public Undo undo() {
    return Undo.COMPENSABLE;
  }

  @Override
  public List<String> keyFields() {
    return List.of("number");
  }

  @Override
  public int concurrency() {
    return AT_ONCE;
  }

  @Override
  public Completion<Number> perform(Number params, Attempt attempt) throws AttemptFailedException {
    attempt.beforeSending();
    performed.incrementAndGet();
    return Completion.of(params);
  }
}
