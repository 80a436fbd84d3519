package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Which props of its page the browser wants; a handler method may take one as a parameter.
 *
 * @param partialOf the component that the browser shows and wants a part of; empty for a whole page
 * @param only the props it wants; empty means all
 * @param except the props it does not want
 */
public record Asked(String partialOf, Set<String> only, Set<String> except) {
  private static final Asked ALL = new Asked("", Set.of(), Set.of());

  static Asked in(HttpServletRequest request) {
    String component = request.getHeader(Protocol.PARTIAL_COMPONENT);
    return component == null || request.getHeader(Protocol.INERTIA) == null
        ? ALL
        : new Asked(
            component,
            names(request.getHeader(Protocol.PARTIAL_DATA)),
            names(request.getHeader(Protocol.PARTIAL_EXCEPT)));
  }

  /** Whether a page is the answer: to a browser's own request or a page's, not to a script's. */
  public static boolean forPage(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return request.getHeader(Protocol.INERTIA) != null
        || accepted == null
        || accepted.contains("text/html")
        || accepted.contains("*/*") && !accepted.contains("json");
  }

  /** Whether the page should hold this prop, taking the page for the one the browser shows. */
  public boolean wants(String prop) {
    return (only.isEmpty() || only.contains(prop)) && !except.contains(prop);
  }

  /**
   * What is wanted of {@code component}: all of it, unless it is the one that the browser shows.
   */
  Asked of(String component) {
    return partialOf.equals(component) ? this : ALL;
  }

  boolean demands(String prop) {
    return only.contains(prop);
  }

  /** The props themselves; what is below them ({@code run.tasks}) comes with them. */
  private static Set<String> names(@Nullable String header) {
    return header == null
        ? Set.of()
        : Arrays.stream(header.split(",", -1))
            .map(String::strip)
            .map(name -> name.split("\\.", 2)[0])
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }
}
