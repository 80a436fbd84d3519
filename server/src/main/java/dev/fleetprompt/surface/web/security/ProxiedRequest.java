package dev.fleetprompt.surface.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.InetAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A request that came through the operator's proxy, as the browser sent it. */
final class ProxiedRequest extends HttpServletRequestWrapper {
  private final URI address;

  ProxiedRequest(HttpServletRequest request, URI address) {
    super(request);
    this.address = address;
  }

  @Override
  public boolean isSecure() {
    return getScheme().equals("https");
  }

  @Override
  public String getScheme() {
    return address.getScheme();
  }

  @Override
  public String getServerName() {
    return address.getHost();
  }

  @Override
  public int getServerPort() {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return isSecure() ? 443 : 80;
  }

  /** What the proxy saw, which is the last it noted; what stands before it anyone may have sent. */
  @Override
  public String getRemoteAddr() {
    String noted = last(getHeader("X-Forwarded-For"));
    return noted != null && InetAddress.ofLiteral(super.getRemoteAddr()).isLoopbackAddress()
        ? noted
        : super.getRemoteAddr();
  }

  private static @Nullable String last(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String last = header.substring(header.lastIndexOf(',') + 1).strip();
    return last.isEmpty() || last.length() > 64 ? null : last;
  }
}
