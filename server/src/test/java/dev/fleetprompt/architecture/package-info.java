/** The rules of the house, as tests: see docs/decisions/0001-stack.md for the reasons. */
@NullMarked
package dev.fleetprompt.architecture;

import org.jspecify.annotations.NullMarked;
