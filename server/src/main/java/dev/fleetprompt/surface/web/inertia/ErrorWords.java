package dev.fleetprompt.surface.web.inertia;

import org.springframework.http.HttpStatus;

/** What a person is told about an error, and what to do next. */
record ErrorWords(String title, String next) {
  static ErrorWords of(HttpStatus status) {
    return switch (status) {
      case UNAUTHORIZED ->
          new ErrorWords(
              "You are not signed in",
              "Sign in and open this page again. If you were filling in a form, sign in in another tab and send it again.");
      case FORBIDDEN ->
          new ErrorWords(
              "Your role does not allow this",
              "Ask an owner or admin of this organization to do it, or to give you another role.");
      case NOT_FOUND ->
          new ErrorWords(
              "There is no such page",
              "It may have been removed, or it belongs to another organization. Check the address, or go back.");
      case CONTENT_TOO_LARGE ->
          new ErrorWords(
              "That was too large", "Send less at once; the limits are in the documentation.");
      case TOO_MANY_REQUESTS ->
          new ErrorWords("Too many requests", "Wait a minute, then try again.");
      case CONFLICT ->
          new ErrorWords(
              "This was changed meanwhile", "Reload the page, look at it, and try again.");
      case SERVICE_UNAVAILABLE ->
          new ErrorWords(
              "FleetPrompt is not ready",
              "It is starting, stopping or waiting for its database. Try again in a moment; nothing was lost.");
      default ->
          status.is5xxServerError()
              ? new ErrorWords(
                  "The page could not be made",
                  "Reload it. If it stays like this, give the reference to whoever runs this server; the log has the details.")
              : new ErrorWords(
                  "The request was not understood", "Go back, reload the page and try again.");
    };
  }

  ErrorPages.Failure failure(HttpStatus status, String reference) {
    return new ErrorPages.Failure(status.value(), title, next, reference);
  }
}
