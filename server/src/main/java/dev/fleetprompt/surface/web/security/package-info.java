/** Who may ask for what: sessions, roles, forgery protection and the headers of every answer. */
@NullMarked
package dev.fleetprompt.surface.web.security;

import org.jspecify.annotations.NullMarked;
