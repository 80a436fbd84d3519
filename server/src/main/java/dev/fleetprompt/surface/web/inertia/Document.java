package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

/** The HTML of a first request: what to load, and the page's data, which no script has to fetch. */
final class Document {
  private static final String THEME_COOKIE = "fleet_theme";

  private Document() {}

  /**
   * @param json the page object
   */
  static String of(Assets.Tags tags, String json, HttpServletRequest request) {
    StringBuilder html = new StringBuilder(json.length() + 2_000);
    html.append("<!doctype html>\n<html lang=\"en\"")
        .append(theme(request))
        .append(
            """
            >
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>FleetPrompt</title>
            <link rel="icon" href="/favicon.svg">
            """);
    tags.styles()
        .forEach(
            style -> html.append("<link rel=\"stylesheet\" href=\"").append(style).append("\">\n"));
    html.append("<script type=\"module\" src=\"").append(tags.script()).append("\"></script>\n");
    tags.preloads()
        .forEach(script ->
            html.append("<link rel=\"modulepreload\" href=\"").append(script).append("\">\n"));
    html.append("</head>\n<body>\n<script data-page=\"app\" type=\"application/json\">");
    appendEscaped(json, html);
    html.append("</script>\n<div id=\"app\"></div>\n");
    html.append(
        "<noscript>FleetPrompt needs JavaScript. Allow it for this address and reload.</noscript>\n");
    return html.append("</body>\n</html>\n").toString();
  }

  /** Within JSON these characters stand in strings only, where their escapes mean the same. */
  private static void appendEscaped(String json, StringBuilder html) {
    for (int i = 0; i < json.length(); i++) {
      char character = json.charAt(i);
      switch (character) {
        case '<' -> html.append("\\u003c");
        case '>' -> html.append("\\u003e");
        case '&' -> html.append("\\u0026");
        case '\u2028' -> html.append("\\u2028");
        case '\u2029' -> html.append("\\u2029");
        default -> html.append(character);
      }
    }
  }

  /** A person's choice; without one the browser's setting decides. */
  private static String theme(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(THEME_COOKIE)) {
          return switch (cookie.getValue()) {
            case "light" -> " data-theme=\"light\"";
            case "dark" -> " data-theme=\"dark\"";
            default -> "";
          };
        }
      }
    }
    return "";
  }
}
