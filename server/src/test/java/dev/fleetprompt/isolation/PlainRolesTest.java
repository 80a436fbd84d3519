package dev.fleetprompt.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.identity.NewPerson;
import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.testing.Browser;
import dev.fleetprompt.testing.TestApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything from the empty database to a second member at work, on each PostgreSQL that is
 * supported, with an owner who is no superuser.
 */
class PlainRolesTest {
  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 18})
  void theWholeApplicationWorksWithPlainRoles(int version) throws Exception {
    Path archive = Path.of("target", "postgresql", "postgresql-" + version + ".jar");
    Assumptions.assumeTrue(
        Files.exists(archive) && System.getProperty("os.arch").equals("amd64"),
        "the programs are for Linux on amd64");
    try (PlainServer server = PlainServer.start(archive);
        TestApplication application = TestApplication.on(server.owner(), home)) {
      assertThat(
              application
                  .get(OwnerDatabase.class)
                  .sql()
                  .sql("select not rolsuper from pg_roles where rolname = current_user")
                  .query(Boolean.class)
                  .single())
          .isTrue();
      assertThat(Demonstrated.in(application, home)).isEqualTo(ExitCode.DONE);
      application
          .get(Registration.class)
          .addOwner(
              application.get(Organizations.class).find("demo").orElseThrow().id(),
              new NewPerson("Dora", "dora@demo.example", TestApplication.PASSWORD));
      Browser dora = application.signedIn("dora@demo.example");
      Browser bob = application.member("demo", Role.MEMBER);
      Browser stranger = application.owner("acme");

      for (String path :
          List.of("/runs", "/signals", "/directives", "/settings/members", "/settings/sign-ins")) {
        assertThat(dora.page(path).status()).as(path).isEqualTo(200);
      }
      assertThat(bob.page("/settings/sign-ins").status()).isEqualTo(403);
      assertThat(stranger.page("/runs").body()).doesNotContain("daily-ops-digest");
      dora.submit(
          "/settings/organization/delete",
          Map.of("typed", name(dora), "currentPassword", TestApplication.PASSWORD));
      assertThat(bob.open("/runs").target()).isEqualTo("/organizations");
    }
  }

  private static String name(Browser browser) {
    return browser
        .page("/settings/organization")
        .props()
        .path("organization")
        .path("name")
        .stringValue();
  }
}
