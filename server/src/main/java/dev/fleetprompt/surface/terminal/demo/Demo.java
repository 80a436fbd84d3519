package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.capability.connectors.mattermost.receiver.HookToken;
import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.Connected;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.packages.ManualStarts;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.SignalFigures;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.SecretValue;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * From an empty instance to a digest in a channel: organization, events, connection, package, run.
 * What exists already is used.
 */
@Component
class Demo {

  private static final String SLUG = "demo";
  private static final String CONNECTION = "mattermost";
  private static final Actor VISITOR = Actor.human("demo");

  private final Organizations organizations;
  private final OrderImport orders;
  private final Connections connections;
  private final Installing installing;
  private final DigestRun digest;
  private final SignalFigures signals;
  private final Clock clock;

  Demo(
      Organizations organizations,
      OrderImport orders,
      Connections connections,
      Installing installing,
      DigestRun digest,
      SignalFigures signals,
      Clock clock) {
    this.organizations = organizations;
    this.orders = orders;
    this.connections = connections;
    this.installing = installing;
    this.digest = digest;
    this.signals = signals;
    this.clock = clock;
  }

  /** Everything that a demonstration came to. */
  record Result(
      Organization organization,
      boolean organizationIsNew,
      Optional<OrderImport.Report> imported,
      Installing.Installed installed,
      DigestRun.Outcome outcome,
      Optional<Duration> timeToFirstValue) {}

  Result run(DemoOptions options, Transcript transcript) {
    Optional<Organization> existing = organizations.find(SLUG);
    Organization organization =
        existing.orElseGet(() -> organizations.create(SLUG, "Demo", options.zone()));
    TenantId tenant = organization.id();
    transcript.organization(organization, existing.isEmpty());
    Optional<OrderImport.Report> imported =
        options.orders().map(file -> orders.take(tenant, file, options.reading()));
    imported.ifPresent(transcript::imported);
    try (Hook hook = hook(options)) {
      connect(tenant, options, hook, transcript);
      Installing.Installed installed = installing.install(tenant, configuration(options), VISITOR);
      transcript.installed(installed);
      DigestRun.Outcome outcome =
          digest.run(tenant, installed.installation().id(), period(options), VISITOR);
      Result result =
          new Result(
              organization,
              existing.isEmpty(),
              imported,
              installed,
              outcome,
              firstValue(tenant).map(value -> Duration.between(organization.createdAt(), value)));
      transcript.digest(result, hook.receiver());
      return result;
    }
  }

  private Optional<Instant> firstValue(TenantId tenant) {
    return signals.first(tenant, "value").map(signal -> signal.recordedAt());
  }

  private void connect(TenantId tenant, DemoOptions options, Hook hook, Transcript transcript) {
    try (SecretValue secret = SecretValue.of(hook.address().toString())) {
      Connected connected =
          connections.connect(
              tenant,
              new ConnectRequest(
                  new ConnectorName("mattermost"),
                  CONNECTION,
                  JsonNodeFactory.instance.objectNode(),
                  Optional.of(secret),
                  hook.receiver().isPresent() || options.allowPrivate()));
      transcript.connected(connected, hook.receiver().isPresent());
    } catch (ConnectionException e) {
      throw new DemoException(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode configuration(DemoOptions options) {
    ObjectNode configuration =
        JsonNodeFactory.instance
            .objectNode()
            .put("connection", CONNECTION)
            .put("time_zone", options.zone().getId());
    options.reading().currency().ifPresent(currency -> configuration.put("currency", currency));
    return configuration;
  }

  private static ManualStarts.Period period(DemoOptions options) {
    return options
        .day()
        .<ManualStarts.Period>map(ManualStarts.Period.Day::new)
        .orElseGet(() -> new ManualStarts.Period.Last(Duration.ofHours(24)));
  }

  /** Where posts go. */
  private record Hook(URI address, Optional<MattermostReceiver> receiver) implements AutoCloseable {

    @Override
    public void close() {
      receiver.ifPresent(MattermostReceiver::close);
    }
  }

  private Hook hook(DemoOptions options) {
    if (options.mattermost().isPresent()) {
      return new Hook(options.mattermost().get(), Optional.empty());
    }
    try {
      MattermostReceiver receiver =
          MattermostReceiver.start(
              0, HookToken.random(new SecureRandom()), Optional.of(options.posts()), clock);
      return new Hook(receiver.webhook(), Optional.of(receiver));
    } catch (IOException e) {
      throw new DemoException("The local receiver could not be started: " + e.getMessage());
    }
  }
}
