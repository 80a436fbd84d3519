package dev.fleetprompt.capability.connectors.mail;

import dev.fleetprompt.capability.connectors.markdown.Markdown;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * The mail itself: text and HTML of the same Markdown, with an id that follows from its directive.
 */
final class Letter extends MimeMessage {
  private static final String PAGE =
      """
      <!doctype html><html><head><meta charset="utf-8"><style>
      body{font-family:sans-serif;font-size:15px;line-height:1.45;color:#1a1a1a}
      table{border-collapse:collapse}th,td{padding:3px 10px;border-bottom:1px solid #ddd;text-align:left}
      th[align=right],td[align=right]{text-align:right}
      </style></head><body>
      %s</body></html>
      """;

  private final String id;

  private Letter(Session session, String id) {
    super(session);
    this.id = id;
  }

  static Letter of(
      Session session,
      MailServer server,
      List<InternetAddress> to,
      Mail mail,
      UUID directive,
      Instant now)
      throws MessagingException {
    Letter letter = new Letter(session, messageId(server, directive));
    letter.setFrom(server.from());
    letter.setRecipients(RecipientType.TO, to.toArray(InternetAddress[]::new));
    letter.setSubject(mail.subject(), "UTF-8");
    letter.setSentDate(Date.from(now));
    // Keeps holiday notices from answering.
    letter.setHeader("Auto-Submitted", "auto-generated");
    MimeBodyPart text = new MimeBodyPart();
    text.setText(Markdown.wide(mail.text()), "UTF-8");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(PAGE.formatted(Markdown.html(mail.text())), "UTF-8", "html");
    letter.setContent(new MimeMultipart("alternative", text, html));
    letter.saveChanges();
    return letter;
  }

  /** The same for every attempt, so that a reader's mail program may drop a second copy. */
  static String messageId(MailServer server, UUID directive) {
    String from = server.from().getAddress();
    return "<" + directive + "@" + from.substring(from.lastIndexOf('@') + 1) + ">";
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
