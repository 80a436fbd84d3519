package dev.fleetprompt.surface.web.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where to go after signing in: a path of this server, whatever was asked for. */
final class Targets {
  private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,1999}");

  private Targets() {}

  static String checked(String asked) {
    return (asked.equals("/") || PATH.matcher(asked).matches()) && !asked.startsWith("/login?")
        ? asked
        : "/";
  }

  /** The query that carries it on to the next step. */
  static String query(String target) {
    return target.equals("/") ? "" : "?to=" + URLEncoder.encode(target, StandardCharsets.UTF_8);
  }
}
