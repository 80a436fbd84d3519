package dev.fleetprompt.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.identity.SignIns.Progress;
import dev.fleetprompt.platform.signals.SignalQuery;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.Erasure;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.KeyRotation;
import dev.fleetprompt.platform.vault.Vault;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** People coming in, working together and leaving, on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityTest {
  private static final String PASSWORD = "three green boats";

  private final AtomicInteger number = new AtomicInteger();
  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform = TestPlatform.start();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  // --- signing in -------------------------------------------------------------------------------

  @Test
  void theRightPasswordOpensASession() {
    Founder ada = founder();

    String token = done(enter(ada.email(), PASSWORD));

    assertThat(sessions().find(token).flatMap(Visitor::member).map(SignedIn::role))
        .contains(Role.OWNER);
    assertThat(
            sessions().find(done(enter(ada.email().toUpperCase(java.util.Locale.ROOT), PASSWORD))))
        .isPresent();
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressAreRefusedAlike() {
    Founder ada = founder();

    IdentityException wrong = refusal(() -> enter(ada.email(), "not the password"));
    IdentityException unknown = refusal(() -> enter("nobody@example.com", PASSWORD));

    assertThat(wrong.code()).isEqualTo(unknown.code()).isEqualTo("sign_in.failed");
    assertThat(wrong.getMessage()).isEqualTo(unknown.getMessage());
    assertThat(wrong.field()).isEmpty();
  }

  @Test
  void anUnknownAddressTakesAsLongAsAWrongPassword() {
    Founder ada = founder();
    refusal(() -> enter(ada.email(), "warm up the library"));
    long known = nanos(() -> refusal(() -> enter(ada.email(), "not the password")));
    long unknown = nanos(() -> refusal(() -> enter("nobody" + next() + "@example.com", PASSWORD)));

    // Without the dummy hash it is fifty times faster.
    assertThat(unknown).isGreaterThan(known / 4);
  }

  @Test
  void hostileInputIsOnlyAWrongPassword() {
    for (String text :
        List.of(
            "", "\0", "a\0b@example.com", "x".repeat(1_000_000), "😀".repeat(999), "' or 1=1 --")) {
      assertThat(refusal(() -> enter(text, text, "198.51.100." + next())).code())
          .isEqualTo("sign_in.failed");
    }
  }

  @Test
  void tooManyFailuresCloseAnAccountForAWhileWhetherItExistsOrNot() {
    Founder ada = founder();
    for (String email : List.of(ada.email(), "nobody" + next() + "@example.com")) {
      for (int i = 0; i < 10; i++) {
        assertThat(refusal(() -> enter(email, "wrong", "203.0.113." + next())).code())
            .isEqualTo("sign_in.failed");
      }
      assertThat(refusal(() -> enter(email, PASSWORD, "203.0.113." + next())).code())
          .isEqualTo("sign_in.too_many");
    }
    platform
        .database()
        .identity()
        .sql()
        .sql("update fleet.sign_in_failure set since = since - interval '16 minutes'")
        .update();

    assertThat(enter(ada.email(), PASSWORD)).isInstanceOf(Progress.Done.class);
  }

  @Test
  void attemptsAtTheSameTimeAreAllCounted() throws Exception {
    Founder ada = founder();
    List<String> codes =
        atOnce(16, () -> refusal(() -> enter(ada.email(), "wrong", "192.0.2." + next())).code());

    assertThat(codes.stream().filter("sign_in.failed"::equals)).hasSize(10);
  }

  @Test
  void whoMayNotComeInIsToldNothingMore() {
    Founder ada = founder();
    profiles().disable(ada.email());

    assertThat(refusal(() -> enter(ada.email(), PASSWORD)).code()).isEqualTo("sign_in.failed");
    assertThat(sessions().find(ada.token())).isEmpty();
    profiles().enable(ada.email());
    assertThat(enter(ada.email(), PASSWORD)).isInstanceOf(Progress.Done.class);
  }

  @Test
  void signingInIsWrittenDownForTheAdmins() {
    Founder ada = founder();
    refusal(() -> enter(ada.email(), "not the password"));
    done(enter(ada.email(), PASSWORD));
    Founder other = founder();

    assertThat(platform.get(SignInLog.class).ofMembers(ada.tenant(), Optional.empty(), 10))
        .extracting(SignInLog.Entry::event)
        .startsWith(SignInLog.Event.SIGNED_IN, SignInLog.Event.FAILED);
    assertThat(platform.get(SignInLog.class).ofMembers(other.tenant(), Optional.empty(), 10))
        .extracting(SignInLog.Entry::email)
        .containsOnly(other.email());
  }

  // --- second proofs ----------------------------------------------------------------------------

  @Test
  void withAnAppTheCodeIsNeededToo() {
    Founder ada = founder();
    byte[] secret = enrol(ada);

    String step = step(enter(ada.email(), PASSWORD));
    assertThat(refusal(() -> signIns().enterCode(step, "000000", origin())).code())
        .isEqualTo("code.wrong");
    String token = signIns().enterCode(step, codeAfter(secret, 30), origin()).token();

    assertThat(sessions().find(token)).isPresent();
  }

  @Test
  void aCodeAndAStepAreGoodOnce() {
    Founder ada = founder();
    byte[] secret = enrol(ada);
    String code = codeAfter(secret, 30);
    String step = step(enter(ada.email(), PASSWORD));
    signIns().enterCode(step, code, origin());

    assertThat(refusal(() -> signIns().enterCode(step, code, origin())).code())
        .isEqualTo("sign_in.step_over");
    String second = step(enter(ada.email(), PASSWORD));
    assertThat(refusal(() -> signIns().enterCode(second, code, origin())).code())
        .isEqualTo("code.wrong");
  }

  @Test
  void aRecoveryCodeStandsInOnce() {
    Founder ada = founder();
    proofs().propose(ada.person());
    List<String> codes = confirm(ada);
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();

    signIns().enterCode(step(enter(ada.email(), PASSWORD)), codes.getFirst(), origin());

    String again = step(enter(ada.email(), PASSWORD));
    assertThat(refusal(() -> signIns().enterCode(again, codes.getFirst(), origin())).code())
        .isEqualTo("code.wrong");
    assertThat(proofs().state(ada.person()).recoveryCodes()).isEqualTo(9);
  }

  @Test
  void aNewKeyEncryptsTheSecretsOfAppsToo() {
    Founder ada = founder();
    byte[] secret = enrol(ada);
    Founder eve = founder();
    enrol(eve);
    spoil(eve.person());
    long before = key(ada.person());

    KeyRotation.Report report = platform.get(KeyRotation.class).run((organization, count) -> {});

    assertThat(key(ada.person())).isNotEqualTo(before);
    assertThat(report.isComplete()).isFalse();
    assertThat(report.others())
        .singleElement()
        .satisfies(other -> {
          assertThat(other.resealed().done()).isPositive();
          assertThat(other.resealed().left()).containsExactly(eve.email());
        });
    assertThat(key(eve.person())).isEqualTo(before);
    String step = step(enter(ada.email(), PASSWORD));
    assertThat(signIns().enterCode(step, codeAfter(secret, 30), origin()).token()).isNotEmpty();
    proofs().remove(eve.person(), origin());
  }

  @Test
  void guessingCodesEnds() {
    Founder ada = founder();
    enrol(ada);
    int refused = 0;
    String code = "";
    for (int i = 0; i < 4 && !code.equals("sign_in.too_many"); i++) {
      String step = step(enter(ada.email(), PASSWORD));
      for (int guess = 0; guess < 5 && !code.equals("sign_in.too_many"); guess++) {
        code = refusal(() -> signIns().enterCode(step, "123456", origin())).code();
        refused++;
      }
    }

    assertThat(code).isEqualTo("sign_in.too_many");
    assertThat(refused).isLessThanOrEqualTo(11);
  }

  // --- coming to be known -----------------------------------------------------------------------

  @Test
  void registrationIsClosedUnlessTheOperatorOpensIt() {
    assertThat(
            refusal(() ->
                    platform
                        .get(Registration.class)
                        .register(person("new"), organization("New"), origin()))
                .code())
        .isEqualTo("registration.closed");
  }

  @Test
  void registrationIsAllOrNothing() {
    Registration open = open();
    String email = "same" + next() + "@example.com";
    NewPerson first = new NewPerson("Same", email, PASSWORD);
    String taken = "taken" + next();
    open.register(first, new NewOrganization("Taken", taken, "UTC"), Origin.of("a" + next(), ""));

    IdentityException sameEmail =
        refusal(() ->
            open.register(
                first, new NewOrganization("Other", "other" + next(), "UTC"), Origin.of("b", "")));
    IdentityException sameSlug =
        refusal(() ->
            open.register(
                person("third"), new NewOrganization("Taken", taken, "UTC"), Origin.of("c", "")));

    assertThat(sameEmail.field()).contains("email");
    assertThat(sameSlug.field()).contains("slug");
    assertThat(organizations().list(500, null))
        .extracting(Organization::slug)
        .contains(taken)
        .noneMatch(slug -> slug.startsWith("other"));
    assertThat(roles()).noneMatch(role -> role.contains("_other"));
  }

  @Test
  void manyWhoRegisterTheSameAtOnceMakeOne() throws Exception {
    Registration open = open();
    String email = "rush" + next() + "@example.com";
    String slug = "rush" + next();
    List<String> outcomes =
        atOnce(
            3,
            () -> {
              try {
                open.register(
                    new NewPerson("Rush", email, PASSWORD),
                    new NewOrganization("Rush", slug, "UTC"),
                    Origin.of("d" + next(), ""));
                return "made";
              } catch (IdentityException e) {
                return e.code();
              }
            });

    assertThat(outcomes.stream().filter("made"::equals)).hasSize(1);
  }

  @Test
  void sameNamesGetShortNamesOfTheirOwn() {
    Registration open = open();
    String name = "Café Größe " + next();
    for (int i = 0; i < 2; i++) {
      open.register(person("cafe"), organization(name), Origin.of("e" + next(), ""));
    }

    String slug = new NewOrganization(name, "", "UTC").slug(0);
    assertThat(slug).startsWith("cafe_gro");
    assertThat(organizations().find(slug)).isPresent();
    assertThat(organizations().find(slug + "_2")).isPresent();
  }

  @Test
  void weakPasswordsAreRefusedWithAReason() {
    for (String weak :
        List.of(
            "short",
            "password123",
            "1234567890",
            "aaaaaaaaaaaa",
            "x".repeat(201),
            "ada.lovelace")) {
      assertThatThrownBy(() ->
              PasswordRules.check(
                  "password", weak, Email.of("ada.lovelace@example.com"), "Ada Lovelace"))
          .as(weak)
          .isInstanceOf(IdentityException.class);
    }
    PasswordRules.check("password", PASSWORD, Email.of("ada@example.com"), "Ada");
  }

  // --- members ----------------------------------------------------------------------------------

  @Test
  void anInvitationMakesOneMemberOnce() {
    Founder ada = founder();
    String email = "bob" + next() + "@example.com";
    String token = invite(ada, email, Role.EDITOR);

    String session =
        invitations().acceptAsNew(token, new NewPerson("Bob", "", PASSWORD), origin()).token();

    SignedIn bob = sessions().find(session).flatMap(Visitor::member).orElseThrow();
    assertThat(bob.tenant()).isEqualTo(ada.tenant());
    assertThat(bob.role()).isEqualTo(Role.EDITOR);
    assertThat(bob.email()).isEqualTo(email);
    assertThat(invitations().find(token)).isEmpty();
    assertThat(
            refusal(() ->
                    invitations().acceptAsNew(token, new NewPerson("Eve", "", PASSWORD), origin()))
                .code())
        .isEqualTo("link.used");
  }

  @Test
  void someoneWithAnAccountAcceptsAsThemselvesOnly() {
    Founder ada = founder();
    Founder bob = founder();
    String token = invite(ada, bob.email(), Role.MEMBER);

    assertThat(invitations().find(token).orElseThrow().known()).isTrue();
    assertThat(refusal(() -> invitations().accept(token, visitor(founder()))).code())
        .isEqualTo("invitation.other_person");
    invitations().accept(token, visitor(bob));

    assertThat(visitor(bob).memberships()).hasSize(2);
    assertThat(visitor(bob).member().map(SignedIn::tenant)).contains(ada.tenant());
  }

  @Test
  void withdrawnReplacedAndOldInvitationsAreWorthless() {
    Founder ada = founder();
    String email = "cid" + next() + "@example.com";
    String replaced = invite(ada, email, Role.MEMBER);
    String withdrawn = invite(ada, email, Role.MEMBER);
    invitations().revoke(member(ada), invitations().open(ada.tenant()).getFirst().id());
    String old = invite(ada, email, Role.MEMBER);
    platform
        .database()
        .identity()
        .sql()
        .sql("update fleet.invitation set ends_at = now() where email = ?")
        .param(email)
        .update();

    for (String token : List.of(replaced, withdrawn, old, "", "guess", "\0")) {
      assertThat(invitations().find(token)).isEmpty();
    }
  }

  @Test
  void onlyOwnersMakeOwnersAndTheLastOneStays() {
    Founder ada = founder();
    SignedIn admin = join(ada, Role.ADMIN);
    SignedIn member = join(ada, Role.MEMBER);
    SignedIn owner = member(ada);

    assertThat(refusal(() -> members().changeRole(admin, member.person(), Role.OWNER)).code())
        .isEqualTo("member.not_allowed");
    assertThat(refusal(() -> members().changeRole(admin, owner.person(), Role.MEMBER)).code())
        .isEqualTo("member.not_allowed");
    assertThat(refusal(() -> members().changeRole(member, admin.person(), Role.VIEWER)).code())
        .isEqualTo("member.not_allowed");
    assertThat(refusal(() -> invitations().invite(admin, "x@example.com", Role.OWNER)).code())
        .isEqualTo("member.not_allowed");
    for (ThrowingCallable end :
        List.<ThrowingCallable>of(
            () -> members().changeRole(owner, owner.person(), Role.ADMIN),
            () -> members().remove(owner, owner.person()))) {
      assertThat(refusal(end).code()).isEqualTo("member.last_owner");
    }
    assertThat(members().changeRole(owner, admin.person(), Role.OWNER)).isTrue();
    assertThat(members().changeRole(owner, owner.person(), Role.ADMIN)).isTrue();
  }

  @Test
  void twoOwnersWhoRemoveEachOtherLeaveOne() throws Exception {
    for (int round = 0; round < 5; round++) {
      Founder ada = founder();
      SignedIn first = member(ada);
      SignedIn second = join(ada, Role.OWNER);
      AtomicInteger turn = new AtomicInteger();
      atOnce(
          2,
          () -> {
            boolean one = turn.getAndIncrement() == 0;
            try {
              return members().remove(one ? first : second, (one ? second : first).person());
            } catch (IdentityException e) {
              return false;
            }
          });

      assertThat(members().list(ada.tenant()))
          .filteredOn(member -> member.role() == Role.OWNER && member.active())
          .hasSize(1);
    }
  }

  @Test
  void membersOfOthersAreNotThere() {
    Founder ada = founder();
    Founder stranger = founder();

    assertThat(members().disable(member(ada), stranger.person())).isFalse();
    assertThat(members().remove(member(ada), stranger.person())).isFalse();
    assertThat(members().changeRole(member(ada), stranger.person(), Role.VIEWER)).isFalse();
    assertThat(visitor(stranger).member()).isPresent();
  }

  @Test
  void changesOfMembersAreInTheSignalLog() {
    Founder ada = founder();
    SignedIn bob = join(ada, Role.MEMBER);
    members().changeRole(member(ada), bob.person(), Role.EDITOR);
    members().disable(member(ada), bob.person());
    members().enable(member(ada), bob.person());
    members().remove(member(ada), bob.person());

    assertThat(
            platform.get(Signals.class).page(ada.tenant(), SignalQuery.newest(20)).stream()
                .map(signal -> signal.type().value()))
        .contains(
            "member.invited",
            "member.joined",
            "member.role_changed",
            "member.disabled",
            "member.enabled",
            "member.removed");
    assertThat(
            platform
                .database()
                .identity()
                .sql()
                .sql("select count(*) from fleet.member_news where tenant_id = ?")
                .param(ada.tenant().value())
                .query(Long.class)
                .single())
        .isZero();
  }

  // --- passwords and the operator ---------------------------------------------------------------

  @Test
  void aNewPasswordEndsTheOtherSessions() {
    Founder ada = founder();
    String elsewhere = done(enter(ada.email(), PASSWORD));

    profiles().changePassword(visitor(ada), PASSWORD, "four yellow trains", origin());

    assertThat(sessions().find(elsewhere)).isEmpty();
    assertThat(sessions().find(ada.token())).isPresent();
    refusal(() -> enter(ada.email(), PASSWORD));
    assertThat(enter(ada.email(), "four yellow trains")).isInstanceOf(Progress.Done.class);
  }

  @Test
  void theOperatorsLinkSetsAPasswordOnce() {
    Founder ada = founder();
    enrol(ada);
    String path = profiles().newPasswordPath(ada.email(), true).orElseThrow();
    String token = path.substring("/new-password/".length());

    profiles().setPassword(token, "five purple clouds", origin());

    assertThat(sessions().find(ada.token())).isEmpty();
    assertThat(enter(ada.email(), "five purple clouds")).isInstanceOf(Progress.Done.class);
    assertThat(refusal(() -> profiles().setPassword(token, "six orange stones", origin())).code())
        .isEqualTo("link.used");
    assertThat(profiles().newPasswordPath("nobody@example.com", false)).isEmpty();
  }

  // --- organizations ----------------------------------------------------------------------------

  @Test
  void adminsRenameTheirOrganization() {
    Founder ada = founder();
    OrganizationSettings settings = platform.get(OrganizationSettings.class);

    settings.change(member(ada), "Ada & Partners", "Asia/Tokyo");

    assertThat(member(ada).organization().name()).isEqualTo("Ada & Partners");
    assertThat(member(ada).organization().zone().getId()).isEqualTo("Asia/Tokyo");
    assertThat(refusal(() -> settings.change(member(ada), "Ada", "Mars/Base")).field())
        .contains("zone");
  }

  @Test
  void aDeletedOrganizationIsGoneForEverybodyAndItsTracesToo() {
    Founder ada = founder();
    SignedIn bob = join(ada, Role.MEMBER);
    Founder bystander = founder();
    SignedIn owner = member(ada);
    OrganizationSettings settings = platform.get(OrganizationSettings.class);

    assertThat(refusal(() -> settings.delete(owner, "something else", PASSWORD)).field())
        .contains("typed");
    assertThat(refusal(() -> settings.delete(bob, owner.organization().name(), PASSWORD)).code())
        .isEqualTo("member.not_allowed");
    settings.delete(owner, owner.organization().name(), PASSWORD);
    platform.get(Erasure.class).run();

    assertThat(visitor(ada).member()).isEmpty();
    assertThat(sessions().stillHolds(bob)).isFalse();
    assertThat(organizations().find(ada.tenant())).isEmpty();
    Await.until(
        "its role goes",
        () -> roles().stream().noneMatch(role -> role.endsWith("_" + owner.organization().slug())));
    assertThat(
            platform
                .database()
                .engine()
                .sql()
                .sql("select count(*) from fleet.signal where tenant_id = ?")
                .param(ada.tenant().value())
                .query(Long.class)
                .single())
        .isZero();
    assertThat(platform.get(Signals.class).page(bystander.tenant(), SignalQuery.newest(5)))
        .isNotNull();
  }

  // --- what the tests use -----------------------------------------------------------------------

  /** Someone with an organization of their own. */
  private record Founder(PersonId person, String email, String token, TenantId tenant) {}

  private Founder founder() {
    String email = "founder" + next() + "@example.com";
    String token =
        open()
            .register(
                new NewPerson("Founder", email, PASSWORD),
                organization("Organization " + next()),
                Origin.of("f" + next(), ""))
            .token();
    Visitor visitor = sessions().find(token).orElseThrow();
    return new Founder(visitor.person(), email, token, visitor.member().orElseThrow().tenant());
  }

  private SignedIn join(Founder founder, Role role) {
    String email = "member" + next() + "@example.com";
    String token = invite(founder, email, role);
    return sessions()
        .find(
            invitations()
                .acceptAsNew(token, new NewPerson("Member", "", PASSWORD), origin())
                .token())
        .flatMap(Visitor::member)
        .orElseThrow();
  }

  private String invite(Founder founder, String email, Role role) {
    return invitations().invite(member(founder), email, role).substring("/invitations/".length());
  }

  private Visitor visitor(Founder founder) {
    return sessions().find(founder.token()).orElseThrow();
  }

  private SignedIn member(Founder founder) {
    return visitor(founder).member().orElseThrow();
  }

  private byte[] enrol(Founder founder) {
    proofs().propose(founder.person());
    byte[] secret = secret(founder.person());
    proofs()
        .confirm(founder.person(), new Totp().at(secret, Instant.now().minusSeconds(30)), origin());
    return secret;
  }

  private List<String> confirm(Founder founder) {
    return proofs()
        .confirm(
            founder.person(), new Totp().at(secret(founder.person()), Instant.now()), origin());
  }

  private byte[] secret(PersonId person) {
    Vault.Sealed sealed =
        platform
            .database()
            .identity()
            .sql()
            .sql("select totp_sealed, totp_key_id from fleet.person where person_id = ?")
            .param(person.value())
            .query((row, index) -> new Vault.Sealed(row.getBytes(1), row.getLong(2)))
            .single();
    return platform.get(Vault.class).unseal("person.totp", person.value(), sealed).revealBytes();
  }

  private long key(PersonId person) {
    return platform
        .database()
        .identity()
        .sql()
        .sql("select totp_key_id from fleet.person where person_id = ?")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  /** As if another hand had written to the database. */
  private void spoil(PersonId person) {
    platform
        .database()
        .identity()
        .sql()
        .sql("update fleet.person set totp_sealed = totp_sealed || '\\x00' where person_id = ?")
        .param(person.value())
        .update();
  }

  private static String codeAfter(byte[] secret, int seconds) {
    return new Totp().at(secret, Instant.now().plusSeconds(seconds));
  }

  private Progress enter(String email, String password) {
    return enter(email, password, "192.0.2." + next());
  }

  private Progress enter(String email, String password, String address) {
    return signIns().enter(email, password, Origin.of(address, "Test/1.0"));
  }

  private static String done(Progress progress) {
    return ((Progress.Done) progress).session().token();
  }

  private static String step(Progress progress) {
    return ((Progress.NeedsCode) progress).step();
  }

  private static IdentityException refusal(ThrowingCallable work) {
    try {
      work.call();
    } catch (IdentityException e) {
      return e;
    } catch (Throwable e) {
      throw new AssertionError("refused otherwise", e);
    }
    throw new AssertionError("was not refused");
  }

  private static long nanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new java.util.ArrayList<>();
      for (Future<T> future : threads.invokeAll(java.util.Collections.nCopies(times, work))) {
        results.add(future.get());
      }
      return results;
    }
  }

  private List<String> roles() {
    return platform
        .database()
        .owner()
        .sql()
        .sql("select rolname from pg_roles where rolname like ?")
        .param("fp_" + platform.database().instance().id() + "%")
        .query((row, index) -> row.getString(1))
        .list();
  }

  /** As the operator's setting opens it, without limits of this test's own address. */
  private Registration open() {
    return new Registration(
        platform.get(OwnerDatabase.class),
        platform.get(People.class),
        platform.get(Passwords.class),
        organizations(),
        platform.get(Memberships.class),
        platform.get(OneTimeLinks.class),
        new FailureLimits(
            platform.database().identity(),
            java.time.Clock.offset(
                java.time.Clock.systemUTC(), java.time.Duration.ofHours(2L * next()))),
        signIns(),
        new RegistrationSettings(true));
  }

  private NewPerson person(String name) {
    return new NewPerson(name, name + next() + "@example.com", PASSWORD);
  }

  private static NewOrganization organization(String name) {
    return new NewOrganization(name, "", "Europe/Berlin");
  }

  private static Origin origin() {
    return Origin.of("198.51.100.9", "Test/1.0");
  }

  private int next() {
    return number.incrementAndGet();
  }

  private SignIns signIns() {
    return platform.get(SignIns.class);
  }

  private Sessions sessions() {
    return platform.get(Sessions.class);
  }

  private SecondProofs proofs() {
    return platform.get(SecondProofs.class);
  }

  private Invitations invitations() {
    return platform.get(Invitations.class);
  }

  private Members members() {
    return platform.get(Members.class);
  }

  private Profiles profiles() {
    return platform.get(Profiles.class);
  }

  private Organizations organizations() {
    return platform.get(Organizations.class);
  }
}
