package dev.fleetprompt.surface.web.settings;

import dev.fleetprompt.capability.alarms.Alarm;
import dev.fleetprompt.capability.alarms.AlarmTarget;
import dev.fleetprompt.capability.alarms.Alarms;
import dev.fleetprompt.capability.connectors.Messages;
import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.connections.Connector;
import dev.fleetprompt.platform.connections.ConnectorName;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.Failure;
import dev.fleetprompt.platform.directives.InvalidDirectiveException;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.surface.web.filters.Thing;
import dev.fleetprompt.surface.web.inertia.Flash;
import dev.fleetprompt.surface.web.inertia.Form;
import dev.fleetprompt.surface.web.inertia.InvalidInput;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.Rows;
import dev.fleetprompt.surface.web.inertia.SeeOther;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The alarms, and where they are sent. */
@Controller
@RequestMapping("/settings/alarms")
final class AlarmsController {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_PLACE = 200;
  private static final String PAGE = "/settings/alarms";

  private final Alarms alarms;
  private final Messages messages;
  private final Connections connections;
  private final Directives directives;
  private final ActorNames names;

  AlarmsController(
      Alarms alarms,
      Messages messages,
      Connections connections,
      Directives directives,
      ActorNames names) {
    this.alarms = alarms;
    this.messages = messages;
    this.connections = connections;
    this.directives = directives;
    this.names = names;
  }

  /**
   * An alarm.
   *
   * @param state {@code missed}, {@code late} or {@code faulted}
   * @param ended when it was over or somebody knew of it
   * @param knownBy who knew; null when it was over by itself
   * @param why where the chain of causes is told from
   */
  record Row(
      UUID id,
      String state,
      String title,
      String text,
      Instant raised,
      @Nullable Instant ended,
      @Nullable String knownBy,
      @Nullable UUID run,
      @Nullable UUID installation,
      @Nullable Thing why,
      @Nullable UUID directive) {}

  /**
   * Where alarms are sent.
   *
   * @param works whether the connection is there and takes messages
   */
  record Target(String connection, String place, boolean works) {}

  /** A connection that takes messages. */
  record Channel(String name, String connector, String title) {}

  /** A test that was asked for. */
  record Test(UUID id, String state, Instant requested, @Nullable String failure) {}

  /**
   * The page.
   *
   * @param most so many open ones are shown at most
   */
  record AlarmsPage(
      List<Row> open,
      int most,
      Rows<Row> closed,
      @Nullable Target target,
      List<Channel> channels,
      @Nullable Test test) {}

  @GetMapping
  Page show(
      SignedIn who,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "") String test) {
    ActorNames.Known known = names.of(who);
    List<Channel> channels = channels(who);
    List<Alarm> closed = alarms.closed(who.tenant(), id(after), Rows.PER_PAGE + 1);
    return Page.of(
        "Settings/Alarms",
        new AlarmsPage(
            alarms.open(who.tenant()).stream().map(alarm -> row(alarm, known)).toList(),
            Alarms.LONGEST_PAGE,
            Rows.of(closed, Rows.PER_PAGE, alarm -> alarm.id().toString())
                .map(alarm -> row(alarm, known)),
            alarms.target(who.tenant()).map(target -> target(target, channels)).orElse(null),
            channels,
            id(test)
                .flatMap(directive -> directives.find(who.tenant(), directive))
                .map(AlarmsController::test)
                .orElse(null)));
  }

  @PostMapping
  @RequiresRole(Role.ADMIN)
  SeeOther choose(SignedIn who, Form form) {
    String connection = form.text("connection", LONGEST_NAME);
    String place = form.text("place", LONGEST_PLACE);
    form.check();
    Optional<AlarmTarget> target =
        connection.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new AlarmTarget(connection, Optional.of(place).filter(text -> !text.isEmpty())));
    try {
      alarms.choose(who.tenant(), target, Actor.human(who.person().toString()));
    } catch (ConnectionException e) {
      throw InvalidInput.of("connection", e.getMessage());
    } catch (InvalidDirectiveException e) {
      throw InvalidInput.of("place", String.valueOf(e.getMessage()));
    }
    return SeeOther.to(PAGE)
        .saying(
            target
                .map(chosen -> "Alarms are sent through '%s'.".formatted(chosen.connection()))
                .orElse("Alarms are only shown from now on."));
  }

  /** Sends a message that people see, as the directive that it is. */
  @PostMapping("/test")
  @RequiresRole(Role.ADMIN)
  SeeOther test(SignedIn who, Form form) {
    Optional<UUID> click = form.id("click");
    form.check();
    try {
      return alarms
          .test(
              who.tenant(),
              click.orElseGet(UUID::randomUUID),
              Requester.person(who.person().toString()))
          .map(directive -> SeeOther.to(PAGE + "?test=" + directive))
          .orElseGet(
              () -> SeeOther.to(PAGE).saying(Flash.warning("Choose first where alarms are sent.")));
    } catch (ConnectionException | InvalidDirectiveException e) {
      return SeeOther.to(PAGE).saying(Flash.failed(String.valueOf(e.getMessage())));
    }
  }

  @PostMapping("/{id}/seen")
  @RequiresRole(Role.EDITOR)
  SeeOther seen(SignedIn who, @PathVariable String id) {
    if (!alarms.seen(
        who.tenant(), PathIds.parsed(id, "alarm"), Actor.human(who.person().toString()))) {
      throw new NotFoundException("alarm");
    }
    return SeeOther.to(PAGE);
  }

  private List<Channel> channels(SignedIn who) {
    Map<ConnectorName, String> titles =
        connections.catalogue().stream()
            .collect(Collectors.toMap(Connector::name, Connector::title));
    return messages.connections(who.tenant()).stream()
        .map(connection -> channel(connection, titles))
        .toList();
  }

  private static Channel channel(Connection connection, Map<ConnectorName, String> titles) {
    String connector = connection.connector().value();
    return new Channel(
        connection.name(), connector, titles.getOrDefault(connection.connector(), connector));
  }

  private static Target target(AlarmTarget target, List<Channel> channels) {
    return new Target(
        target.connection(),
        target.place().orElse(""),
        channels.stream().anyMatch(channel -> channel.name().equals(target.connection())));
  }

  private static Test test(Directive directive) {
    return new Test(
        directive.id(),
        directive.state().text(),
        directive.requestedAt(),
        directive.failure().map(Failure::message).orElse(null));
  }

  private static Row row(Alarm alarm, ActorNames.Known known) {
    return new Row(
        alarm.id(),
        alarm.kind().state(),
        alarm.title(),
        alarm.text(),
        alarm.raisedAt(),
        alarm.seenAt().or(alarm::resolvedAt).orElse(null),
        alarm.seenBy().map(known::person).orElse(null),
        alarm.about().run().orElse(null),
        alarm.about().installation().orElse(null),
        alarm.about().why().map(Thing::of).orElse(null),
        alarm.directive().orElse(null));
  }

  private static Optional<UUID> id(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
