package dev.fleetprompt.capability.connectors.ntfy;

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
import dev.fleetprompt.platform.directives.Evidence;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.RetryableFailureException;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressFailure;
import dev.fleetprompt.platform.egress.EgressRequest;
import dev.fleetprompt.platform.egress.EgressRequest.Method;
import dev.fleetprompt.platform.egress.EgressResponse;
import dev.fleetprompt.platform.egress.Header;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ntfy.publish}. Each notice carries a tag that names its directive, so after a cut ntfy can
 * be asked whether it has it. That it has it not proves nothing: a server need not keep messages,
 * and a token need not be allowed to read; then a person decides.
 */
@Component
final class PublishToNtfy implements DirectiveType<Notice, Published> {
  static final DirectiveName NAME = new DirectiveName("ntfy.publish");

  private final ConnectionUse use;
  private final EffectSender sender;
  private final Egress egress;
  private final SignalEntry signals;
  private final Clock clock;

  PublishToNtfy(
      ConnectionUse use, EffectSender sender, Egress egress, SignalEntry signals, Clock clock) {
    this.use = use;
    this.sender = sender;
    this.egress = egress;
    this.signals = signals;
    this.clock = clock;
  }

  @Override
  public DirectiveName name() {
    return NAME;
  }

  @Override
  public Optional<String> purpose() {
    return Optional.of("Send push messages through ntfy, through a connection of yours");
  }

  @Override
  public Class<Notice> params() {
    return Notice.class;
  }

  @Override
  public Class<Published> result() {
    return Published.class;
  }

  @Override
  public Repeat repeat() {
    return Repeat.VERIFIABLE;
  }

  @Override
  public Undo undo() {
    return Undo.IRREVERSIBLE;
  }

  @Override
  public List<String> keyFields() {
    return List.of("connection", "topic");
  }

  @Override
  public Summary summary(TenantId tenant, Notice notice) {
    String topic =
        notice
            .topic()
            .filter(name -> !name.isEmpty())
            .map(name -> "the topic " + name)
            .orElse("the connection's own topic");
    return Summary.of(
            "Publish a notice to %s, through the connection '%s'"
                .formatted(topic, notice.connection()))
        .showing(Summary.Form.MARKDOWN, topic, Optional.empty(), notice.text());
  }

  @Override
  public Completion<Published> perform(Notice notice, Attempt attempt)
      throws AttemptFailedException {
    try (OpenConnection connection = use.open(attempt, notice.connection(), NtfyConnector.NAME)) {
      Server server = Server.of(connection.connection().config());
      String topic = topic(notice, server);
      List<Header> headers = new ArrayList<>(NtfyConnector.authorization(connection));
      headers.add(new Header("Content-Type", "application/json"));
      EgressRequest request =
          new EgressRequest(
              Method.POST, server.path("/"), headers, body(notice, topic, attempt.directive()));
      EgressResponse answer = sender.send(connection, request, attempt, new NtfyRefusal(topic));
      return completion(notice, attempt, id(answer), clock.instant());
    }
  }

  @Override
  public Optional<Evidence<Published>> verify(Notice notice, Attempt attempt)
      throws AttemptFailedException {
    try (OpenConnection connection = use.open(attempt, notice.connection(), NtfyConnector.NAME)) {
      Server server = Server.of(connection.connection().config());
      long since = Ids.timeOf(attempt.directive()).getEpochSecond() - 60;
      EgressRequest poll =
          new EgressRequest(
              Method.GET,
              server.path("/" + topic(notice, server) + "/json?poll=1&since=" + Math.max(0, since)),
              NtfyConnector.authorization(connection),
              new byte[0]);
      EgressResponse answer = egress.read(poll, connection.policy());
      return answer.isSuccess()
          ? found(answer, reference(attempt.directive()))
              .map(message ->
                  new Evidence.Happened<>(
                      completion(
                          notice,
                          attempt,
                          message.path("id").asString(""),
                          Instant.ofEpochSecond(message.path("time").asLong(0)))))
          : Optional.empty();
    } catch (EgressFailure.AnswerCut e) {
      return Optional.empty();
    } catch (EgressFailure e) {
      throw new RetryableFailureException(e.code().replace('.', '_'), e.getMessage());
    }
  }

  private Completion<Published> completion(
      Notice notice, Attempt attempt, String id, Instant postedAt) {
    int characters = Told.characters(notice.text());
    Completion<Published> completion =
        Completion.of(
            new Published(id, postedAt, characters),
            signals.fact(
                attempt.tenant(),
                Told.fact(
                        "ntfy.message.published",
                        "ntfy",
                        attempt,
                        Told.data(notice.connection(), characters))
                    .about(notice.connection())
                    .at(postedAt)));
    return id.isEmpty() ? completion : completion.referredToAs(id);
  }

  /** An empty topic is no other topic. */
  private static String topic(Notice notice, Server server) {
    return notice.topic().filter(topic -> !topic.isEmpty()).orElse(server.topic());
  }

  private static byte[] body(Notice notice, String topic, UUID directive)
      throws FinalFailureException {
    String text = Markdown.narrow(notice.text());
    if (NtfyChannel.bytes(text) > NtfyChannel.LARGEST || text.isBlank()) {
      throw new FinalFailureException(
          "post_too_large",
          "The notice has %,d bytes; 1 to %,d are possible. Make several of it."
              .formatted(NtfyChannel.bytes(text), NtfyChannel.LARGEST));
    }
    ObjectNode body = ExactJson.mapper().createObjectNode();
    body.put("topic", topic);
    body.put("message", text);
    notice.title().filter(title -> !title.isBlank()).ifPresent(title -> body.put("title", title));
    notice.priority().ifPresent(priority -> body.put("priority", priority));
    notice.click().ifPresent(click -> body.put("click", click));
    ArrayNode tags = body.putArray("tags");
    notice.tags().ifPresent(words -> words.forEach(tags::add));
    tags.add(reference(directive));
    return ExactJson.write(body).getBytes(StandardCharsets.UTF_8);
  }

  /** The random end of the directive's id. */
  static String reference(UUID directive) {
    return "ref-" + directive.toString().substring(24);
  }

  private static String id(EgressResponse answer) {
    try {
      return answer.body().length == 0 ? "" : ExactJson.read(answer.text()).path("id").asString("");
    } catch (JacksonException e) {
      return "";
    }
  }

  /** ntfy answers one JSON document a line. */
  private static Optional<JsonNode> found(EgressResponse answer, String reference) {
    return answer
        .text()
        .lines()
        .map(PublishToNtfy::message)
        .filter(message ->
            message.path("tags").values().stream()
                .anyMatch(tag -> tag.asString("").equals(reference)))
        .findFirst();
  }

  private static JsonNode message(String line) {
    try {
      return ExactJson.read(line);
    } catch (JacksonException e) {
      return ExactJson.mapper().createObjectNode();
    }
  }
}
