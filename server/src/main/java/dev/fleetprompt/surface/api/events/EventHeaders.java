package dev.fleetprompt.surface.api.events;

import dev.fleetprompt.platform.signals.InvalidSignalException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Reads attributes from headers (HTTP binding of CloudEvents 1.0.2, section 3.1.3). */
final class EventHeaders {
  private static final String PREFIX = "ce-";

  private EventHeaders() {}

  static Attributes read(HttpServletRequest request) {
    Attributes attributes = new Attributes();
    for (String header : Collections.list(request.getHeaderNames())) {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.startsWith(PREFIX)) {
        List<String> values = Collections.list(request.getHeaders(header));
        String attribute = name.substring(PREFIX.length());
        values.forEach(value -> attributes.put(attribute, decoded(attribute, value)));
      }
    }
    String type = request.getContentType();
    if (type != null) {
      attributes.put("datacontenttype", type);
    }
    return attributes;
  }

  /** Without the quotes that older senders write, and with its percent-encoding undone. */
  private static String decoded(String attribute, String value) {
    String text = value.strip();
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean room = i + 2 < text.length();
      int high = room ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = room ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (c == '%' && high >= 0 && low >= 0) {
        bytes.write(high * 16 + low);
        i += 2;
      } else if (c > 0x7e || c < 0x20) {
        throw unreadable(attribute);
      } else {
        bytes.write(c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw unreadable(attribute);
    }
  }

  private static InvalidSignalException unreadable(String attribute) {
    return new InvalidSignalException(
        "signal_attribute_invalid",
        "/" + attribute,
        "A header holds printable ASCII; write other characters percent-encoded as UTF-8, such as %C3%BC.");
  }
}
