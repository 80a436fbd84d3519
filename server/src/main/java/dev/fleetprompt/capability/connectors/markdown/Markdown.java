package dev.fleetprompt.capability.connectors.markdown;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Turns Markdown (CommonMark with tables) into what other channels understand. Whatever the text
 * holds, it formats at most: HTML in it is shown as text, and links lead to web and mail addresses
 * only.
 */
public final class Markdown {
  /** Deeper quotes and lists are shown as text, so that no text exhausts the stack. */
  private static final int DEEPEST = 50;

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER =
      Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(DEEPEST).build();
  private static final HtmlRenderer HTML =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(List.of("https", "http", "mailto")))
          .omitSingleParagraphP(false)
          .build();

  private Markdown() {}

  /** Slack's mrkdwn: single stars for bold, links in angle brackets, tables as aligned text. */
  public static String slack(String markdown) {
    return text(markdown, new SlackDialect());
  }

  /** Text without markup, for readers with a fixed-width font: tables are aligned. */
  public static String wide(String markdown) {
    return text(markdown, new PlainDialect(true));
  }

  /** Text without markup, for small screens: each row of a table becomes a line. */
  public static String narrow(String markdown) {
    return text(markdown, new PlainDialect(false));
  }

  /** An HTML fragment of a few harmless elements; an image becomes a link to it. */
  public static String html(String markdown) {
    try {
      Node document = PARSER.parse(markdown);
      document.accept(new LinksForImages());
      return HTML.render(document);
    } catch (StackOverflowError e) {
      return "<pre>" + escaped(markdown) + "</pre>";
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** What nests so deeply that the parser cannot follow was not written to be read formatted. */
  private static String text(String markdown, Dialect dialect) {
    try {
      return new TextRenderer(dialect).render(PARSER.parse(markdown));
    } catch (StackOverflowError e) {
      return dialect.text(markdown);
    }
  }

  /** A reader's mail program would fetch an image, which tells its server who reads. */
  private static final class LinksForImages extends AbstractVisitor {
    @Override
    public void visit(Image image) {
      visitChildren(image);
      Link link = new Link(image.getDestination(), image.getTitle());
      for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
        link.appendChild(child);
      }
      image.insertAfter(link);
      image.unlink();
    }
  }
}
