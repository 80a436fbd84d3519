package dev.fleetprompt.capability.connectors.mail;

import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.RetryableFailureException;
import dev.fleetprompt.platform.egress.Line;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * The mail library over a line that egress opened; it opens none itself. Knows whether the end of
 * the mail was sent: before it nothing can have been taken, after it only the server knows.
 */
final class SmtpSession extends SMTPTransport {
  /** Nothing was sent, because the attempt lost its directive. */
  static final class LeaseLost extends MessagingException {
    private static final long serialVersionUID = 1;

    LeaseLost(RetryableFailureException reason) {
      super("The lease was lost", reason);
    }
  }

  private final Session session;
  private final @Nullable Attempt attempt;
  private boolean endSent;

  private SmtpSession(Session session, URLName login, @Nullable Attempt attempt) {
    super(session, login);
    this.session = session;
    this.attempt = attempt;
  }

  /**
   * @param attempt whose effect it is; none for a session that sends nothing
   */
  static SmtpSession over(
      Line line, MailServer server, String password, @Nullable Attempt attempt) {
    Properties settings = new Properties();
    settings.put("mail.smtp.host", server.host());
    settings.put("mail.smtp.localhost", "localhost");
    settings.put("mail.smtp.auth", Boolean.toString(!server.user().isEmpty()));
    settings.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    settings.put("mail.smtp.quitwait", "false");
    settings.put("mail.smtp.sendpartial", "false");
    settings.put("mail.smtp.ssl.checkserveridentity", "true");
    settings.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    settings.put("mail.smtp.ssl.socketFactory", line.tls());
    boolean upgrade = server.security() == MailServer.Security.STARTTLS;
    settings.put("mail.smtp.starttls.enable", Boolean.toString(upgrade));
    settings.put("mail.smtp.starttls.required", Boolean.toString(upgrade));
    URLName login =
        server.user().isEmpty()
            ? new URLName("smtp", server.host(), server.port(), null, null, null)
            : new URLName("smtp", server.host(), server.port(), null, server.user(), password);
    return new SmtpSession(Session.getInstance(settings), login, attempt);
  }

  Session session() {
    return session;
  }

  /** Whether the mail's last byte may have left. */
  boolean endSent() {
    return endSent;
  }

  void send(Letter letter, Address[] to) throws MessagingException {
    sendMessage(letter, to);
    try {
      close();
    } catch (MessagingException e) {
      // The server has the mail; how it takes leave changes nothing.
    }
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    if (attempt != null) {
      try {
        attempt.beforeSending();
      } catch (RetryableFailureException e) {
        throw new LeaseLost(e);
      }
    }
    endSent = true;
    super.finishData();
  }
}
