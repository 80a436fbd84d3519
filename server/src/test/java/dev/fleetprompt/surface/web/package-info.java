@NullMarked
package dev.fleetprompt.surface.web;

import org.jspecify.annotations.NullMarked;
