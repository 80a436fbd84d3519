/** From a folder of files to a checked package version, or to everything that is wrong with it. */
@NullMarked
package dev.fleetprompt.platform.packages.reading;

import org.jspecify.annotations.NullMarked;
