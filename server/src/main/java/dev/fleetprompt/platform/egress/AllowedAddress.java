package dev.fleetprompt.platform.egress;

/**
 * An owner's word that exactly this host and port may be reached although it is not public.
 *
 * @param host a host name or IP literal; compared without regard to case
 * @param port 1 to 65535
 */
public record AllowedAddress(String host, int port) {
  public AllowedAddress {
    host = Target.canonicalHost(host);
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "an allowed address needs a host and a port from 1 to 65535");
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
