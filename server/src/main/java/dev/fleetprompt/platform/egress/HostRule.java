package dev.fleetprompt.platform.egress;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts a caller may talk to at all: every one, or a declared list. An entry is a host name or,
 * as {@code *.example.com}, every name below one.
 */
public sealed interface HostRule {
  /** Whether the list lets this host through. */
  boolean admits(String host);

  /** Every host; the address is still vetted. */
  static HostRule any() {
    return new Any();
  }

  /** Only the named hosts. An empty list admits nothing. */
  static HostRule only(Set<String> hosts) {
    return new Listed(hosts);
  }

  /** Every host. */
  record Any() implements HostRule {
    @Override
    public boolean admits(String host) {
      return true;
    }
  }

  /** A declared list. */
  record Listed(Set<String> hosts) implements HostRule {
    public Listed {
      hosts = hosts.stream().map(Target::canonicalHost).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean admits(String host) {
      String name = Target.canonicalHost(host);
      return hosts.contains(name)
          || hosts.stream()
              .anyMatch(entry -> entry.startsWith("*.") && name.endsWith(entry.substring(1)));
    }
  }
}
