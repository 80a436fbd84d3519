package dev.fleetprompt.surface.terminal;

import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.surface.web.WebSettings;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The web server of this process, if it has one. */
@Component
public final class LocalServer {
  private final Registration registration;
  private final Optional<URI> publicUrl;
  private volatile int port;

  LocalServer(Registration registration, WebSettings settings) {
    this.registration = registration;
    this.publicUrl = Optional.ofNullable(settings.publicUrl());
  }

  @EventListener
  void started(WebServerInitializedEvent event) {
    port = event.getWebServer().getPort();
  }

  public OptionalInt port() {
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /**
   * Where to come in, with a sentence about it: a link that sets everything up once while there is
   * nobody, else the page where people sign in.
   */
  public record Entrance(String sentence, String address) {}

  public Optional<Entrance> entrance() {
    if (port == 0) {
      return Optional.empty();
    }
    return Optional.of(
        registration
            .setUpPath()
            .map(path ->
                new Entrance(
                    "Open this address to make your account (it works once, within a day):",
                    address(path)))
            .orElseGet(() -> new Entrance("Sign in at:", address("/login"))));
  }

  /**
   * The address of a path: complete where the server is known, else the path alone. This machine
   * goes by its name, because browsers offer passkeys to names only.
   */
  public String address(String path) {
    if (publicUrl.isPresent()) {
      String base = publicUrl.get().toString();
      return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
    return port == 0 ? path : "http://localhost:" + port + path;
  }
}
