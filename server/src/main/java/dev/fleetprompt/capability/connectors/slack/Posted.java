package dev.fleetprompt.capability.connectors.slack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** A message that Slack took. A webhook tells no message id. */
record Posted(
    @JsonPropertyDescription("The status Slack answered") int status,
    @JsonProperty("posted_at") @JsonPropertyDescription("When the answer came") Instant postedAt,
    @JsonPropertyDescription("The length of the Markdown text") int characters) {}
