package dev.fleetprompt.surface.web.inertia;

import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.surface.web.NoticePage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request that failed is answered with: a page for people, a problem (RFC 9457) for
 * programs. A failure's reference stands in the log, too.
 */
@Controller
final class ErrorPages implements ErrorController {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Pages pages;
  private final NoticePage notices;
  private final Ids ids;

  ErrorPages(Pages pages, NoticePage notices, Ids ids) {
    this.pages = pages;
    this.notices = notices;
    this.ids = ids;
  }

  record Failure(int status, String title, String next, String reference) {}

  record Problem(String type, String title, int status, String detail, String reference) {}

  @RequestMapping("/error")
  void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
    HttpStatus status = status(request);
    String path =
        request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
            ? asked
            : "/";
    String reference = ids.next().toString();
    Throwable cause =
        request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown
            ? thrown
            : null;
    note(status, path, reference, cause);
    Failure failure =
        Explanation.of(request).orElseGet(() -> ErrorWords.of(status)).failure(status, reference);
    if (path.startsWith("/api/") || !Asked.forPage(request)) {
      answer(failure, response);
    } else {
      show(failure, path, request, response);
    }
  }

  private void show(
      Failure failure, String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Page page = Page.of("Error", failure).status(HttpStatus.valueOf(failure.status()));
    try {
      pages.write(page, failure.status() < 500, path, request, response);
    } catch (RuntimeException e) {
      // Without the user interface, or without what it needs, the words alone must do.
      LOG.error("The page for an error could not be made", e);
      response.setContentType("text/html;charset=UTF-8");
      response.getWriter().write(notices.render(failure.title(), failure.next()));
    }
  }

  private static void note(
      HttpStatus status, String path, String reference, @Nullable Throwable cause) {
    if (status.is5xxServerError()) {
      LOG.atError()
          .addKeyValue("reference", reference)
          .addKeyValue("path", path)
          .setCause(cause)
          .log("A request failed with {}, reference {}", status.value(), reference);
    } else {
      LOG.atDebug()
          .addKeyValue("reference", reference)
          .addKeyValue("path", path)
          .setCause(cause)
          .log("A request was refused with {}, reference {}", status.value(), reference);
    }
  }

  private static void answer(Failure failure, HttpServletResponse response) throws IOException {
    response.setStatus(failure.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            JSON.writeValueAsBytes(
                new Problem(
                    "about:blank",
                    failure.title(),
                    failure.status(),
                    failure.next(),
                    failure.reference())));
  }

  private static HttpStatus status(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      // Somebody typed this address; nothing failed.
      return HttpStatus.NOT_FOUND;
    }
    HttpStatus status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? HttpStatus.resolve(code)
            : null;
    return status == null || !status.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : status;
  }
}
