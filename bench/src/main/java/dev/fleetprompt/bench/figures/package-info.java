/**
 * What was measured, what was wanted, and how both are shown. Knows nothing of how it is measured.
 */
@NullMarked
package dev.fleetprompt.bench.figures;

import org.jspecify.annotations.NullMarked;
