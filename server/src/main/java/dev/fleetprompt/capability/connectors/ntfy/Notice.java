package dev.fleetprompt.capability.connectors.ntfy;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/** A notice to publish. */
record Notice(
    @JsonPropertyDescription("Name of a connection of the connector ntfy") @Size(min = 1, max = 100)
        String connection,
    @JsonPropertyDescription("Topic to publish to instead of the connection's own")
        Optional<@Pattern(regexp = "^[A-Za-z0-9_-]{0,64}$") String> topic,
    @JsonPropertyDescription("Shown above the text") Optional<@Size(max = 200) String> title,
    @JsonPropertyDescription("Markdown; as plain text it may have 4,000 bytes")
        @Size(min = 1, max = 16_000)
        String text,
    @JsonPropertyDescription("1 (least) to 5 (most urgent); 3 unless set") @Min(1) @Max(5)
        Optional<Integer> priority,
    @JsonPropertyDescription("Words shown with it; names of emoji are shown as those")
        Optional<@Size(max = 5) List<@Pattern(regexp = "^[a-zA-Z0-9_+-]{1,40}$") String>> tags,
    @JsonPropertyDescription("The https address that a click on it opens")
        Optional<@Pattern(regexp = "^https://[^ ]{1,500}$") String> click) {}
