package dev.fleetprompt.surface.terminal.orders;

/** What a row turned out to be. */
sealed interface ReadRow permits Order, BadRow {}
