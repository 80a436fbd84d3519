package dev.fleetprompt.capability.connectors.http;

import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.egress.EgressRequest;
import dev.fleetprompt.platform.egress.EgressRequest.Method;
import dev.fleetprompt.platform.egress.Header;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Turns a call's arguments into a request. Whatever is wrong with them is an {@link
 * IllegalArgumentException} that says so; nothing is sent then.
 */
final class Requests {
  private static final String JSON = "application/json";

  private Requests() {}

  /** A request without a connection: the address is absolute. */
  static EgressRequest open(HttpCall call) {
    return request(call, withQuery(address(call.endpoint().uri()), call), List.of());
  }

  /** A request below a connection's base address, with its credential. */
  static EgressRequest through(HttpCall call, HttpSettings settings, OpenConnection connection) {
    URI target = withQuery(below(settings.base(), call.endpoint().uri()), call);
    return request(call, target, credential(settings, connection));
  }

  static List<Header> credential(HttpSettings settings, OpenConnection connection) {
    String credential = connection.revealCredential();
    return credential.isEmpty()
        ? List.of()
        : List.of(new Header(settings.header(), settings.prefix() + credential.strip()));
  }

  /** The address if it is at or below the base, by scheme, host, port and path. */
  static URI below(URI base, String address) {
    boolean absolute = address.contains("://");
    String root = base.toString().replaceAll("/+$", "");
    URI target = address(absolute ? address : root + "/" + address.replaceAll("^/+", ""));
    String path = target.getRawPath() == null ? "" : target.getRawPath();
    String basePath = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
    boolean sameOrigin =
        base.getScheme().equalsIgnoreCase(String.valueOf(target.getScheme()))
            && String.valueOf(base.getRawAuthority())
                .equalsIgnoreCase(String.valueOf(target.getRawAuthority()));
    boolean inside = path.equals(basePath) || path.startsWith(basePath + "/");
    if (!sameOrigin || !inside || climbs(path)) {
      throw new IllegalArgumentException(
          "The address is not below the connection's base address; give a path below it.");
    }
    return target;
  }

  /** Without the text in the message, as URI's own has it. */
  private static URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "The address is malformed; percent-encode what is neither a letter, a digit nor one of -._~.");
    }
  }

  private static boolean climbs(String path) {
    String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    for (String segment : decoded.split("[/\\\\]")) {
      if (segment.equals(".") || segment.equals("..")) {
        return true;
      }
    }
    return false;
  }

  private static URI withQuery(URI uri, HttpCall call) {
    Map<String, JsonNode> query = call.query().orElse(Map.of());
    if (query.isEmpty()) {
      return uri;
    }
    StringBuilder text = new StringBuilder(uri.toString().split("#", 2)[0]);
    char separator = uri.getRawQuery() == null ? '?' : '&';
    for (Map.Entry<String, JsonNode> parameter : query.entrySet()) {
      text.append(separator)
          .append(URLEncoder.encode(parameter.getKey(), StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(scalar(parameter), StandardCharsets.UTF_8));
      separator = '&';
    }
    return address(text.toString());
  }

  private static EgressRequest request(HttpCall call, URI target, List<Header> credential) {
    List<Header> headers = new ArrayList<>(credential);
    for (Map.Entry<String, JsonNode> header : call.headers().orElse(Map.of()).entrySet()) {
      if (credential.stream().anyMatch(own -> own.name().equalsIgnoreCase(header.getKey()))) {
        throw new IllegalArgumentException(
            "The header " + header.getKey() + " is the connection's; leave it out.");
      }
      headers.add(new Header(header.getKey(), scalar(header)));
    }
    Optional<String> type =
        headers.stream()
            .filter(header -> header.name().equalsIgnoreCase("content-type"))
            .map(Header::value)
            .findFirst();
    if (call.body().isPresent() && type.isEmpty()) {
      headers.add(new Header("Content-Type", JSON));
    }
    byte[] body =
        call.body().map(value -> bytes(value, type.orElse(JSON))).orElseGet(() -> new byte[0]);
    return new EgressRequest(Method.valueOf(call.method()), target, headers, body);
  }

  private static byte[] bytes(JsonNode body, String type) {
    boolean plain = body.isString() && !type.toLowerCase(Locale.ROOT).contains("json");
    String text = plain ? body.stringValue() : ExactJson.write(body);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String scalar(Map.Entry<String, JsonNode> field) {
    JsonNode value = field.getValue();
    if (value.isString()) {
      return value.stringValue();
    }
    if (value.isNumber() || value.isBoolean()) {
      return ExactJson.write(value);
    }
    throw new IllegalArgumentException(
        "'" + field.getKey() + "' must be a text, a number or a boolean.");
  }
}
