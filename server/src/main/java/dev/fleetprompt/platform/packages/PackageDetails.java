package dev.fleetprompt.platform.packages;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * All that a buyer is shown of one version of a package.
 *
 * @param readme Markdown, written by the package's author: untrusted
 * @param versions that can be installed, the newest first
 * @param permissions what reaches furthest first
 * @param data what it reads and writes, in its author's words
 * @param configuration JSON Schema 2020-12 with hints for forms, whose names begin with {@code x-}
 * @param beginnings when its workflows start by themselves, in plain words
 * @param signals the types of signals that its workflows emit
 * @param connections for each connection that has to be named, the connectors it may be of
 * @param platform the versions of the platform it works with
 * @param digest identifies the content
 */
public record PackageDetails(
    Listing listing,
    String readme,
    List<Version> versions,
    List<PermissionStatement> permissions,
    Manifest.DataUse data,
    JsonNode configuration,
    List<WorkflowText> workflows,
    List<String> beginnings,
    Set<String> signals,
    List<Set<String>> connections,
    VersionRange platform,
    String digest) {}
