package dev.fleetprompt.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.testing.SettableClock;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
  private static final Origin ORIGIN = Origin.of("192.0.2.7", "Browser/1.0");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T10:00:00Z"));
  private TestDatabase database;
  private Sessions sessions;
  private Organization acme;
  private Organization globex;

  @BeforeAll
  void open() {
    database = TestDatabase.fresh(clock);
    sessions = new Sessions(database.identity(), database.ids(), clock);
    acme = database.organization("acme");
    globex = database.organization("globex");
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void aTokenTellsPersonOrganizationAndRole() {
    PersonId ada = person("ada@example.com");
    join(acme, ada, "admin");
    join(globex, ada, "viewer");
    String token = open(ada, globex);

    Visitor visitor = sessions.find(token).orElseThrow();

    assertThat(visitor.email()).isEqualTo("ada@example.com");
    SignedIn member = visitor.member().orElseThrow();
    assertThat(member.organization()).isEqualTo(globex);
    assertThat(member.role()).isEqualTo(Role.VIEWER);
    assertThat(visitor.memberships())
        .containsExactly(
            new Visitor.Membership(acme, Role.ADMIN), new Visitor.Membership(globex, Role.VIEWER));
  }

  @Test
  void aMadeUpTokenIsNobodys() {
    assertThat(sessions.find("guess")).isEmpty();
    assertThat(sessions.find("")).isEmpty();
    assertThat(sessions.find("x".repeat(1_000_000))).isEmpty();
    assertThat(sessions.find("\0")).isEmpty();
  }

  @Test
  void aDisabledMemberIsOutAtTheNextRequest() {
    PersonId bob = person("bob@example.com");
    join(acme, bob, "member");
    String token = open(bob, acme);
    SignedIn member = sessions.find(token).flatMap(Visitor::member).orElseThrow();
    assertThat(sessions.stillHolds(member)).isTrue();

    set("update fleet.membership set status = 'disabled' where person_id = ?", bob);

    assertThat(sessions.find(token).flatMap(Visitor::member)).isEmpty();
    assertThat(sessions.stillHolds(member)).isFalse();
  }

  @Test
  void aRoleIsReadAnew() {
    PersonId cid = person("cid@example.com");
    join(acme, cid, "member");
    String token = open(cid, acme);

    set("update fleet.membership set role = 'admin' where person_id = ?", cid);

    assertThat(sessions.find(token).flatMap(Visitor::member).map(SignedIn::role))
        .contains(Role.ADMIN);
  }

  @Test
  void aDisabledPersonIsNobody() {
    PersonId dan = person("dan@example.com");
    join(acme, dan, "owner");
    String token = open(dan, acme);

    set("update fleet.person set disabled_at = now() where person_id = ?", dan);

    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void anOrganizationIsSelectedByItsMembersOnly() {
    PersonId eve = person("eve@example.com");
    join(acme, eve, "member");
    String token = open(eve, null);
    SessionId session = sessions.find(token).orElseThrow().session();

    assertThat(sessions.select(session, globex.id())).isFalse();
    assertThat(current(token)).contains(acme);

    join(globex, eve, "member");
    assertThat(sessions.select(session, globex.id())).isTrue();
    assertThat(current(token)).contains(globex);
  }

  @Test
  void theNextSessionBeginsWhereThePersonWentLast() {
    PersonId ida = person("ida@example.com");
    join(acme, ida, "member");
    join(globex, ida, "member");
    SessionId first = sessions.find(open(ida, null)).orElseThrow().session();
    assertThat(sessions.select(first, globex.id())).isTrue();
    sessions.end(ida, first);

    assertThat(current(open(ida, null))).contains(globex);

    clock.forward(Duration.ofMinutes(1));
    SessionId second = sessions.find(open(ida, null)).orElseThrow().session();
    assertThat(sessions.select(second, acme.id())).isTrue();
    assertThat(current(open(ida, null))).contains(acme);
  }

  @Test
  void aSessionEndsWhenItIsNotUsed() {
    PersonId fay = person("fay@example.com");
    String token = open(fay, null);
    clock.forward(Sessions.IDLE.minusMinutes(1));
    assertThat(sessions.find(token)).isPresent();
    clock.forward(Sessions.IDLE.minusMinutes(1));
    assertThat(sessions.find(token)).isPresent();

    clock.forward(Sessions.IDLE.plusMinutes(1));

    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void aSessionEndsHoweverMuchItIsUsed() {
    PersonId gus = person("gus@example.com");
    String token = open(gus, null);
    for (int days = 0; days < 30; days += 5) {
      assertThat(sessions.find(token)).isPresent();
      clock.forward(Duration.ofDays(5));
    }

    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void theOtherSessionsAreEndedTogether() {
    PersonId hal = person("hal@example.com");
    String here = open(hal, null);
    String there = open(hal, null);
    PersonId other = person("other@example.com");
    String theirs = open(other, null);

    sessions.endOthers(hal, sessions.find(here).orElseThrow().session());

    assertThat(sessions.find(here)).isPresent();
    assertThat(sessions.find(there)).isEmpty();
    assertThat(sessions.find(theirs)).isPresent();
    assertThat(sessions.list(hal))
        .singleElement()
        .satisfies(session -> assertThat(session.address()).isEqualTo("192.0.2.7"));
  }

  private Optional<Organization> current(String token) {
    return sessions.find(token).flatMap(Visitor::member).map(SignedIn::organization);
  }

  private String open(PersonId person, @Nullable Organization preferred) {
    return database
        .identity()
        .inTransaction(
            sql -> sessions.open(sql, person, preferred == null ? null : preferred.id(), ORIGIN))
        .token();
  }

  private PersonId person(String email) {
    PersonId id = new PersonId(database.ids().next());
    database
        .identity()
        .sql()
        .sql(
            """
            insert into fleet.person
              (person_id, email, email_key, name, password_hash, password_changed_at, created_at)
            values (?, ?, ?, ?, '', now(), now())
            """)
        .params(id.value(), email, email, email)
        .update();
    return id;
  }

  private void join(Organization organization, PersonId person, String role) {
    database
        .identity()
        .sql()
        .sql("insert into fleet.membership values (?, ?, ?, 'active', now(), now())")
        .params(organization.id().value(), person.value(), role)
        .update();
  }

  private void set(String statement, PersonId person) {
    database.identity().sql().sql(statement).param(person.value()).update();
  }
}
