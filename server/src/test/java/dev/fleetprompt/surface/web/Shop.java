package dev.fleetprompt.surface.web;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.directives.UnknownOutcomeException;
import dev.fleetprompt.platform.executions.StartRun;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionName;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestSite;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.node.JsonNodeFactory;

/** A shop that counts and tells, for pages to show. */
@Configuration(proxyBeanMethods = false)
class Shop {

  static final String HEAD =
      """
      document: {dsl: '1.0.3', namespace: shop, name: %s, version: '1.0.0'}
      do:
      """;

  static final String TELL =
      """
      - count: {call: shop.count, with: {value: '${ .value }'}}
      - words: {set: {text: '${ "There are \\(.value)" }', to: '${ $workflow.input.to }'}}
      - tell: {call: shop.tell, with: {to: '${ .to }', text: '${ .text }'}}
      - report: {emit: {event: {with: {type: value.shop.told, source: 'https://shop.example', data: {n: 1}}}}}
      """;

  record Number(long value) {}

  /** Adds one. */
  static final class Count implements TaskFunction<Number, Number> {
    @Override
    public FunctionName name() {
      return new FunctionName("shop.count");
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
      return new Number(input.value() + 1);
    }
  }

  record Letter(String to, String text) {}

  record Receipt(String to) {}

  /**
   * Fails for {@code nobody}, and loses the line to {@code afar}, and to {@code later} until it is
   * mended.
   */
  static final class Tell implements DirectiveType<Letter, Receipt> {
    static final AtomicBoolean MENDED = new AtomicBoolean();

    @Override
    public DirectiveName name() {
      return new DirectiveName("shop.tell");
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
      return switch (params.to()) {
        case "nobody" ->
            throw new FinalFailureException("no_such_recipient", "There is nobody of that name");
        case "afar" -> throw lineBroke();
        case "later" -> {
          if (!MENDED.get()) {
            throw lineBroke();
          }
          yield Completion.of(new Receipt(params.to()));
        }
        default -> Completion.of(new Receipt(params.to()));
      };
    }

    private static UnknownOutcomeException lineBroke() {
      return new UnknownOutcomeException(
          "line_broke", "The line broke after the message was sent.");
    }
  }

  @Bean
  Count count() {
    return new Count();
  }

  @Bean
  Tell tell() {
    return new Tell();
  }

  /** Starts a run that counts and tells; because of {@code cause} if there is one. */
  static UUID run(TestSite site, TenantId tenant, String name, String to, Optional<Link> cause) {
    UUID definition = site.database().ids().next();
    UUID run = site.database().ids().next();
    site.get(Commits.class)
        .commit(
            new UnitOfWork(tenant)
                .add(
                    new StoreDefinition(
                        definition,
                        "shop",
                        name,
                        "1.0.0",
                        HEAD.formatted(name) + TELL,
                        Optional.empty(),
                        Optional.empty()))
                .add(
                    new StartRun(
                        run,
                        definition,
                        name,
                        "1.0.0",
                        Optional.empty(),
                        cause.isPresent() ? "trigger" : "manual",
                        Actor.human("ada"),
                        cause.orElse(Link.run(run)),
                        cause,
                        ExactJson.mapper().createObjectNode().put("value", 41).put("to", to),
                        JsonNodeFactory.instance.objectNode(),
                        site.database().clock().instant())));
    return run;
  }
}
