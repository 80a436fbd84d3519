package dev.fleetprompt.surface.web.settings;

import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.ingress.IngressException;
import dev.fleetprompt.platform.ingress.IngressToken;
import dev.fleetprompt.platform.ingress.IngressTokens;
import dev.fleetprompt.platform.ingress.IssuedToken;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.surface.web.inertia.Flash;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.InvalidInput;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Tokens by which other systems send events in. */
@Controller
@RequestMapping("/settings/ingress")
@RequiresRole(Role.ADMIN)
final class IngressController {

  private static final int LONGEST_NAME = 100;

  private final IngressTokens tokens;
  private final ActorNames names;

  IngressController(IngressTokens tokens, ActorNames names) {
    this.tokens = tokens;
    this.names = names;
  }

  record Token(
      UUID id,
      String name,
      String prefix,
      String by,
      Instant created,
      @Nullable Instant used,
      @Nullable Instant revoked) {}

  /** A token that was just made, in plain text, this once. */
  record Fresh(String name, String secret) {}

  record TokensPage(List<Token> tokens, int most) {}

  @GetMapping
  Page list(SignedIn who) {
    ActorNames.Known known = names.of(who);
    return Page.of(
        "Settings/Ingress",
        new TokensPage(
            tokens.list(who.tenant()).stream().map(token -> shown(token, known)).toList(),
            IngressTokens.MOST));
  }

  /** For scripts: the token is shown once and is in no page's history. */
  @PostMapping
  ResponseEntity<Fresh> create(SignedIn who, Form form) {
    String name = form.required("name", LONGEST_NAME);
    form.check();
    try {
      IssuedToken issued = tokens.create(who.tenant(), name, Actor.human(who.person().toString()));
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(new Fresh(issued.token().name(), issued.secret()));
    } catch (IngressException e) {
      throw InvalidInput.of("name", String.valueOf(e.getMessage()));
    }
  }

  @PostMapping("/{id}/revoke")
  SeeOther revoke(SignedIn who, @PathVariable String id) {
    SeeOther back = SeeOther.to("/settings/ingress");
    try {
      tokens.revoke(who.tenant(), UUID.fromString(id), Actor.human(who.person().toString()));
      return back.saying("Revoked. It lets nobody in any more.");
    } catch (IngressException e) {
      return back.saying(Flash.warning(String.valueOf(e.getMessage())));
    } catch (IllegalArgumentException e) {
      throw new NotFoundException("token");
    }
  }

  private static Token shown(IngressToken token, ActorNames.Known known) {
    return new Token(
        token.id(),
        token.name(),
        token.prefix(),
        known.person(token.createdBy()),
        token.createdAt(),
        token.lastUsedAt().orElse(null),
        token.revokedAt().orElse(null));
  }
}
