package dev.fleetprompt.capability.connectors;

import java.util.Optional;

/**
 * A message for whatever channel a connection leads to.
 *
 * @param connection its name
 * @param title what it is about, on one line; a subject where there are subjects
 * @param text Markdown
 * @param to where to within the connection, as its channel names it; its own place if it is empty
 */
public record Message(String connection, String title, String text, Optional<String> to) {}
