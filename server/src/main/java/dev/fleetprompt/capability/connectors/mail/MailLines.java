package dev.fleetprompt.capability.connectors.mail;

import dev.fleetprompt.platform.connections.OpenConnection;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressFailure;
import dev.fleetprompt.platform.egress.EgressLimits;
import dev.fleetprompt.platform.egress.EgressPolicy;
import dev.fleetprompt.platform.egress.Line;
import org.springframework.stereotype.Component;

/** Opens lines to mail servers. */
@Component
class MailLines {
  private final Egress egress;

  MailLines(Egress egress) {
    this.egress = egress;
  }

  /** Waits longer than for HTTP: a server may look through a mail before it answers. */
  Line open(OpenConnection connection, MailServer server) throws EgressFailure {
    EgressPolicy policy = connection.policy();
    EgressLimits limits = policy.limits();
    return egress.open(
        server.host(),
        server.port(),
        server.security() == MailServer.Security.TLS,
        policy.withLimits(
            new EgressLimits(
                limits.connect(),
                limits.silence().multipliedBy(2),
                limits.total().multipliedBy(2),
                limits.maxBodyBytes())));
  }
}
