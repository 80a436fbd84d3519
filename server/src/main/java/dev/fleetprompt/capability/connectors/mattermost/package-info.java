/** Posts to Mattermost through an incoming webhook. */
@NullMarked
package dev.fleetprompt.capability.connectors.mattermost;

import org.jspecify.annotations.NullMarked;
