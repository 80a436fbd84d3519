/** Home: what needs somebody, what runs, what it brought, what it cost, and what just happened. */
@NullMarked
package dev.fleetprompt.surface.web.home;

import org.jspecify.annotations.NullMarked;
