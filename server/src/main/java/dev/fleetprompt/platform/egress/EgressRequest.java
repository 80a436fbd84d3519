package dev.fleetprompt.platform.egress;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One request to the outside. Its text form shows host and port only, because tokens travel in
 * paths and headers.
 *
 * @param method what is asked
 * @param uri absolute, {@code http} or {@code https}, without user information
 * @param headers at most 64 fields of 16 KiB together; those that steer the connection are refused
 * @param body the bytes to send, empty for none
 */
public record EgressRequest(Method method, URI uri, List<Header> headers, byte[] body) {
  private static final byte[] NO_BODY = {};
  private static final int MOST_HEADERS = 64;
  private static final int MOST_HEADER_CHARS = 16 * 1024;
  private static final int LARGEST_BODY = 16 * 1024 * 1024;
  private static final Set<String> OURS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "expect",
          "upgrade",
          "te",
          "trailer",
          "accept-encoding",
          "keep-alive");

  /** The methods that are sent, and whether they only read. */
  public enum Method {
    GET(true),
    HEAD(true),
    OPTIONS(true),
    POST(false),
    PUT(false),
    PATCH(false),
    DELETE(false);

    private final boolean read;

    Method(boolean read) {
      this.read = read;
    }

    /** A read may be sent again; anything else is an effect. */
    public boolean isRead() {
      return read;
    }
  }

  public EgressRequest {
    headers = List.copyOf(headers);
    if (headers.size() > MOST_HEADERS
        || headers.stream().mapToInt(h -> h.name().length() + h.value().length()).sum()
            > MOST_HEADER_CHARS) {
      throw new IllegalArgumentException("too many headers: at most 64 of 16 KiB together");
    }
    for (Header header : headers) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (OURS.contains(name) || name.startsWith("proxy-")) {
        throw new IllegalArgumentException(
            "the header " + header.name() + " is set by the platform; leave it out");
      }
    }
    if (body.length > LARGEST_BODY) {
      throw new IllegalArgumentException("a body may have at most 16 MiB");
    }
  }

  /** A read without body or headers. */
  public static EgressRequest get(URI uri) {
    return new EgressRequest(Method.GET, uri, List.of(), NO_BODY);
  }

  /** An effect that posts a body of the given type. */
  public static EgressRequest post(URI uri, String contentType, byte[] body) {
    return new EgressRequest(
        Method.POST, uri, List.of(new Header("Content-Type", contentType)), body);
  }

  @Override
  public String toString() {
    return method + " to " + Target.shown(uri);
  }
}
