package dev.fleetprompt.surface.web.live;

import dev.fleetprompt.platform.signals.SignalFeed;
import dev.fleetprompt.surface.web.inertia.SharedProps;
import dev.fleetprompt.surface.web.security.Visitors;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Tells a browser's first page where its stream goes on: a place taken before the page's data was
 * read, so that nothing can happen unnoticed between the two.
 */
@Component
final class LiveProps implements HandlerInterceptor, SharedProps {

  private static final String POSITION = LiveProps.class.getName();

  private final SignalFeed feed;

  LiveProps(SignalFeed feed) {
    this.feed = feed;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (isFirst(request)) {
      Visitors.member(request)
          .ifPresent(
              member -> request.setAttribute(POSITION, feed.now(member.tenant()).toString()));
    }
    return true;
  }

  @Override
  public Map<String, Object> of(HttpServletRequest request) {
    return request.getAttribute(POSITION) instanceof String position
        ? Map.of("liveAfter", position)
        : Map.of();
  }

  /** Later pages come to a browser whose stream is open. */
  private static boolean isFirst(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return request.getDispatcherType() == DispatcherType.REQUEST
        && request.getMethod().equals("GET")
        && request.getHeader("X-Inertia") == null
        && accepted != null
        && accepted.contains("text/html");
  }
}
