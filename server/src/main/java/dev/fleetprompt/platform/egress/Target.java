package dev.fleetprompt.platform.egress;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A request's address, taken apart once. Its text form is host and port. */
record Target(boolean secure, String host, int port, String pathAndQuery) {
  private static final Map<String, Integer> USUAL_PORTS =
      Map.of("https", 443, "http", 80, "smtps", 465, "smtp", 587);

  /** The target of a request. */
  static Target of(URI uri) throws EgressFailure {
    if (!Set.of("https", "http").contains(scheme(uri))) {
      throw invalid(uri, "it must begin with https:// or http://");
    }
    return ofService(uri);
  }

  /** What an owner may connect: beside the web, a mail server by {@code smtps} or {@code smtp}. */
  static Target ofService(URI uri) throws EgressFailure {
    Integer usual = USUAL_PORTS.get(scheme(uri));
    if (usual == null) {
      throw invalid(uri, "it must begin with https://, http://, smtps:// or smtp://");
    }
    boolean secure = scheme(uri).endsWith("s");
    String host = uri.getHost() == null ? "" : canonicalHost(uri.getHost());
    if (host.isEmpty() || host.length() > 253 || host.contains("%")) {
      throw invalid(uri, "it has no valid host name");
    }
    if (uri.getRawUserInfo() != null) {
      throw invalid(uri, "it must not carry a user name or password");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : usual;
    if (port < 1 || port > 65_535) {
      throw invalid(uri, "its port must be from 1 to 65535");
    }
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String pathAndQuery = path + query;
    if (pathAndQuery.length() > 8_000 || !isPrintableAscii(pathAndQuery)) {
      throw invalid(uri, "its path and query must be at most 8,000 ASCII characters");
    }
    return new Target(secure, host, port, pathAndQuery);
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  /** Lower case, without the root dot or the brackets of an IPv6 literal. */
  static String canonicalHost(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Host and port of any address, good or bad, without what may be secret. */
  static String shown(URI uri) {
    String host = uri.getHost();
    if (host == null) {
      return "an address without host";
    }
    return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
  }

  /** The Host header: the port only when it is not the scheme's own. */
  String hostHeader() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == (secure ? 443 : 80) ? name : name + ":" + port;
  }

  boolean sameOrigin(Target other) {
    return secure == other.secure && host.equals(other.host) && port == other.port;
  }

  @Override
  public String toString() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }

  private static boolean isPrintableAscii(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  private static EgressFailure invalid(URI uri, String why) {
    return new EgressFailure.BeforeSending(
        EgressFailure.BeforeSending.Reason.INVALID_ADDRESS,
        "The address (" + shown(uri) + ") cannot be called: " + why + ".");
  }
}
