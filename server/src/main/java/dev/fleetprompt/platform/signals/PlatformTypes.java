package dev.fleetprompt.platform.signals;

import java.util.Set;

/** The families of types that only the platform itself may use. */
final class PlatformTypes {

  private static final Set<String> FAMILIES =
      Set.of(
          "agent",
          "alarm",
          "approval",
          "artifact",
          "audit",
          "collection",
          "connection",
          "directive",
          "execution",
          "fleet",
          "ingress",
          "installation",
          "member",
          "organization",
          "package",
          "policy",
          "record",
          "schedule",
          "signal",
          "trigger",
          "value",
          "vault",
          "workflow");

  private PlatformTypes() {}

  static boolean reserve(SignalType type) {
    return FAMILIES.contains(type.value().substring(0, type.value().indexOf('.')));
  }
}
