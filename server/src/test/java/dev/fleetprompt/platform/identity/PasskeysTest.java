package dev.fleetprompt.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.testing.TestPlatform;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Passkeys against a device made of software. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasskeysTest {
  private static final Site SITE = new Site("fleet.example.com", "https://fleet.example.com");
  private static final Origin ORIGIN = Origin.of("192.0.2.1", "Test/1.0");
  private static final String PASSWORD = "three green boats";

  private TestPlatform platform;
  private int number;

  @BeforeAll
  void start() {
    platform = TestPlatform.start();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void aPasskeySignsItsPersonInWithoutAnythingElse() throws Exception {
    Visitor ada = visitor();
    SoftPasskey device = added(ada);

    Sessions.Opened session =
        passkeys().enter(SITE, device.use(passkeys().ask(SITE, ORIGIN), SITE.origin()), ORIGIN);

    assertThat(sessions().find(session.token()).map(Visitor::person)).contains(ada.person());
    assertThat(passkeys().list(ada.person()))
        .singleElement()
        .satisfies(passkey -> assertThat(passkey.lastUsedAt()).isPresent());
  }

  @Test
  void anAnswerIsGoodOnce() throws Exception {
    SoftPasskey device = added(visitor());
    String answer = device.use(passkeys().ask(SITE, ORIGIN), SITE.origin());
    passkeys().enter(SITE, answer, ORIGIN);

    assertRefused(() -> passkeys().enter(SITE, answer, ORIGIN));
  }

  @Test
  void anotherSiteCannotUseIt() throws Exception {
    SoftPasskey device = added(visitor());

    assertRefused(() ->
        passkeys()
            .enter(SITE, device.use(passkeys().ask(SITE, ORIGIN), "https://evil.example"), ORIGIN));
    Site other = new Site("evil.example", SITE.origin());
    assertRefused(() ->
        passkeys().enter(SITE, device.use(passkeys().ask(other, ORIGIN), SITE.origin()), ORIGIN));
  }

  @Test
  void aDeviceThatDidNotVerifyItsUserIsNotEnough() throws Exception {
    SoftPasskey device = added(visitor());
    device.verifiesUser = false;

    assertRefused(() ->
        passkeys().enter(SITE, device.use(passkeys().ask(SITE, ORIGIN), SITE.origin()), ORIGIN));
  }

  @Test
  void aChallengeForOnePersonAddsNothingToAnother() throws Exception {
    Passkeys.Creation forAda = passkeys().begin(visitor(), SITE);
    Visitor eve = visitor();

    assertRefused(() ->
        passkeys().add(eve, SITE, "Key", new SoftPasskey().create(forAda, SITE.origin()), ORIGIN));
  }

  @Test
  void aRemovedPasskeyAndOneOfADisabledPersonOpenNothing() throws Exception {
    Visitor ada = visitor();
    SoftPasskey device = added(ada);
    platform.get(Profiles.class).disable(ada.email());
    assertRefused(() -> enter(device));
    platform.get(Profiles.class).enable(ada.email());

    passkeys().remove(ada.person(), passkeys().list(ada.person()).getFirst().id(), ORIGIN);

    assertRefused(() -> enter(device));
  }

  @Test
  void nonsenseIsRefused() {
    for (String answer :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "7",
            "{\"id\":\"x\"}",
            "{\"id\":\"\\u0000\",\"rawId\":7}",
            "{\"response\":{\"clientDataJSON\":\"e30\"}}",
            "x".repeat(100_000),
            "[".repeat(60_000))) {
      assertRefused(() -> passkeys().enter(SITE, answer, ORIGIN));
      assertRefused(() -> passkeys().add(visitor(), SITE, "Key", answer, ORIGIN));
    }
  }

  private Sessions.Opened enter(SoftPasskey device) throws Exception {
    return passkeys().enter(SITE, device.use(passkeys().ask(SITE, ORIGIN), SITE.origin()), ORIGIN);
  }

  private SoftPasskey added(Visitor visitor) throws Exception {
    SoftPasskey device = new SoftPasskey();
    passkeys()
        .add(
            visitor,
            SITE,
            "Telephone",
            device.create(passkeys().begin(visitor, SITE), SITE.origin()),
            ORIGIN);
    return device;
  }

  private Visitor visitor() {
    number++;
    Organization organization = platform.database().organization("org" + number);
    String email = "person" + number + "@example.com";
    PersonId person =
        platform
            .get(Registration.class)
            .addOwner(organization.id(), new NewPerson("Person", email, PASSWORD));
    String token =
        platform.get(SignIns.class).admit(person, SignInLog.Method.PASSWORD, ORIGIN).token();
    return sessions().find(token).orElseThrow();
  }

  private static void assertRefused(ThrowingCallable work) {
    try {
      work.call();
    } catch (IdentityException e) {
      assertThat(e.code()).isEqualTo("passkey.refused");
      return;
    } catch (Throwable e) {
      throw new AssertionError("refused otherwise", e);
    }
    throw new AssertionError("was not refused");
  }

  private Passkeys passkeys() {
    return platform.get(Passkeys.class);
  }

  private Sessions sessions() {
    return platform.get(Sessions.class);
  }
}
