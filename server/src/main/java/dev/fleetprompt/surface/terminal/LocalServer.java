package dev.fleetprompt.surface.terminal;

import dev.fleetprompt.surface.web.EntryLinks;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The web server of this process, if it has one. */
@Component
public final class LocalServer {
  private final EntryLinks links;
  private volatile int port;

  LocalServer(EntryLinks links) {
    this.links = links;
  }

  @EventListener
  void started(WebServerInitializedEvent event) {
    port = event.getWebServer().getPort();
  }

  public OptionalInt port() {
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** An address that opens the page once. */
  public Optional<String> freshAddress() {
    return port == 0 ? Optional.empty() : Optional.of("http://127.0.0.1:" + port + links.issue());
  }
}
