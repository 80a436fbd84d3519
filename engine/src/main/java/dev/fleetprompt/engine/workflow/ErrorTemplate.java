package dev.fleetprompt.engine.workflow;

import org.jspecify.annotations.Nullable;

/** An error to raise; each text may be computed. */
public record ErrorTemplate(
    Template type,
    int status,
    @Nullable Template title,
    @Nullable Template detail,
    @Nullable Template instance) {}
