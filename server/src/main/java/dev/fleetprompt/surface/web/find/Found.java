package dev.fleetprompt.surface.web.find;

/**
 * Something that was found.
 *
 * @param kind what it is, in lower case, such as {@code run}
 * @param label its name
 * @param detail what tells it from others of that name; may be empty
 * @param href the path of its page
 */
public record Found(String kind, String label, String detail, String href) {}
