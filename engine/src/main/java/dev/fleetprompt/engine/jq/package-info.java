/**
 * A jq evaluator that cannot run away: programs are compiled once and every evaluation spends
 * {@link dev.fleetprompt.engine.jq.Fuel}. Numbers are exact decimals; nothing that depends on a
 * clock, an environment, modules or input streams is reachable.
 */
@NullMarked
package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.NullMarked;
