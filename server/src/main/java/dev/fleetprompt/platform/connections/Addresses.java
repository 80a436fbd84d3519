package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.egress.AddressReach;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressFailure;
import dev.fleetprompt.platform.egress.Resolution;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Where connections lead, and where they may. */
final class Addresses {

  /** Schemes of addresses that get a credential in no other way than encrypted. */
  private static final Set<String> ENCRYPTED = Set.of("https", "smtps");

  private final Egress egress;

  Addresses(Egress egress) {
    this.egress = egress;
  }

  Resolved resolve(URI address) {
    try {
      Resolution resolution = egress.resolve(address);
      return new Resolved(
          resolution.host(), resolution.port(), resolution.shown(), resolution.reach());
    } catch (EgressFailure e) {
      throw new ConnectionException("connection.address_unusable", e.getMessage());
    }
  }

  Resolution resolve(URI address, boolean allowPrivate) {
    Resolution resolution;
    try {
      resolution = egress.resolve(address);
    } catch (EgressFailure e) {
      throw new ConnectionException("connection.address_unusable", e.getMessage());
    }
    switch (resolution.reach()) {
      case PUBLIC -> {}
      case PRIVATE -> {
        if (!allowPrivate) {
          throw new ConnectionException(
              "connection.address_private",
              "%s:%d resolves to %s, which is not public. Connect again with the private address allowed, if it is yours."
                  .formatted(resolution.host(), resolution.port(), shown(resolution)));
        }
      }
      case FORBIDDEN ->
          throw new ConnectionException(
              "connection.address_forbidden",
              "%s:%d resolves to %s, a link-local, multicast or reserved address that is never called; give the service another one."
                  .formatted(resolution.host(), resolution.port(), shown(resolution)));
    }
    return resolution;
  }

  static void requireSecrecy(URI address, Resolution resolution, ConnectRequest request) {
    if (request.credential().isPresent()
        && resolution.reach() == AddressReach.PUBLIC
        && !ENCRYPTED.contains(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT))) {
      throw new ConnectionException(
          "connection.insecure",
          "%s:%d would get its credential unencrypted over the internet; connect it with encryption, such as its https address."
              .formatted(resolution.host(), resolution.port()));
    }
  }

  private static String shown(Resolution resolution) {
    return String.join(", ", resolution.shown());
  }
}
