package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one look finds out about a session. */
record SessionRow(Visitor visitor, Instant seenAt) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static SessionRow read(ResultSet row, int index) throws SQLException {
    PersonId person = new PersonId(row.getObject("person_id", UUID.class));
    SessionId session = new SessionId(row.getObject("session_id", UUID.class));
    String name = row.getString("name");
    String email = row.getString("email");
    UUID current = row.getObject("current", UUID.class);
    List<Visitor.Membership> memberships = memberships(row.getString("memberships"));
    Optional<SignedIn> member =
        memberships.stream()
            .filter(membership -> membership.organization().id().value().equals(current))
            .findFirst()
            .map(membership ->
                new SignedIn(
                    person, name, email, membership.organization(), membership.role(), session));
    return new SessionRow(
        new Visitor(person, name, email, session, member, memberships),
        Times.instant(row, "seen_at"));
  }

  private static List<Visitor.Membership> memberships(@Nullable String json) {
    List<Visitor.Membership> memberships = new ArrayList<>();
    if (json != null) {
      for (JsonNode one : JSON.readTree(json)) {
        memberships.add(
            new Visitor.Membership(
                new Organization(
                    TenantId.parse(one.get(0).asString()),
                    one.get(1).asString(),
                    one.get(2).asString(),
                    ZoneId.of(one.get(3).asString()),
                    true,
                    OffsetDateTime.parse(one.get(4).asString()).toInstant()),
                Role.of(one.get(5).asString())));
      }
    }
    return memberships;
  }
}
