package dev.fleetprompt.capability.connectors.mattermost;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** A message that Mattermost took. A webhook tells no post id. */
record Posted(
    @JsonPropertyDescription("The status Mattermost answered") int status,
    @JsonProperty("posted_at") @JsonPropertyDescription("When the answer came") Instant postedAt,
    @JsonPropertyDescription("Whether the answer was the 'ok' that Mattermost documents")
        boolean acknowledged,
    @JsonPropertyDescription("The length of the text") int characters) {}
