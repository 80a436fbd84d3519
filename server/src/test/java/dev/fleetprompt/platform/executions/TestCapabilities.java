package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionFailedException;
import dev.fleetprompt.platform.functions.FunctionName;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A function that counts and a directive type that remembers what it did. */
@Configuration(proxyBeanMethods = false)
class TestCapabilities {

  record Number(long value) {}

  /** Adds one. */
  static final class Increment implements TaskFunction<Number, Number> {

    final ConcurrentLinkedQueue<Long> calls = new ConcurrentLinkedQueue<>();

    @Override
    public FunctionName name() {
      return new FunctionName("test.increment");
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Class<Number> input() {
      return Number.class;
    }

    @Override
    public Number call(Number input, CallContext context) throws FunctionFailedException {
      calls.add(input.value());
      if (input.value() < 0) {
        throw new FunctionFailedException("https://example.com/negative", 422, "Below zero");
      }
      return new Number(input.value() + 1);
    }
  }

  /** Answers only once the test lets it. */
  static final class Hold implements TaskFunction<Number, Number> {

    final ConcurrentLinkedQueue<Long> calls = new ConcurrentLinkedQueue<>();
    final Semaphore answers = new Semaphore(0);

    @Override
    public FunctionName name() {
      return new FunctionName("test.hold");
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Class<Number> input() {
      return Number.class;
    }

    @Override
    public Number call(Number input, CallContext context) {
      calls.add(input.value());
      answers.acquireUninterruptibly();
      return new Number(input.value() + 1);
    }
  }

  /** Fails until the test mends it. */
  static final class Fragile implements TaskFunction<Number, Number> {

    final AtomicBoolean mended = new AtomicBoolean();

    @Override
    public FunctionName name() {
      return new FunctionName("test.fragile");
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Class<Number> input() {
      return Number.class;
    }

    @Override
    public Number call(Number input, CallContext context) throws FunctionFailedException {
      if (!mended.get()) {
        throw new FunctionFailedException("https://example.com/broken", 503, "It is broken");
      }
      return new Number(input.value() + 100);
    }
  }

  record Letter(String to, String text) {}

  record Receipt(String to) {}

  /** Sends a letter; fails for the recipient {@code nobody}. */
  static final class Send implements DirectiveType<Letter, Receipt> {

    final ConcurrentLinkedQueue<Letter> sent = new ConcurrentLinkedQueue<>();

    @Override
    public DirectiveName name() {
      return new DirectiveName("test.send");
    }

    @Override
    public Class<Letter> params() {
      return Letter.class;
    }

    @Override
    public Class<Receipt> result() {
      return Receipt.class;
    }

    @Override
    public Repeat repeat() {
      return Repeat.UNSAFE;
    }

    @Override
    public Undo undo() {
      return Undo.IRREVERSIBLE;
    }

    @Override
    public List<String> keyFields() {
      return List.of("to");
    }

    @Override
    public Completion<Receipt> perform(Letter params, Attempt attempt)
        throws AttemptFailedException {
      attempt.beforeSending();
      if (params.to().equals("nobody")) {
        throw new FinalFailureException("no_such_recipient", "There is nobody of that name");
      }
      sent.add(params);
      return Completion.of(new Receipt(params.to()));
    }
  }

  @Bean
  Increment increment() {
    return new Increment();
  }

  @Bean
  Hold hold() {
    return new Hold();
  }

  @Bean
  Fragile fragile() {
    return new Fragile();
  }

  @Bean
  Send send() {
    return new Send();
  }
}
