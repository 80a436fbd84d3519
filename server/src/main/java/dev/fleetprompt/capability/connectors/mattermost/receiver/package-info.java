/**
 * A stand-in for a Mattermost server on this machine, for looking at what would have been posted.
 */
@NamedInterface("receiver")
@NullMarked
package dev.fleetprompt.capability.connectors.mattermost.receiver;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
