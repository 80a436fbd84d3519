package dev.fleetprompt.surface.terminal.work;

import java.util.UUID;

/** The commands that end a doubt. */
public final class WaysOut {
  private WaysOut() {}

  public static String of(UUID directive) {
    return """
    Directive %1$s may have taken effect. Look at the outside system, then give one of:
      it is there             ./fleet directive resolve %1$s --happened
      it is not, send it      ./fleet directive resolve %1$s --send-again
      it is not, leave it     ./fleet directive resolve %1$s --leave\
    """
        .formatted(directive);
  }
}
