/**
 * The engines that users would pick instead: in this process where they are written in Java, as
 * children where they run on Node.js.
 */
@NullMarked
package dev.fleetprompt.bench.peers;

import org.jspecify.annotations.NullMarked;
