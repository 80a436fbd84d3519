package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.JsonBounds;
import dev.fleetprompt.platform.schemas.JsonTexts;
import dev.fleetprompt.platform.vault.Scrubber;
import dev.fleetprompt.platform.vault.SecretScan;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes what the platform says about itself fit to be stored, whatever it holds. */
@Component
public class CleanText {

  private static final int MOST_FINDINGS = 100;

  private final Scrubber scrubber;

  CleanText(Scrubber scrubber) {
    this.scrubber = scrubber;
  }

  /** The text without secrets, NUL characters and half surrogates, at most {@code longest} long. */
  public String of(String text, int longest) {
    String clean = storable(scrubber.scrub(text));
    return clean.length() <= longest ? clean : storable(clean.substring(0, longest - 1)) + "…";
  }

  /**
   * The value with its secrets masked; where it is too large or too deep all the same, a note of
   * that.
   */
  public JsonNode of(JsonNode value, JsonBounds bounds) {
    if (value.isMissingNode()) {
      return value;
    }
    Optional<String> tooMuch = bounds.violation(value).filter(why -> !why.startsWith("holds"));
    if (tooMuch.isPresent()) {
      return omitted(tooMuch.get());
    }
    JsonNode clean = JsonTexts.changed(value, text -> storable(scrubber.scrub(text)));
    for (int found = 0; found < MOST_FINDINGS; found++) {
      Optional<SecretScan.Finding> finding = SecretScan.firstIn(clean);
      if (finding.isEmpty()) {
        return bounds.violation(clean).map(CleanText::omitted).orElse(clean);
      }
      if (!mask(clean, JsonPointer.compile(finding.get().pointer()))) {
        break;
      }
    }
    return omitted("holds secrets");
  }

  private static boolean mask(JsonNode value, JsonPointer at) {
    if (at.matches()) {
      return false;
    }
    JsonNode parent = value.at(at.head());
    JsonPointer last = at.last();
    if (parent instanceof ObjectNode object && object.path(last.getMatchingProperty()).isString()) {
      object.put(last.getMatchingProperty(), Scrubber.MASK);
      return true;
    }
    if (parent instanceof ArrayNode array && array.path(last.getMatchingIndex()).isString()) {
      array.set(
          last.getMatchingIndex(), ExactJson.mapper().getNodeFactory().stringNode(Scrubber.MASK));
      return true;
    }
    return false;
  }

  private static JsonNode omitted(String why) {
    return ExactJson.mapper().createObjectNode().put("omitted", why);
  }

  private static String storable(String text) {
    boolean fine = true;
    for (int i = 0; i < text.length() && fine; i++) {
      fine = text.charAt(i) != 0 && !Character.isSurrogate(text.charAt(i));
    }
    if (fine) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
