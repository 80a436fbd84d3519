package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.surface.terminal.orders.Reading;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a demonstration is about.
 *
 * @param orders a CSV file of orders to import first
 * @param reading how to read it
 * @param day the calendar day to digest; the last 24 hours if empty
 * @param zone the zone of days and times
 * @param mattermost a real incoming webhook; a local receiver if empty
 * @param allowPrivate whether the webhook may lie at a private address
 * @param posts where the local receiver keeps what arrived
 */
record DemoOptions(
    Optional<Path> orders,
    Reading reading,
    Optional<LocalDate> day,
    ZoneId zone,
    Optional<URI> mattermost,
    boolean allowPrivate,
    Path posts) {}
