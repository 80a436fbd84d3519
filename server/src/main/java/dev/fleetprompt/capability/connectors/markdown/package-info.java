/** One Markdown text as each channel writes it. */
@NullMarked
package dev.fleetprompt.capability.connectors.markdown;

import org.jspecify.annotations.NullMarked;
