/**
 * What the platform can talk to out of the box: Mattermost, Slack, mail, ntfy, and anything that
 * speaks HTTP.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.capability.connectors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
