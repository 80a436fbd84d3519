package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.platform.identity.IdentityException;
import dev.fleetprompt.surface.web.inertia.Asked;
import dev.fleetprompt.surface.web.inertia.InvalidInput;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What people are told when identity refuses something. */
@ControllerAdvice("dev.fleetprompt.surface.web")
public final class IdentityRefusals {
  IdentityRefusals() {}

  /** What scripts get, with 422. */
  public record Refusal(String code, @Nullable String field, String message) {}

  /** Does it for a form: what is refused becomes an error of the form or of one of its fields. */
  public static <T> T forForm(Supplier<T> work) {
    try {
      return work.get();
    } catch (IdentityException e) {
      throw InvalidInput.of(e.field().orElse("form"), e.getMessage());
    }
  }

  /** Like {@link #forForm}, where nothing comes of it. */
  public static void tryForForm(Runnable work) {
    forForm(() -> {
      work.run();
      return true;
    });
  }

  @ExceptionHandler
  ResponseEntity<Refusal> refuse(IdentityException refused) {
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
        .contentType(MediaType.APPLICATION_JSON)
        .body(new Refusal(refused.code(), refused.field().orElse(null), refused.getMessage()));
  }

  /** The organization was deleted, or the membership ended, while the person was at work. */
  @ExceptionHandler
  Object chooseOrganization(NoOrganizationException gone, HttpServletRequest request) {
    return Asked.forPage(request)
        ? SeeOther.to("/organizations").wholly()
        : ResponseEntity.status(HttpStatus.CONFLICT)
            .contentType(MediaType.APPLICATION_JSON)
            .body(
                new Refusal(
                    "organization.lost",
                    null,
                    "This organization was deleted, or you are no member of it any more. Reload the page to choose another one."));
  }
}
