package dev.fleetprompt.surface.web.connections;

import dev.fleetprompt.platform.connections.ConnectRequest;
import dev.fleetprompt.platform.connections.Connected;
import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.ConnectionCheck;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.connections.ConnectionId;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.Connector;
import dev.fleetprompt.platform.connections.Resolved;
import dev.fleetprompt.platform.connections.TestMessage;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveRequest;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.Failure;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.egress.AddressReach;
import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.vault.SecretValue;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.inertia.Flash;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.InvalidInput;
import dev.fleetprompt.surface.web.inertia.Lazy;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.Rows;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Connections. A credential comes in with a form, goes to the vault, and is never sent back. */
@Controller
final class ConnectionsController {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_SECRET = 16 * 1024;

  private final Connections connections;
  private final Directives directives;
  private final ConnectionUsers users;

  ConnectionsController(Connections connections, Directives directives, ConnectionUsers users) {
    this.connections = connections;
    this.directives = directives;
    this.users = users;
  }

  /** A connection in the list. */
  record Row(
      UUID id,
      String name,
      String connector,
      String title,
      String address,
      boolean privateAllowed,
      String status,
      @Nullable Instant checked,
      @Nullable String lastError) {}

  /** A kind of outside system, with the form that connects it. */
  record Kind(
      String name,
      String title,
      String summary,
      JsonNode settings,
      String secret,
      String secretHelp,
      boolean secretOptional) {}

  record ListPage(Rows<Row> connections, List<Kind> connectors) {}

  /**
   * The form.
   *
   * @param chosen the connector to begin with; empty to choose
   */
  record NewPage(List<Kind> connectors, String chosen) {}

  /**
   * A test that was asked for.
   *
   * @param failure why it failed or what is not known
   */
  record Test(UUID id, String state, Instant requested, @Nullable String failure) {}

  record ShowPage(
      Row connection,
      Kind connector,
      JsonNode config,
      Instant created,
      List<String> usedBy,
      boolean canTest,
      @Nullable Test test,
      Lazy<@Nullable Leads> leads) {}

  /** Where its address leads now. */
  record Leads(List<String> addresses, String reach, @Nullable String problem) {}

  @GetMapping("/connections")
  Page list(SignedIn who, @RequestParam(defaultValue = "") String after) {
    List<Connection> found =
        connections.list(who.tenant(), Filters.text(after).orElse(""), Rows.PER_PAGE + 1);
    return Page.of(
        "Connections/Index",
        new ListPage(Rows.of(found, Rows.PER_PAGE, Connection::name).map(this::row), kinds()));
  }

  @GetMapping("/connections/new")
  @RequiresRole(Role.ADMIN)
  Page form(SignedIn who, @RequestParam(defaultValue = "") String connector) {
    return Page.of("Connections/New", new NewPage(kinds(), connector));
  }

  @PostMapping("/connections")
  @RequiresRole(Role.ADMIN)
  SeeOther connect(SignedIn who, Form form) {
    String name = form.required("name", LONGEST_NAME);
    Connector connector = connector(form.required("connector", LONGEST_NAME));
    if (connections.find(who.tenant(), name).filter(ConnectionsController::works).isPresent()) {
      form.reject("name", "There is a connection of this name; choose another.");
    }
    return connect(who, form, name, connector);
  }

  @GetMapping("/connections/{id}")
  Page show(SignedIn who, @PathVariable String id, @RequestParam(defaultValue = "") String test) {
    Connection connection = find(who, id);
    return Page.of(
        "Connections/Show",
        new ShowPage(
            row(connection),
            kind(connector(connection.connector().value())),
            connection.config(),
            connection.createdAt(),
            users.of(connection),
            testMessage(connection).isPresent(),
            id(test)
                .flatMap(one -> directives.find(who.tenant(), one))
                .map(this::test)
                .orElse(null),
            Lazy.onDemand(() -> leads(connection))));
  }

  /** Gives a connection a new address and credential; its name and id stay. */
  @PostMapping("/connections/{id}/reconnect")
  @RequiresRole(Role.ADMIN)
  SeeOther reconnect(SignedIn who, @PathVariable String id, Form form) {
    Connection connection = find(who, id);
    return connect(who, form, connection.name(), connector(connection.connector().value()));
  }

  @PostMapping("/connections/{id}/rename")
  @RequiresRole(Role.ADMIN)
  SeeOther rename(SignedIn who, @PathVariable String id, Form form) {
    Connection connection = find(who, id);
    String name = form.required("name", LONGEST_NAME);
    List<String> bound = users.of(connection);
    if (!bound.isEmpty() && !name.equals(connection.name())) {
      form.reject(
          "name",
          "%s find it by this name. Change their configuration first, or uninstall them."
              .formatted(String.join(", ", bound)));
    }
    form.check();
    try {
      connections.rename(who.tenant(), connection.id(), name, actor(who));
    } catch (ConnectionException e) {
      throw InvalidInput.of("name", e.getMessage());
    }
    return SeeOther.to("/connections/" + connection.id()).saying("Renamed.");
  }

  @PostMapping("/connections/{id}/check")
  @RequiresRole(Role.EDITOR)
  SeeOther check(SignedIn who, @PathVariable String id) {
    Connection connection = find(who, id);
    SeeOther back = SeeOther.to("/connections/" + connection.id());
    try {
      return switch (connections.check(who.tenant(), connection.name())) {
        case ConnectionCheck.Passed passed -> back.saying(passed.message());
        case ConnectionCheck.Failed failed -> back.saying(Flash.failed(failed.message()));
      };
    } catch (ConnectionException e) {
      return back.saying(Flash.failed(e.getMessage()));
    }
  }

