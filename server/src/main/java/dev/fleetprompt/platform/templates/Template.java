package dev.fleetprompt.platform.templates;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.MustacheParseException;
import tools.jackson.databind.JsonNode;

/**
 * A checked template. It may name values and repeat or leave out sections; it cannot compute, reach
 * objects, include other templates or switch escaping off. Immutable and thread safe.
 */
public final class Template {

  /** No template is longer. */
  public static final int LONGEST = 64 * 1024;

  private static final int LONGEST_TEXT = 1024 * 1024;
  private static final int MOST_STEPS = 200_000;

  private final String text;
  private final TextFormat format;

  private Template(String text, TextFormat format) {
    this.text = text;
    this.format = format;
  }

  /**
   * @throws InvalidTemplateException when the template is malformed or asks for more than it may
   */
  public static Template of(String text, TextFormat format) throws InvalidTemplateException {
    if (text.length() > LONGEST) {
      throw new InvalidTemplateException(
          1,
          "The template has %,d characters; at most %,d are allowed."
              .formatted(text.length(), LONGEST),
          "Make it shorter.");
    }
    new TemplateTags(format).check(text);
    Template template = new Template(text, format);
    try {
      template.compile(new PlainData(MOST_STEPS));
    } catch (MustacheParseException malformed) {
      throw new InvalidTemplateException(
          lineOf(malformed),
          "The template is malformed: " + malformed.getMessage() + ".",
          "Close every section that is opened, in order.");
    }
    return template;
  }

  /**
   * The template with its values, of at most so many characters: whole lines are left out at the
   * end, and a last line says how many.
   *
   * @throws RenderRefusedException when the text would be far larger than any use for it
   */
  public String render(JsonNode data, int most) throws RenderRefusedException {
    BoundedWriter writer = new BoundedWriter(LONGEST_TEXT);
    try {
      compile(new PlainData(MOST_STEPS)).execute(PlainData.of(data), writer);
    } catch (BoundedWriter.FullException | PlainData.TooManyStepsException beyond) {
      throw new RenderRefusedException(
          "The text would be longer than %,d characters or repeat its sections more than %,d times; give the template fewer values."
              .formatted(LONGEST_TEXT, MOST_STEPS));
    } catch (MustacheException mismatch) {
      throw new RenderRefusedException(
          "The template does not fit its values: " + mismatch.getMessage());
    }
    return Fitting.lines(writer.text(), most);
  }

  private com.samskivert.mustache.Template compile(PlainData data) {
    return Mustache.compiler()
        .withCollector(data)
        .withEscaper(format::escape)
        .defaultValue("")
        .emptyStringIsFalse(true)
        .withLoader(name -> {
          throw new IllegalStateException("Templates include nothing");
        })
        .compile(text);
  }

  private static int lineOf(MustacheParseException malformed) {
    String message = String.valueOf(malformed.getMessage());
    int at = message.lastIndexOf("line ");
    int line = 0;
    for (int i = at + 5;
        at >= 0 && i < message.length() && Character.isDigit(message.charAt(i));
        i++) {
      line = line * 10 + Character.digit(message.charAt(i), 10);
    }
    return Math.max(1, line);
  }
}
