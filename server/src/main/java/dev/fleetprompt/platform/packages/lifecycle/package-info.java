/** How installations come about, change and go. */
@NullMarked
package dev.fleetprompt.platform.packages.lifecycle;

import org.jspecify.annotations.NullMarked;