  /** Sends a message that people see, as the directive that it is. */
  @PostMapping("/connections/{id}/test")
  @RequiresRole(Role.EDITOR)
  SeeOther test(SignedIn who, @PathVariable String id, Form form) {
    Connection connection = find(who, id);
    Optional<UUID> click = form.id("click");
    form.check();
    TestMessage message =
        testMessage(connection).orElseThrow(() -> new NotFoundException("test message"));
    UUID directive =
        directives
            .request(
                who.tenant(),
                DirectiveRequest.of(
                    message.type(),
                    message.params(),
                    "connection-test:" + connection.id() + ":" + click.orElseGet(UUID::randomUUID),
                    "To see whether messages through '" + connection.name() + "' arrive",
                    Requester.person(who.person().toString())))
            .directive();
    return SeeOther.to("/connections/" + connection.id() + "?test=" + directive);
  }

  @PostMapping("/connections/{id}/revoke")
  @RequiresRole(Role.ADMIN)
  SeeOther revoke(SignedIn who, @PathVariable String id) {
    Connection connection = find(who, id);
    connections.revoke(who.tenant(), connection.name(), actor(who));
    return SeeOther.to("/connections/" + connection.id()).saying("Revoked. Its secret is deleted.");
  }

  private SeeOther connect(SignedIn who, Form form, String name, Connector connector) {
    ObjectNode config =
        form.json("config") instanceof ObjectNode given
            ? given
            : JsonNodeFactory.instance.objectNode();
    String secret = form.untouched("secret", LONGEST_SECRET).strip();
    if (secret.isEmpty() && !connector.credential().optional()) {
      form.reject("secret", "Fill this in.");
    }
    String allowed = form.text("allow", 300);
    form.check();
    Optional<SecretValue> credential =
        secret.isEmpty() ? Optional.empty() : Optional.of(SecretValue.of(secret));
    try {
      Resolved leads = connections.resolve(connector.name(), config, credential);
      if (leads.reach() == AddressReach.PRIVATE && !allowed.equals(leads.address())) {
        throw new InvalidInput(
            Map.of(
                "address",
                "%s leads to %s, which is not a public address."
                    .formatted(leads.address(), String.join(", ", leads.addresses())),
                "allow",
                leads.address()));
      }
      Connected connected =
          connections.connect(
              who.tenant(),
              new ConnectRequest(
                  connector.name(),
                  name,
                  config,
                  credential,
                  leads.reach() == AddressReach.PRIVATE),
              actor(who));
      return SeeOther.to("/connections/" + connected.connection().id())
          .saying(
              "Connected. %s leads to %s."
                  .formatted(
                      connected.connection().address(), String.join(", ", connected.resolvesTo())));
    } catch (ConnectionException e) {
      throw InvalidInput.of(field(e), e.getMessage());
    }
  }

  private static Actor actor(SignedIn who) {
    return Actor.human(who.person().toString());
  }

  private static String field(ConnectionException refusal) {
    return switch (refusal.code()) {
      case "connection.name_invalid", "connection.name_taken" -> "name";
      case "connection.address_private",
          "connection.address_forbidden",
          "connection.address_unusable",
          "connection.insecure" ->
          "address";
      case "connection.config_invalid", "connection.config_holds_secret" -> "config";
      case "http.base_malformed" -> "config.base";
      default -> refusal.code().startsWith("connection.") ? "form" : "secret";
    };
  }

  private @Nullable Leads leads(Connection connection) {
    try {
      Resolved resolved = connections.resolve(connection);
      return new Leads(
          resolved.addresses(), resolved.reach().name().toLowerCase(Locale.ROOT), null);
    } catch (ConnectionException e) {
      return new Leads(List.of(), "unknown", e.getMessage());
    }
  }

  private Optional<TestMessage> testMessage(Connection connection) {
    return works(connection)
        ? connector(connection.connector().value())
            .testMessage(connection.name(), "A test from FleetPrompt: this connection works.")
        : Optional.empty();
  }

  private static boolean works(Connection connection) {
    return connection.status() != Connection.Status.REVOKED;
  }

  private Test test(Directive directive) {
    return new Test(
        directive.id(),
        directive.state().text(),
        directive.requestedAt(),
        directive.failure().map(Failure::message).orElse(null));
  }

  private Row row(Connection connection) {
    return new Row(
        connection.id().value(),
        connection.name(),
        connection.connector().value(),
        connections.catalogue().stream()
            .filter(known -> known.name().equals(connection.connector()))
            .map(Connector::title)
            .findFirst()
            .orElse(connection.connector().value()),
        connection.address(),
        connection.privateAllowed(),
        connection.status().name().toLowerCase(Locale.ROOT),
        connection.checkedAt().orElse(null),
        connection.lastError().orElse(null));
  }

  private List<Kind> kinds() {
    return connections.catalogue().stream().map(ConnectionsController::kind).toList();
  }

  private static Kind kind(Connector connector) {
    return new Kind(
        connector.name().value(),
        connector.title(),
        connector.summary(),
        connector.settings(),
        connector.credential().title(),
        connector.credential().help(),
        connector.credential().optional());
  }

  private Connector connector(String name) {
    Map<String, Connector> known =
        connections.catalogue().stream()
            .collect(Collectors.toMap(connector -> connector.name().value(), one -> one));
    Connector connector = known.get(name);
    if (connector == null) {
      throw InvalidInput.of("connector", "Choose one of these.");
    }
    return connector;
  }

  private Connection find(SignedIn who, String id) {
    return id(id)
        .flatMap(known -> connections.find(who.tenant(), new ConnectionId(known)))
        .orElseThrow(() -> new NotFoundException("connection"));
  }

  private static Optional<UUID> id(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
