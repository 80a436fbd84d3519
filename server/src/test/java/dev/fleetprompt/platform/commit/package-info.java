@NullMarked
package dev.fleetprompt.platform.commit;

import org.jspecify.annotations.NullMarked;
