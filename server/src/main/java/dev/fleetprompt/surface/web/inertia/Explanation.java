package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Why a request is refused, where its status alone would tell something else. */
public final class Explanation {
  private static final String WORDS = Explanation.class.getName();

  private Explanation() {}

  /**
   * Has the error page of this request say so.
   *
   * @param title what is the matter, without a full stop
   * @param next what to do, in sentences
   */
  public static void give(HttpServletRequest request, String title, String next) {
    request.setAttribute(WORDS, new ErrorWords(title, next));
  }

  static Optional<ErrorWords> of(HttpServletRequest request) {
    return request.getAttribute(WORDS) instanceof ErrorWords words
        ? Optional.of(words)
        : Optional.empty();
  }
}
