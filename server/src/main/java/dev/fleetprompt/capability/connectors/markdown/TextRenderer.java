package dev.fleetprompt.capability.connectors.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** Writes a parsed text in a dialect. */
final class TextRenderer {
  private final Dialect dialect;

  TextRenderer(Dialect dialect) {
    this.dialect = dialect;
  }

  String render(Node document) {
    return blocks(document, "\n\n");
  }

  private String blocks(Node parent, String between) {
    return children(parent).stream()
        .map(this::block)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(between));
  }

  private String block(Node node) {
    return switch (node) {
      case Heading heading -> dialect.strong(inline(heading));
      case BlockQuote quote -> prefixed("> ", blocks(quote, "\n\n"));
      case ListBlock list -> items(list);
      case FencedCodeBlock code -> dialect.codeBlock(code.getLiteral().stripTrailing());
      case IndentedCodeBlock code -> dialect.codeBlock(code.getLiteral().stripTrailing());
      case HtmlBlock html -> dialect.text(html.getLiteral());
      case ThematicBreak line -> "———";
      case TableBlock table -> table(table);
      default -> inline(node);
    };
  }

  private String items(ListBlock list) {
    List<String> lines = new ArrayList<>();
    Integer first = list instanceof OrderedList ordered ? ordered.getMarkerStartNumber() : null;
    int number = first == null ? 1 : first;
    for (Node item : children(list)) {
      String marker = list instanceof OrderedList ? number + ". " : "• ";
      String text = blocks(item, "\n");
      lines.add(marker + text.replace("\n", "\n" + " ".repeat(marker.length())));
      number++;
    }
    return String.join("\n", lines);
  }

  private String table(TableBlock table) {
    List<List<String>> rows = new ArrayList<>();
    for (Node part : children(table)) {
      for (Node row : children(part)) {
        if (row instanceof TableRow) {
          rows.add(
              children(row).stream()
                  .filter(TableCell.class::isInstance)
                  .map(this::inline)
                  .toList());
        }
      }
    }
    return dialect.table(rows);
  }

  private String inline(Node parent) {
    StringBuilder text = new StringBuilder();
    children(parent).forEach(child -> text.append(span(child)));
    return text.toString();
  }

  private String span(Node node) {
    return switch (node) {
      case Text text -> dialect.text(text.getLiteral());
      case Code code -> dialect.code(code.getLiteral());
      case StrongEmphasis strong -> dialect.strong(inline(strong));
      case Emphasis emphasis -> dialect.emphasis(inline(emphasis));
      case Link link -> dialect.link(inline(link), link.getDestination());
      case Image image -> dialect.link(inline(image), image.getDestination());
      case SoftLineBreak line -> "\n";
      case HardLineBreak line -> "\n";
      case HtmlInline html -> dialect.text(html.getLiteral());
      default -> inline(node);
    };
  }

  private static String prefixed(String prefix, String text) {
    return prefix + text.replace("\n", "\n" + prefix);
  }

  private static List<Node> children(Node parent) {
    List<Node> children = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      children.add(child);
    }
    return children;
  }
}
