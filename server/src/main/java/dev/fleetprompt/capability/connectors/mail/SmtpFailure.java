package dev.fleetprompt.capability.connectors.mail;

import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.RetryableFailureException;
import dev.fleetprompt.platform.directives.UnknownOutcomeException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * What a broken or refused delivery means. The server's words are left out: they may repeat what
 * was sent.
 */
final class SmtpFailure {
  private SmtpFailure() {}

  static AttemptFailedException of(MessagingException e, SmtpSession session, String server) {
    for (Throwable cause = e; cause != null; cause = next(cause)) {
      if (cause instanceof SmtpSession.LeaseLost lost
          && lost.getCause() instanceof RetryableFailureException reason) {
        return reason;
      }
    }
    int code = code(e, session);
    if (session.endSent()) {
      return afterTheEnd(code, server);
    }
    if (e instanceof AuthenticationFailedException && code >= 500) {
      return new FinalFailureException(
          "webhook_login_refused",
          "%s refused user or password. Connect again with the right ones; many providers want an app password."
              .formatted(server));
    }
    if (e instanceof MailConnectException || code < 400) {
      return upgradeMissing(e)
          ? new FinalFailureException(
              "webhook_starttls_missing",
              "%s offers no STARTTLS, so nothing was said to it. Use TLS on port 465, or no encryption where the network is yours."
                  .formatted(server))
          : new RetryableFailureException(
              "mail_line_broken",
              "The connection to %s broke before the mail was handed over; nothing was sent."
                  .formatted(server));
    }
    if (code < 500) {
      return later(code, server);
    }
    return refused(e, code, server);
  }

  /** Whether the library gave up because TLS could not be had. */
  private static boolean upgradeMissing(MessagingException e) {
    return String.valueOf(e.getMessage()).contains("STARTTLS is required");
  }

  private static AttemptFailedException afterTheEnd(int code, String server) {
    if (code >= 400 && code < 500) {
      return later(code, server);
    }
    if (code >= 500 && code < 600) {
      return new FinalFailureException(
          "mail_refused",
          "%s refused the mail (%d): its content, size or sender does not pass. Ask whoever runs the server."
              .formatted(server, code));
    }
    return new UnknownOutcomeException(
        "mail_no_answer",
        "%s got the whole mail and gave no answer; it may or may not send it on. Look whether it arrived, then say so."
            .formatted(server));
  }

  private static AttemptFailedException refused(MessagingException e, int code, String server) {
    for (Throwable cause = e; cause != null; cause = next(cause)) {
      if (cause instanceof SMTPAddressFailedException address) {
        return new FinalFailureException(
            "mail_recipient_refused",
            "%s refused the recipient %s (%d); nothing was sent to anybody. Correct the address."
                .formatted(server, address.getAddress().getAddress(), code));
      }
      if (cause instanceof SMTPSenderFailedException) {
        return new FinalFailureException(
            "mail_sender_refused",
            "%s refused the sender (%d). Use an address that this user may send from."
                .formatted(server, code));
      }
    }
    return new FinalFailureException(
        "mail_refused_" + code,
        "%s refused to take the mail (%d). Ask whoever runs the server.".formatted(server, code));
  }

  private static RetryableFailureException later(int code, String server) {
    return new RetryableFailureException(
        "mail_later", "%s asks to try again later (%d).".formatted(server, code));
  }

  /** The server's last reply to what failed; -1 when there was none. */
  private static int code(MessagingException e, SmtpSession session) {
    for (Throwable cause = e; cause != null; cause = next(cause)) {
      switch (cause) {
        case SMTPSendFailedException failed -> {
          return failed.getReturnCode();
        }
        case SMTPAddressFailedException failed -> {
          return failed.getReturnCode();
        }
        case SMTPSenderFailedException failed -> {
          return failed.getReturnCode();
        }
        default -> {}
      }
    }
    return e.getCause() instanceof java.io.IOException ? -1 : session.getLastReturnCode();
  }

  private static @Nullable Throwable next(Throwable cause) {
    return cause instanceof MessagingException chained && chained.getNextException() != null
        ? chained.getNextException()
        : cause.getCause();
  }
}
