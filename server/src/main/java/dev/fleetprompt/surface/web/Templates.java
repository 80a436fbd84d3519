package dev.fleetprompt.surface.web;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The server's own pages, beside the application's resources; every value in them is escaped for
 * HTML.
 */
public final class Templates {
  private final Mustache.Compiler compiler =
      Mustache.compiler()
          .escapeHTML(true)
          .withLoader(name -> new StringReader(text(name + ".mustache")));

  /** The template {@code web/<name>.mustache}. */
  public Template page(String name) {
    try (Reader reader = new StringReader(text(name + ".mustache"))) {
      return compiler.compile(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the folder {@code web}. */
  String text(String file) {
    try (InputStream in = Templates.class.getResourceAsStream("/web/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no web/" + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
