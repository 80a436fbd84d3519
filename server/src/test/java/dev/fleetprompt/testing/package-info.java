/** What tests of all modules share. */
@NullMarked
package dev.fleetprompt.testing;

import org.jspecify.annotations.NullMarked;
