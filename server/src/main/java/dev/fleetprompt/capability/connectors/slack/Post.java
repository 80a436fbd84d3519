package dev.fleetprompt.capability.connectors.slack;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Size;

/** A message to post where the webhook leads to. */
record Post(
    @JsonPropertyDescription("Name of a connection of the connector slack")
        @Size(min = 1, max = 100)
        String connection,
    @JsonPropertyDescription(
            "Markdown; written in Slack's own markup it may have 39,000 characters")
        @Size(min = 1, max = 39_000)
        String text) {}
