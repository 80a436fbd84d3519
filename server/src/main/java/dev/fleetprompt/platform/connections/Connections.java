package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.egress.AddressReach;
import dev.fleetprompt.platform.egress.Egress;
import dev.fleetprompt.platform.egress.EgressLimits;
import dev.fleetprompt.platform.egress.Resolution;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.limits.TokenBuckets;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.platform.vault.Vault;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.node.ObjectNode;

/** The tenants' connections to outside systems. Safe for many threads. */
public final class Connections {
  /** The longest page of {@link #list}. */
  public static final int LONGEST_PAGE = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final TenantDatabase database;
  private final Commits commits;
  private final ConnectionFacts facts;
  private final Vault vault;
  private final Addresses addresses;
  private final EgressLimits limits;
  private final TokenBuckets<ConnectionId> rates;
  private final Map<ConnectorName, Connector> connectors;
  private final Ids ids;
  private final Clock clock;

  /**
   * @param limits bounds of every call through a connection
   */
  public Connections(
      TenantDatabase database,
      Commits commits,
      SignalEntry signals,
      Vault vault,
      Egress egress,
      List<Connector> connectors,
      EgressLimits limits,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.commits = commits;
    this.facts = new ConnectionFacts(signals, ids);
    this.vault = vault;
    this.addresses = new Addresses(egress);
    this.limits = limits;
    this.rates = new TokenBuckets<>(clock);
    this.connectors =
        connectors.stream()
            .collect(Collectors.toUnmodifiableMap(Connector::name, Function.identity()));
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Makes a connection, or gives an existing one of the same name and connector a new address and
   * credential; its id stays. Resolves the host's name, but calls nothing. States {@code
   * connection.created} or {@code connection.changed} with it, and {@code
   * connection.address.allowed} where a private address is allowed that was not before.
   *
   * @param actor who wants it
   * @throws ConnectionException when name, config or credential is not valid, the name belongs to
   *     another connector, the host cannot be resolved, or its address is not public and was not
   *     allowed
   */
  public Connected connect(TenantId tenant, ConnectRequest request, Actor actor) {
    Connector connector = connector(request.connector());
    ConnectionRules.checkName(request.name());
    ConnectionRules.checkConfig(connector, request.config());
    ConnectionRules.requireCredential(connector, request.credential());
    URI address =
        connector.address(
            request.config(), request.credential().map(SecretValue::reveal).orElse(""));
    Resolution resolution = addresses.resolve(address, request.allowPrivateAddress());
    Addresses.requireSecrecy(address, resolution, request);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Connection connection =
        commits.together(
            tenant,
            (sql, unit) -> {
              Optional<Connection> known =
                  ConnectionTable.findForUpdate(sql, tenant, request.name());
              known.ifPresent(existing -> ConnectionRules.requireSameConnector(existing, request));
              Connection saved =
                  new Connection(
                      tenant,
                      known.map(Connection::id).orElseGet(() -> new ConnectionId(ids.next())),
                      request.name(),
                      request.connector(),
                      resolution.host(),
                      resolution.port(),
                      resolution.reach() == AddressReach.PRIVATE,
                      Connection.Status.CONNECTED,
                      request.config(),
                      known.map(Connection::createdAt).orElse(now),
                      Optional.empty(),
                      Optional.empty());
              ConnectionTable.save(sql, saved, now);
              vault.remove(sql, tenant, credentialName(saved));
              request
                  .credential()
                  .ifPresent(secret -> vault.put(sql, tenant, credentialName(saved), secret));
              unit.addAll(facts.saved(known, saved, actor));
              return saved;
            });
    return new Connected(connection, resolution.shown());
  }

  public Optional<Connection> find(TenantId tenant, String name) {
    return database.readOnly(tenant, sql -> ConnectionTable.find(sql, tenant, name));
  }

  public Optional<Connection> find(TenantId tenant, ConnectionId id) {
    return database.readOnly(tenant, sql -> ConnectionTable.find(sql, tenant, id));
  }

  /** The kinds of outside systems that can be connected, by title. */
  public List<Connector> catalogue() {
    return connectors.values().stream().sorted(Comparator.comparing(Connector::title)).toList();
  }

  /**
   * Where a connection would lead; calls nothing but the name's resolution.
   *
   * @throws ConnectionException when config or credential is malformed or the host cannot be
   *     resolved
   */
  public Resolved resolve(ConnectorName name, ObjectNode config, Optional<SecretValue> credential) {
    Connector connector = connector(name);
    ConnectionRules.checkConfig(connector, config);
    ConnectionRules.requireCredential(connector, credential);
    return addresses.resolve(
        connector.address(config, credential.map(SecretValue::reveal).orElse("")));
  }

  /** Where a connection leads now. */
  public Resolved resolve(Connection connection) {
    return addresses.resolve(URI.create("https://" + connection.address()));
  }

  /**
   * Gives a connection another name, and states {@code connection.renamed} with it. What calls it
   * by the old one does not find it any more. The name that it has changes nothing.
   *
   * @throws ConnectionException when there is none, it was revoked, or the name is taken or no name
   */
  public void rename(TenantId tenant, ConnectionId id, String name, Actor actor) {
    ConnectionRules.checkName(name);
    try {
      commits.together(
          tenant,
          (sql, unit) -> {
            String before =
                ConnectionTable.find(sql, tenant, id)
                    .map(Connection::name)
                    .orElseThrow(() -> ConnectionRules.notFound(name));
            if (!ConnectionTable.rename(sql, tenant, id, name, clock.instant())) {
              throw ConnectionRules.notFound(name);
            }
            if (!before.equals(name)) {
              ConnectionTable.find(sql, tenant, id)
                  .ifPresent(renamed -> unit.add(facts.renamed(renamed, before, actor)));
            }
            return id;
          });
    } catch (DuplicateKeyException e) {
      throw new ConnectionException(
          "connection.name_taken", "There is a connection '" + name + "'; choose another name.");
    }
  }

