package dev.fleetprompt.capability.connectors.slack;

import dev.fleetprompt.capability.connectors.markdown.Markdown;
import dev.fleetprompt.capability.connectors.outcome.ConnectionUse;
import dev.fleetprompt.capability.connectors.outcome.EffectSender;
import dev.fleetprompt.capability.connectors.outcome.Told;
import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.egress.EgressRequest;
import dev.fleetprompt.platform.egress.EgressResponse;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code slack.post}. An incoming webhook can neither deduplicate nor be asked, so an attempt that
 * was cut after sending waits for a person.
 */
@Component
final class PostToSlack implements DirectiveType<Post, Posted> {
  static final DirectiveName NAME = new DirectiveName("slack.post");

  private final ConnectionUse use;
  private final EffectSender sender;
  private final SignalEntry signals;
  private final Clock clock;

  PostToSlack(ConnectionUse use, EffectSender sender, SignalEntry signals, Clock clock) {
    this.use = use;
    this.sender = sender;
    this.signals = signals;
    this.clock = clock;
  }

  @Override
  public DirectiveName name() {
    return NAME;
  }

  @Override
  public Optional<String> purpose() {
    return Optional.of("Post messages to Slack through a connection of yours");
  }

  @Override
  public Class<Post> params() {
    return Post.class;
  }

  @Override
  public Class<Posted> result() {
    return Posted.class;
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
    return List.of("connection");
  }

  @Override
  public Summary summary(TenantId tenant, Post post) {
    return Summary.of(
            "Post a message to Slack, through the connection '%s'".formatted(post.connection()))
        .showing(Summary.Form.MARKDOWN, "the webhook's own channel", Optional.empty(), post.text());
  }

  @Override
  public Completion<Posted> perform(Post post, Attempt attempt) throws AttemptFailedException {
    byte[] body = body(post);
    try (OpenConnection connection = use.open(attempt, post.connection(), SlackConnector.NAME)) {
      Webhook webhook = Webhook.parse(connection.revealCredential());
      EgressRequest request =
          EgressRequest.post(webhook.uri(), "application/json; charset=utf-8", body);
      EgressResponse answer = sender.send(connection, request, attempt, new SlackRefusal());
      int characters = Told.characters(post.text());
      Posted posted = new Posted(answer.status(), clock.instant(), characters);
      ObjectNode data = Told.data(post.connection(), characters).put("status", answer.status());
      return Completion.of(
          posted,
          signals.fact(
              attempt.tenant(),
              Told.fact("slack.message.posted", "slack", attempt, data)
                  .about(post.connection())
                  .at(posted.postedAt())));
    }
  }

  private static byte[] body(Post post) throws FinalFailureException {
    String text = Markdown.slack(post.text());
    if (text.length() > SlackChannel.LONGEST || text.isBlank()) {
      throw new FinalFailureException(
          "post_too_large",
          "In Slack's markup the post has %,d characters; 1 to %,d are possible. Make several posts of it."
              .formatted(text.length(), SlackChannel.LONGEST));
    }
    ObjectNode body = ExactJson.mapper().createObjectNode();
    body.put("text", text);
    body.put("unfurl_links", false);
    return ExactJson.write(body).getBytes(StandardCharsets.UTF_8);
  }
}
