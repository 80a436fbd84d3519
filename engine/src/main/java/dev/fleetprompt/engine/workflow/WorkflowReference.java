package dev.fleetprompt.engine.workflow;

/**
 * A workflow that another one runs.
 *
 * @param version a version, or {@code latest}
 */
public record WorkflowReference(String namespace, String name, String version) {}