  /**
   * A page of connections, ordered by name; revoked ones are among them.
   *
   * @param afterName the last name of the page before, or null for the first page
   * @param limit 1 to {@value #LONGEST_PAGE}
   */
  public List<Connection> list(TenantId tenant, @Nullable String afterName, int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + LONGEST_PAGE + ", not " + limit);
    }
    String after = afterName == null ? "" : afterName;
    return database.readOnly(tenant, sql -> ConnectionTable.page(sql, tenant, after, limit));
  }

  /**
   * Deletes the credential and keeps the row, so that what was done with it can still be explained.
   * What uses it afterwards is told to connect again. States {@code connection.revoked} with it,
   * once.
   *
   * @throws ConnectionException when there is none of this name
   */
  public void revoke(TenantId tenant, String name, Actor actor) {
    commits.together(
        tenant,
        (sql, unit) -> {
          Connection connection =
              ConnectionTable.findForUpdate(sql, tenant, name)
                  .orElseThrow(() -> ConnectionRules.notFound(name));
          ConnectionTable.revoke(sql, connection, clock.instant());
          vault.remove(sql, tenant, credentialName(connection));
          if (connection.status() != Connection.Status.REVOKED) {
            unit.add(facts.revoked(connection, actor));
          }
          return connection;
        });
  }

  /**
   * Opens a connection for a connector's call; the caller closes it.
   *
   * @throws ConnectionException when there is none of this name, it belongs to another connector or
   *     was revoked
   * @throws dev.fleetprompt.platform.vault.VaultException when its credential cannot be opened
   */
  public OpenConnection open(TenantId tenant, String name, ConnectorName connector) {
    Connection connection = find(tenant, name).orElseThrow(() -> ConnectionRules.notFound(name));
    if (!connection.connector().equals(connector)) {
      throw new ConnectionException(
          "connection.wrong_connector",
          "The connection '%s' is one of %s, not of %s; name another one."
              .formatted(name, connection.connector(), connector));
    }
    if (connection.status() == Connection.Status.REVOKED) {
      throw new ConnectionException(
          "connection.revoked", "The connection '" + name + "' was revoked; connect it again.");
    }
    return open(connection);
  }

  /**
   * Takes one call from the connection's rate limit.
   *
   * @return nothing when the call may go out now, else how long to wait
   */
  public Optional<Duration> acquire(Connection connection) {
    return rates.acquire(connection.id(), 1, connector(connection.connector()).rate());
  }

  /**
   * Tests a connection with its connector's harmless call, and records the outcome.
   *
   * @throws ConnectionException when there is none of this name or it was revoked
   */
  public ConnectionCheck check(TenantId tenant, String name) {
    Connection connection = find(tenant, name).orElseThrow(() -> ConnectionRules.notFound(name));
    ConnectionCheck check;
    try (OpenConnection open = open(tenant, name, connection.connector())) {
      check = connector(connection.connector()).check(open);
    }
    switch (check) {
      case ConnectionCheck.Passed passed -> record(connection, Connection.Status.CONNECTED, null);
      case ConnectionCheck.Failed failed ->
          record(connection, Connection.Status.FAILING, failed.message());
    }
    return check;
  }

  /**
   * Records that a use failed in a way that a person has to cure; no secrets in the message. Best
   * effort: it comes after an effect, which a database that is away must not turn into a failure.
   */
  public void reportFailing(Connection connection, String message) {
    report(connection, Connection.Status.FAILING, message);
  }

  /**
   * Records that a use succeeded, where the connection was failing. Best effort, like its
   * counterpart.
   */
  public void reportWorking(Connection connection) {
    if (connection.status() == Connection.Status.FAILING) {
      report(connection, Connection.Status.CONNECTED, null);
    }
  }

  private void report(Connection connection, Connection.Status status, @Nullable String error) {
    try {
      record(connection, status, error);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("The state of connection {} could not be recorded", connection.id(), e);
    }
  }

  private void record(Connection connection, Connection.Status status, @Nullable String error) {
    String clean = error == null ? null : vault.scrub(connection.tenant()).scrub(error);
    database.inTransaction(
        connection.tenant(),
        sql -> {
          ConnectionTable.checked(sql, connection, status, clock.instant(), clean);
          return connection;
        });
  }

  private OpenConnection open(Connection connection) {
    boolean without = connector(connection.connector()).credential().optional();
    Optional<SecretValue> credential =
        without
            ? vault.find(connection.tenant(), credentialName(connection))
            : Optional.of(vault.open(connection.tenant(), credentialName(connection)));
    return new OpenConnection(connection, credential, limits);
  }

  private Connector connector(ConnectorName name) {
    Connector connector = connectors.get(name);
    if (connector == null) {
      throw new ConnectionException(
          "connection.connector_unknown",
          "There is no connector '%s'; there are: %s."
              .formatted(
                  name, connectors.keySet().stream().map(ConnectorName::value).sorted().toList()));
    }
    return connector;
  }

  private static String credentialName(Connection connection) {
    return "connection/" + connection.id();
  }
}
