package dev.fleetprompt.capability.connectors.markdown;

import java.util.List;

/** How a channel that takes text writes what Markdown means. */
interface Dialect {
  /** Plain text, so that nothing in it formats. */
  String text(String text);

  String strong(String inner);

  String emphasis(String inner);

  String code(String literal);

  String codeBlock(String literal);

  /** The inner text is written in this dialect already. */
  String link(String inner, String address);

  /**
   * @param rows cells in this dialect, the header first; all rows have the same number of cells
   */
  String table(List<List<String>> rows);
}
