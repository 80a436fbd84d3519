package dev.fleetprompt.platform.policies;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.ActorKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes policies, whose rules are kept the way they are documented. */
final class PolicyRows {

  private static final String IRREVERSIBLE = "irreversible";
  private static final String COMPENSABLE = "compensable";

  private PolicyRows() {}

  static Policy read(ResultSet row, int number) throws SQLException {
    List<PolicyRule> rules = new ArrayList<>();
    for (JsonNode rule : ExactJson.read(row.getString("rules"))) {
      rules.add(rule(rule));
    }
    return new Policy(
        row.getInt("version"),
        rules,
        Optional.of(
            new Policy.Change(
                new Actor(
                    ActorKind.valueOf(row.getString("actor_kind").toUpperCase(Locale.ROOT)),
                    row.getString("actor_id")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"))));
  }

  static String write(List<PolicyRule> rules) {
    ArrayNode written = ExactJson.mapper().createArrayNode();
    for (PolicyRule rule : rules) {
      ObjectNode object = written.addObject().put("name", rule.name());
      ObjectNode match = object.putObject("match");
      rule.match().type().ifPresent(type -> match.put("type", type));
      rule.match()
          .irreversible()
          .ifPresent(undo -> match.put("undo", undo ? IRREVERSIBLE : COMPENSABLE));
      rule.match().installation().ifPresent(id -> match.put("installation", id.toString()));
      object.put("then", rule.then().name().toLowerCase(Locale.ROOT));
      rule.approver().ifPresent(role -> object.putObject("approvers").put("role", role.text()));
    }
    return ExactJson.write(written);
  }

  private static PolicyRule rule(JsonNode rule) {
    JsonNode match = rule.path("match");
    return new PolicyRule(
        rule.path("name").stringValue(),
        new Match(
            text(match, "type"),
            text(match, "undo").map(IRREVERSIBLE::equals),
            text(match, "installation").map(UUID::fromString)),
        Ruling.valueOf(rule.path("then").stringValue().toUpperCase(Locale.ROOT)),
        text(rule.path("approvers"), "role").map(ApproverRole::of));
  }

  private static Optional<String> text(JsonNode object, String field) {
    return object.path(field).isString()
        ? Optional.of(object.path(field).stringValue())
        : Optional.empty();
  }
}
