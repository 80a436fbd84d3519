/** Finding things by id or name, for the command palette; each subject brings its own finder. */
@NullMarked
package dev.fleetprompt.surface.web.find;

import org.jspecify.annotations.NullMarked;
