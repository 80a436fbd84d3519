package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Change;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An effect that does what a test tells it, one behaviour per call. */
final class FakeEffect implements DirectiveType<FakeEffect.Params, FakeEffect.Result> {

  record Params(@Size(min = 1, max = 50) String channel, String text, Optional<String> note) {}

  record Result(String posted) {}

  @FunctionalInterface
  interface Behaviour {
    Completion<Result> act(Params params, Attempt attempt) throws AttemptFailedException;
  }

  @FunctionalInterface
  interface Check {
    Optional<Evidence<Result>> verify(Attempt attempt) throws AttemptFailedException;
  }

  private final Repeat repeat;
  private final Deque<Behaviour> behaviours = new ArrayDeque<>();
  private final List<Attempt> sent = new ArrayList<>();
  private Function<DirectiveEnd, List<Change>> undoing = end -> List.of();
  private Check check = attempt -> Optional.empty();

  FakeEffect(Repeat repeat) {
    this.repeat = repeat;
  }

  FakeEffect then(Behaviour behaviour) {
    behaviours.add(behaviour);
    return this;
  }

  FakeEffect undoneBy(Function<DirectiveEnd, Change> newUndoing) {
    undoing = end -> List.of(newUndoing.apply(end));
    return this;
  }

  FakeEffect verifiedBy(Check newCheck) {
    check = newCheck;
    return this;
  }

  List<Attempt> sent() {
    return sent;
  }

  static Completion<Result> posted() {
    return Completion.of(new Result("p1"));
  }

  @Override
  public DirectiveName name() {
    return new DirectiveName("fake.post");
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Class<Result> result() {
    return Result.class;
  }

  @Override
  public Repeat repeat() {
    return repeat;
  }

  @Override
  public Undo undo() {
    return Undo.IRREVERSIBLE;
  }

  @Override
  public List<String> keyFields() {
    return List.of("channel");
  }

  @Override
  public Duration timeout() {
    return Duration.ofMillis(500);
  }

  @Override
  public Completion<Result> perform(Params params, Attempt attempt) throws AttemptFailedException {
    Behaviour behaviour = behaviours.poll();
    if (behaviour != null) {
      return behaviour.act(params, attempt);
    }
    attempt.beforeSending();
    sent.add(attempt);
    return posted();
  }

  @Override
  public Optional<Evidence<Result>> verify(Params params, Attempt attempt)
      throws AttemptFailedException {
    return check.verify(attempt);
  }

  @Override
  public List<Change> ended(Params params, DirectiveEnd end) {
    return undoing.apply(end);
  }
}
