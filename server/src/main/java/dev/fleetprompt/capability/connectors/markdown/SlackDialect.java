package dev.fleetprompt.capability.connectors.markdown;

import java.util.List;

/** Slack's mrkdwn. Only {@code & < >} mean something to it everywhere. */
final class SlackDialect implements Dialect {
  @Override
  public String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String strong(String inner) {
    return "*" + inner + "*";
  }

  @Override
  public String emphasis(String inner) {
    return "_" + inner + "_";
  }

  @Override
  public String code(String literal) {
    return "`" + text(literal) + "`";
  }

  @Override
  public String codeBlock(String literal) {
    return "```\n" + text(literal) + "\n```";
  }

  @Override
  public String link(String inner, String address) {
    return WebAddress.isHarmless(address)
        ? "<" + text(address).replace("|", "%7C") + "|" + inner + ">"
        : inner;
  }

  /** Slack has no tables: a block in which everything has the same width comes nearest. */
  @Override
  public String table(List<List<String>> rows) {
    return "```\n" + Columns.aligned(rows) + "\n```";
  }
}
