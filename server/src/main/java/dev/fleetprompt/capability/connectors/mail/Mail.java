package dev.fleetprompt.capability.connectors.mail;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/** A mail to send. */
record Mail(
    @JsonPropertyDescription("Name of a connection of the connector mail") @Size(min = 1, max = 100)
        String connection,
    @JsonPropertyDescription("Addresses to send to instead of the connection's own")
        Optional<@Size(max = MailServer.MOST_RECIPIENTS) List<@Size(max = 320) String>> to,
    @JsonPropertyDescription("On one line")
        @Size(min = 1, max = 200)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]+$")
        String subject,
    @JsonPropertyDescription("Markdown; sent as text and as HTML")
        @Size(min = 1, max = LONGEST_TEXT)
        String text) {
  static final int LONGEST_TEXT = 100_000;
}
