/** All shared components on one page, for those who write pages. */
@NullMarked
package dev.fleetprompt.surface.web.gallery;

import org.jspecify.annotations.NullMarked;
