package dev.fleetprompt.platform.connections;

/**
 * What a connector asks an owner for.
 *
 * @param title what the secret is called, such as "Incoming webhook address"
 * @param help where to get it, in one or two sentences
 * @param optional whether the connector can do without one
 */
public record CredentialSchema(String title, String help, boolean optional) {}
