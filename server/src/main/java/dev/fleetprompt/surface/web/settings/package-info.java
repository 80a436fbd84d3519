/** What people set: about themselves, their organization and its members. */
@NullMarked
package dev.fleetprompt.surface.web.settings;

import org.jspecify.annotations.NullMarked;
