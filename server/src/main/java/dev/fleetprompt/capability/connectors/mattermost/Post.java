package dev.fleetprompt.capability.connectors.mattermost;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/** A message to post. The text is Mattermost's Markdown and passes as it is. */
record Post(
    @JsonPropertyDescription("Name of a connection of the connector mattermost")
        @Size(min = 1, max = 100)
        String connection,
    @JsonPropertyDescription(
            "Channel to post to instead of the webhook's own: its name as in its address, or @user")
        Optional<@Size(max = 100) String> channel,
    @JsonPropertyDescription(
            "Mattermost Markdown; above 16,000 characters the server would make several posts of it")
        @Size(min = 1, max = LONGEST_TEXT)
        String text,
    @JsonPropertyDescription("Name shown as the author, where the server allows overriding it")
        Optional<@Size(max = 64) String> username,
    @JsonProperty("icon_url")
        @JsonPropertyDescription(
            "Address of the author's picture, where the server allows overriding it")
        Optional<@Size(max = 1000) String> iconUrl) {
  /** Mattermost splits a text above 16,383 characters. */
  static final int LONGEST_TEXT = 16_000;
}
