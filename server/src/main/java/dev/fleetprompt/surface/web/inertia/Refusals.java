package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import tools.jackson.databind.json.JsonMapper;

/** A form that was not accepted goes back to its page; a script is told the first error. */
@ControllerAdvice
final class Refusals {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int UNPROCESSABLE_CONTENT = 422;

  record Refusal(String code, String field, String message) {}

  @ExceptionHandler
  void refuse(InvalidInput refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (Asked.forPage(request)) {
      Redirects.back(refused.errors(), request, response);
      return;
    }
    Map.Entry<String, String> first = refused.errors().entrySet().iterator().next();
    response.setStatus(UNPROCESSABLE_CONTENT);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            JSON.writeValueAsBytes(new Refusal("input.invalid", first.getKey(), first.getValue())));
  }
}
