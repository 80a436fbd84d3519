package dev.fleetprompt.surface.web.clienterrors;

import dev.fleetprompt.surface.web.inertia.Form;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Writes what broke in a browser into the log: at most 30 a minute from all browsers, the rest is
 * dropped.
 */
@Controller
final class ClientErrorsController {
  private static final Logger LOG = LoggerFactory.getLogger(ClientErrorsController.class);
  private static final int MOST_A_MINUTE = 30;
  private static final int LONGEST = 500;
  private static final int LONGEST_STACK = 4_000;

  private final Bucket bucket =
      Bucket.builder()
          .addLimit(limit ->
              limit.capacity(MOST_A_MINUTE).refillGreedy(MOST_A_MINUTE, Duration.ofMinutes(1)))
          .build();

  @PostMapping("/client-errors")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void note(Form report, HttpServletRequest request) {
    if (!bucket.tryConsume(1)) {
      return;
    }
    LOG.atWarn()
        .addKeyValue("kind", line(report.text("kind", LONGEST)))
        .addKeyValue("place", line(report.text("place", LONGEST)))
        .addKeyValue("stack", report.text("stack", LONGEST_STACK))
        .addKeyValue("browser", line(request.getHeader("User-Agent")))
        .log("A page's script failed: {}", line(report.text("message", LONGEST)));
  }

  /** On one line, so that nobody can write a line of their own into the log. */
  private static String line(@Nullable String text) {
    String one = text == null ? "" : text.replaceAll("\\s+", " ");
    return one.length() <= LONGEST ? one : one.substring(0, LONGEST);
  }
}
