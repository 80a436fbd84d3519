package dev.fleetprompt.platform.packages;

import java.util.Optional;

/**
 * A workflow of a package, for people.
 *
 * @param name as {@link ManualStarts#start} takes it
 * @param title the name where the definition has none
 * @param summary empty where the definition has none
 * @param startable whether people may start it
 * @param limit how often they may, if that is limited
 * @param preview whether it shows what another would do, and does nothing itself
 */
public record WorkflowText(
    String name,
    String title,
    String summary,
    boolean startable,
    Optional<Manifest.Limit> limit,
    boolean preview) {}
