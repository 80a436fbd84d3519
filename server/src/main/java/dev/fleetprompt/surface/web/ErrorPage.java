package dev.fleetprompt.surface.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a person sees when a request failed; the details are in the log. */
@RestController
final class ErrorPage implements ErrorController {
  private final NoticePage notices;

  ErrorPage(NoticePage notices) {
    this.notices = notices;
  }

  @RequestMapping("/error")
  ResponseEntity<String> show(HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 500;
    return ResponseEntity.status(status)
        .contentType(MediaType.TEXT_HTML)
        .body(status < 500 ? missing() : failed());
  }

  private String missing() {
    return notices.render(
        "There is no such page", "The overview is at the address of this server, without a path.");
  }

  private String failed() {
    return notices.render(
        "The page could not be made",
        "Reload it. If it stays like this, ‘./fleet doctor’ says what is wrong, and FLEET_HOME/log/server.log has the details.");
  }
}
