package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/**
 * Props that every page gets, such as who is signed in. Any number of beans; each name belongs to
 * one of them. A page's own prop of the same name wins.
 */
@FunctionalInterface
public interface SharedProps {
  /**
   * @return values, or {@link Lazy} for those that cost something. Also called for error pages (but
   *     not those of failures), so it must not require that somebody is signed in
   */
  Map<String, Object> of(HttpServletRequest request);
}
