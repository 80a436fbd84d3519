package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.platform.identity.Origin;
import dev.fleetprompt.platform.identity.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;

/** What a request tells about the browser, and how the browser knows this server. */
public final class Clients {
  private Clients() {}

  public static Origin origin(HttpServletRequest request) {
    return Origin.of(request.getRemoteAddr(), request.getHeader("User-Agent"));
  }

  /** As passkeys are bound to it. */
  public static Site site(HttpServletRequest request) {
    String name = request.getServerName();
    int port = request.getServerPort();
    boolean usual = port == (request.isSecure() ? 443 : 80);
    return new Site(name, request.getScheme() + "://" + name + (usual ? "" : ":" + port));
  }

  /**
   * Whether browsers offer passkeys here: they need a name, and https unless it is this machine.
   */
  public static boolean allowPasskeys(HttpServletRequest request) {
    String name = request.getServerName();
    return name.equals("localhost") || (request.isSecure() && !isAddress(name));
  }

  private static boolean isAddress(String name) {
    try {
      InetAddress.ofLiteral(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
