/** Where published packages are kept, and where they are found at the start. */
@NullMarked
package dev.fleetprompt.platform.packages.registry;

import org.jspecify.annotations.NullMarked;
