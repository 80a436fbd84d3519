package dev.fleetprompt.surface.web.identity;

import dev.fleetprompt.platform.identity.Sessions;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.security.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/** The end of every way in: the cookie, and all of the page anew. */
final class SignedInAnswers {
  private SignedInAnswers() {}

  static SeeOther into(
      Sessions.Opened session,
      String target,
      HttpServletRequest request,
      HttpServletResponse response) {
    keep(session, request, response);
    return SeeOther.to(target).wholly();
  }

  static void keep(
      Sessions.Opened session, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE, SessionCookie.with(session.token(), request).toString());
  }
}
