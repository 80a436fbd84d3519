package dev.fleetprompt.capability.connectors.mail;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** A mail that the server took. Whether it reaches its reader, no server says at once. */
record Sent(
    @JsonProperty("message_id") @JsonPropertyDescription("The mail's Message-ID") String messageId,
    @JsonProperty("posted_at") @JsonPropertyDescription("When the server took it") Instant postedAt,
    @JsonPropertyDescription("How many recipients it was taken for") int recipients,
    @JsonPropertyDescription("The length of the Markdown text") int characters) {}
