package dev.fleetprompt.platform.identity;

/**
 * How browsers know this server; passkeys are bound to it.
 *
 * @param name its host name, such as {@code fleet.example.com} or {@code localhost}
 * @param origin scheme, name and port, such as {@code https://fleet.example.com}
 */
public record Site(String name, String origin) {}
