package dev.fleetprompt.platform.queue;

import java.util.List;

/**
 * An item that this node now owns.
 *
 * @param inbox the news that waits for it, oldest first
 * @param reclaimed whether a former owner died or froze while it had it
 */
public record Claimed(Item item, List<Message> inbox, boolean reclaimed) {}
