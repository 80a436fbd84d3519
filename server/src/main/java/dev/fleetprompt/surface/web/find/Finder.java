package dev.fleetprompt.surface.web.find;

import dev.fleetprompt.platform.identity.SignedIn;
import java.util.List;

/** Finds things of one kind in the person's organization. Any number of beans. */
@FunctionalInterface
public interface Finder {
  /** How many things a finder shows at most. */
  int MOST = 5;

  /**
   * @param text what was typed: 1 to 100 characters, without space around it; part of a name, or an
   *     id or its beginning or end
   * @return at most {@link #MOST}, the best first; it must be quick, for it is asked while somebody
   *     types
   */
  List<Found> find(SignedIn who, String text);
}
