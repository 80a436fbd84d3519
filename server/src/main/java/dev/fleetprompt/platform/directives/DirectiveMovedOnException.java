package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import java.util.UUID;

/** Somebody else moved the directive first; nothing was written. */
public final class DirectiveMovedOnException extends UnitRefusedException {

  private static final long serialVersionUID = 1;

  DirectiveMovedOnException(UnitOfWork unit, UUID directive) {
    super(
        unit,
        "Directive " + directive + " has moved on meanwhile; look at it again and decide anew");
  }
}
