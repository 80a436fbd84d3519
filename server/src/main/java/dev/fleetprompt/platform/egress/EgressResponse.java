package dev.fleetprompt.platform.egress;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A whole answer. The body is as it was sent: nothing is decompressed.
 *
 * @param status 200 to 599
 * @param headers in the order received, at most 100
 * @param body at most as many bytes as the limits of the exchange allow
 */
public record EgressResponse(int status, List<Header> headers, byte[] body) {
  public EgressResponse {
    headers = List.copyOf(headers);
  }

  /** The first value of a header, by name without regard to case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /**
   * The body as text, in the charset it declares, else UTF-8; what cannot be decoded is replaced.
   */
  public String text() {
    return new String(body, charset());
  }

  private Charset charset() {
    String type = header("content-type").orElse("").toLowerCase(Locale.ROOT);
    int at = type.indexOf("charset=");
    if (at < 0) {
      return StandardCharsets.UTF_8;
    }
    String name = type.substring(at + 8).split("[;\\s]", 2)[0].replace("\"", "");
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  @Override
  public String toString() {
    return "answer " + status + " with " + body.length + " bytes";
  }
}
