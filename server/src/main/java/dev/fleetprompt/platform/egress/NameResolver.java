package dev.fleetprompt.platform.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name into addresses. Tests replace it to play a name that changes its mind. */
@FunctionalInterface
public interface NameResolver {
  /**
   * All addresses of the name, in the order they should be tried; never empty.
   *
   * @throws UnknownHostException when the name has no address
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** The resolver of the operating system. */
  static NameResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
