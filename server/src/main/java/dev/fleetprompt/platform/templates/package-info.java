/**
 * Texts from templates that hold no code: logic-less Mustache, escaped for where they are shown.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.templates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
