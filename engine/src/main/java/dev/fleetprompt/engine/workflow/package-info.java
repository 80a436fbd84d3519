/**
 * Workflow definitions in the Serverless Workflow DSL 1.0.3: read, checked and turned into an
 * immutable model.
 */
@NullMarked
package dev.fleetprompt.engine.workflow;

import org.jspecify.annotations.NullMarked;
