package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** A form that was not accepted goes back to its page. */
@ControllerAdvice
final class Refusals {
  @ExceptionHandler
  void refuse(InvalidInput refused, HttpServletRequest request, HttpServletResponse response) {
    Redirects.back(refused.errors(), request, response);
  }
}
