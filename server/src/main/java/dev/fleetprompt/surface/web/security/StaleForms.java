package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.surface.web.inertia.Explanation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/**
 * A form whose proof is missing or wrong gets 403 as a wrong role does, and is told that its page
 * is out of date. The answer brings the browser a good proof.
 */
final class StaleForms implements AccessDeniedHandler {
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
      throws IOException {
    if (refused instanceof CsrfException) {
      Explanation.give(
          request,
          "This page is out of date",
          "Nothing was done. Send it once more; if that is refused too, copy what you typed and reload the page.");
    }
    response.sendError(HttpServletResponse.SC_FORBIDDEN);
  }
}
