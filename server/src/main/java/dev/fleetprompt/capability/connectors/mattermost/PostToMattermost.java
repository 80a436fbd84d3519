package dev.fleetprompt.capability.connectors.mattermost;

import dev.fleetprompt.capability.connectors.outcome.ConnectionUse;
import dev.fleetprompt.capability.connectors.outcome.EffectSender;
import dev.fleetprompt.capability.connectors.outcome.Told;
import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.egress.EgressRequest;
import dev.fleetprompt.platform.egress.EgressResponse;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code mattermost.post}. An incoming webhook can neither deduplicate nor be asked, so an attempt
 * that was cut after sending waits for a person.
 */
@Component
final class PostToMattermost implements DirectiveType<Post, Posted> {
  static final DirectiveName NAME = new DirectiveName("mattermost.post");

  private final ConnectionUse use;
  private final EffectSender sender;
  private final SignalEntry signals;
  private final Clock clock;

  PostToMattermost(ConnectionUse use, EffectSender sender, SignalEntry signals, Clock clock) {
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
    return Optional.of("Post messages to Mattermost through a connection of yours");
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
    return List.of("connection", "channel");
  }

  @Override
  public Summary summary(TenantId tenant, Post post) {
    String channel =
        post.channel()
            .map(name -> name.startsWith("@") ? name : "the channel " + name)
            .orElse("the webhook's own channel");
    return Summary.of(
            "Post a message to %s in Mattermost, through the connection '%s'"
                .formatted(channel, post.connection()))
        .showing(Summary.Form.MARKDOWN, channel, post.username(), post.text());
  }

  @Override
  public Completion<Posted> perform(Post post, Attempt attempt) throws AttemptFailedException {
    try (OpenConnection connection =
        use.open(attempt, post.connection(), MattermostConnector.NAME)) {
      Webhook webhook = Webhook.parse(connection.revealCredential());
      EgressRequest request =
          EgressRequest.post(webhook.uri(), "application/json; charset=utf-8", body(post));
      EgressResponse answer =
          sender.send(
              connection, request, attempt, new MattermostRefusal(post.channel().orElse("")));
      Posted posted =
          new Posted(
              answer.status(),
              clock.instant(),
              answer.text().strip().equals("ok"),
              Told.characters(post.text()));
      return Completion.of(posted, signals.fact(attempt.tenant(), fact(post, posted, attempt)));
    }
  }

  private static byte[] body(Post post) {
    ObjectNode body = ExactJson.mapper().createObjectNode();
    body.put("text", post.text());
    post.channel().ifPresent(channel -> body.put("channel", channel));
    post.username().ifPresent(username -> body.put("username", username));
    post.iconUrl().ifPresent(icon -> body.put("icon_url", icon));
    return ExactJson.write(body).getBytes(StandardCharsets.UTF_8);
  }

  private static Fact fact(Post post, Posted posted, Attempt attempt) {
    ObjectNode data = Told.data(post.connection(), posted.characters());
    post.channel().ifPresent(channel -> data.put("channel", channel));
    data.put("status", posted.status());
    data.put("acknowledged", posted.acknowledged());
    return Told.fact("mattermost.message.posted", "mattermost", attempt, data)
        .about(post.connection())
        .at(posted.postedAt());
  }
}
