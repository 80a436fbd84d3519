package dev.fleetprompt.capability.connectors.mail;

import dev.fleetprompt.capability.connectors.outcome.ConnectionUse;
import dev.fleetprompt.capability.connectors.outcome.EffectSender;
import dev.fleetprompt.capability.connectors.outcome.Refusal;
import dev.fleetprompt.capability.connectors.outcome.Told;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.connections.Connections;
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
import dev.fleetprompt.platform.egress.EgressFailure;
import dev.fleetprompt.platform.egress.Line;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.tenancy.TenantId;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code mail.send}. What breaks before the end of the mail is tried again: no server takes half a
 * mail. What breaks between its end and the server's answer waits for a person: SMTP cannot be
 * asked.
 */
@Component
final class SendMail implements DirectiveType<Mail, Sent> {
  static final DirectiveName NAME = new DirectiveName("mail.send");

  private final ConnectionUse use;
  private final EffectSender sender;
  private final Connections connections;
  private final MailLines lines;
  private final SignalEntry signals;
  private final Clock clock;

  SendMail(
      ConnectionUse use,
      EffectSender sender,
      Connections connections,
      MailLines lines,
      SignalEntry signals,
      Clock clock) {
    this.use = use;
    this.sender = sender;
    this.connections = connections;
    this.lines = lines;
    this.signals = signals;
    this.clock = clock;
  }

  @Override
  public DirectiveName name() {
    return NAME;
  }

  @Override
  public Optional<String> purpose() {
    return Optional.of("Send mail through a connection of yours");
  }

  @Override
  public Class<Mail> params() {
    return Mail.class;
  }

  @Override
  public Class<Sent> result() {
    return Sent.class;
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
    return List.of("connection", "to");
  }

  @Override
  public Summary summary(TenantId tenant, Mail mail) {
    String to =
        mail.to()
            .filter(addresses -> !addresses.isEmpty())
            .map(addresses -> String.join(", ", addresses))
            .orElse("the connection's own addresses");
    return Summary.of(
            "Send the mail '%s' to %s, through the connection '%s'"
                .formatted(mail.subject(), to, mail.connection()))
        .showing(Summary.Form.MARKDOWN, to, Optional.empty(), mail.text());
  }

  @Override
  public Completion<Sent> perform(Mail mail, Attempt attempt) throws AttemptFailedException {
    try (OpenConnection connection = use.open(attempt, mail.connection(), MailConnector.NAME)) {
      MailServer server = MailServer.of(connection.connection().config());
      List<InternetAddress> to = recipients(mail, server);
      sender.acquire(connection);
      deliver(mail, attempt, connection, server, to);
      connections.reportWorking(connection.connection());
      Sent sent =
          new Sent(
              Letter.messageId(server, attempt.directive()),
              clock.instant(),
              to.size(),
              Told.characters(mail.text()));
      ObjectNode data =
          Told.data(mail.connection(), sent.characters()).put("recipients", sent.recipients());
      return Completion.of(
              sent,
              signals.fact(
                  attempt.tenant(),
                  Told.fact("mail.message.sent", "mail", attempt, data)
                      .about(mail.connection())
                      .at(sent.postedAt())))
          .referredToAs(sent.messageId());
    } catch (ConnectionException e) {
      throw new FinalFailureException(e.code().replace('.', '_'), e.getMessage());
    }
  }

  private void deliver(
      Mail mail,
      Attempt attempt,
      OpenConnection connection,
      MailServer server,
      List<InternetAddress> to)
      throws AttemptFailedException {
    try (Line line = lines.open(connection, server)) {
      SmtpSession session = SmtpSession.over(line, server, connection.revealCredential(), attempt);
      Instant now = clock.instant();
      try {
        Letter letter = Letter.of(session.session(), server, to, mail, attempt.directive(), now);
        session.connect(line.socket());
        session.send(letter, to.toArray(InternetAddress[]::new));
      } catch (MessagingException e) {
        throw SmtpFailure.of(e, session, connection.connection().address());
      }
    } catch (EgressFailure.BeforeSending e) {
      throw reported(EffectSender.notSent(e), connection);
    } catch (EgressFailure e) {
      throw new AssertionError("opening a line sends nothing", e);
    } catch (FinalFailureException e) {
      throw reported(e, connection);
    }
  }

  private AttemptFailedException reported(
      AttemptFailedException failure, OpenConnection connection) {
    if (failure instanceof FinalFailureException refusal && Refusal.concernsConnection(refusal)) {
      connections.reportFailing(connection.connection(), refusal.getMessage());
    }
    return failure;
  }

  private static List<InternetAddress> recipients(Mail mail, MailServer server) {
    List<String> named =
        mail.to().orElse(List.of()).stream().filter(address -> !address.isBlank()).toList();
    return named.isEmpty() ? server.to() : named.stream().map(MailServer::address).toList();
  }
}
