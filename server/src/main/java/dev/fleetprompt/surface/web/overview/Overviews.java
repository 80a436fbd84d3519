package dev.fleetprompt.surface.web.overview;

import java.util.Optional;

/** Reads what the page shows. */
interface Overviews {
  /**
   * The overview of one organization, or of the first when none is named; empty when there is none
   * such.
   *
   * @param slug empty for the first
   */
  Optional<Overview> of(Optional<String> slug);
}
