package dev.fleetprompt.capability.connectors.ntfy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** A notice that ntfy took. */
record Published(
    @JsonPropertyDescription("ntfy's id of the message; empty when its answer was cut") String id,
    @JsonProperty("posted_at") @JsonPropertyDescription("When the answer came") Instant postedAt,
    @JsonPropertyDescription("The length of the Markdown text") int characters) {}
