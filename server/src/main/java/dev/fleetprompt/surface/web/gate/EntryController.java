package dev.fleetprompt.surface.web.gate;

import dev.fleetprompt.surface.web.NoticePage;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The address with the one-time token. */
@RestController
final class EntryController {
  static final String PATH = "/enter";

  private final Doorkeeper doorkeeper;
  private final NoticePage notices;

  EntryController(Doorkeeper doorkeeper, NoticePage notices) {
    this.doorkeeper = doorkeeper;
    this.notices = notices;
  }

  @GetMapping(PATH)
  ResponseEntity<String> enter(
      @RequestParam(name = "token", defaultValue = "") String token, HttpServletRequest request) {
    return doorkeeper
        .enter(token)
        .map(session ->
            ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/"))
                .header(HttpHeaders.SET_COOKIE, SessionCookie.with(session, request).toString())
                .<String>build())
        .orElseGet(() ->
            ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .contentType(MediaType.TEXT_HTML)
                .body(
                    notices.render(
                        "This address was used already, or is too old",
                        "Each works once, within ten minutes. Run ‘./fleet up’ for a new one; it leaves the running server as it is.")));
  }
}
