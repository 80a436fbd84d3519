package dev.fleetprompt.surface.web.overview;

import java.util.List;

/**
 * What the page shows of one organization.
 *
 * @param others the other organizations, at most 50
 * @param needed what waits for a person, oldest first
 */
record Overview(
    String organization,
    String zone,
    Moment made,
    List<Other> others,
    List<Needed> needed,
    List<RunRow> runs,
    List<DirectiveRow> directives,
    List<SignalRow> signals) {

  record Other(String slug, String name) {}

  /**
   * A directive in doubt, or one that failed for good.
   *
   * @param commands what a person can do about it, each with its meaning
   */
  record Needed(Chip chip, String title, String detail, Moment since, List<Command> commands) {}

  record Command(String meaning, String text) {}

  record RunRow(
      String id, String workflow, Chip chip, Moment created, String took, String detail) {}

  record DirectiveRow(
      String id,
      String type,
      Chip chip,
      Moment requested,
      String reason,
      List<AttemptLine> attempts) {
    /** What the heading of the folded list says. */
    String attempted() {
      return attempts.size() == 1 ? "1 attempt" : attempts.size() + " attempts";
    }
  }

  record AttemptLine(int number, Chip chip, Moment started, String detail) {}

  record SignalRow(String type, Reference about, Moment time, Reference belongsTo) {}

  /**
   * Something with a long name.
   *
   * @param said its short form
   */
  record Reference(String said, String exact) {}
}
