@NullMarked
package dev.fleetprompt.surface.web.security;

import org.jspecify.annotations.NullMarked;
