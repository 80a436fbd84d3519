/** Posts to Slack through an incoming webhook. */
@NullMarked
package dev.fleetprompt.capability.connectors.slack;

import org.jspecify.annotations.NullMarked;
