package dev.fleetprompt.surface.web.settings;

import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignInLog;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.surface.web.inertia.Cursor;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-ins of an organization's members, for its admins. */
@Controller
@RequiresRole(Role.ADMIN)
final class SignInsController {
  private final SignInLog log;

  SignInsController(SignInLog log) {
    this.log = log;
  }

  record SignInsPage(Rows<Row> entries) {}

  record Row(
      UUID id,
      String name,
      String email,
      String event,
      @Nullable String method,
      @Nullable String reason,
      String address,
      String agent,
      Instant at) {}

  @GetMapping("/settings/sign-ins")
  Page show(SignedIn who, @RequestParam(name = "after", defaultValue = "") String after) {
    Optional<UUID> before = Cursor.parse(after).map(Cursor::id);
    List<Row> found =
        log.ofMembers(who.tenant(), before, Rows.PER_PAGE + 1).stream()
            .map(one ->
                new Row(
                    one.id(),
                    one.name(),
                    one.email(),
                    one.event().text(),
                    one.method().map(SignInLog.Method::text).orElse(null),
                    one.reason().orElse(null),
                    one.address(),
                    one.agent(),
                    one.at()))
            .toList();
    return Page.of(
        "Settings/SignIns",
        new SignInsPage(
            Rows.of(found, Rows.PER_PAGE, row -> new Cursor(row.at(), row.id()).encode())));
  }
}
