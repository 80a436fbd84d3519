package dev.fleetprompt.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  private static final String TOKEN = "https://chat.example.com/hooks/madeupwebhooktoken";

  @TempDir private Path home;
  private final TestDatabase database = TestDatabase.fresh();
  private final TenantId acme = database.organization("acme").id();
  private Path keyFile = Path.of("unset");

  @BeforeEach
  void chooseTheFile() {
    keyFile = home.resolve("keys/kek.json");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aSecretIsReadBackAfterARestart() {
    vault().put(acme, "hook", SecretValue.of(TOKEN));

    try (SecretValue secret = vault().open(acme, "hook")) {
      assertThat(secret.reveal()).isEqualTo(TOKEN);
    }
  }

  @Test
  void aSecondValueReplacesTheFirst() {
    Vault vault = vault();
    vault.put(acme, "hook", SecretValue.of("first-value"));
    vault.put(acme, "hook", SecretValue.of("second-value"));

    assertThat(vault.open(acme, "hook").reveal()).isEqualTo("second-value");
  }

  @Test
  void anotherTenantFindsNothing() {
    TenantId other = database.organization("other").id();
    Vault vault = vault();
    vault.put(acme, "hook", SecretValue.of(TOKEN));

    assertThatThrownBy(() -> vault.open(other, "hook"))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("connect again");
  }

  @Test
  void theEngineMayNotReadCredentials() {
    assertThatThrownBy(() ->
            database
                .engine()
                .sql()
                .sql("select count(*) from fleet.credential")
                .query(Long.class)
                .single())
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @Test
  void aLostKeyFileIsReportedUnlessThereIsNothingToOpenWithIt() throws Exception {
    vault();
    Files.delete(keyFile);
    vault().put(acme, "hook", SecretValue.of(TOKEN));
    Files.delete(keyFile);

    assertThatThrownBy(this::vault)
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("is missing");
  }

  @Test
  void aKeyGivenUpAsLostLeavesCredentialsThatSayWhatToDo() throws Exception {
    vault().put(acme, "hook", SecretValue.of(TOKEN));
    Files.delete(keyFile);
    Vault renewed =
        Vault.keptWith(keyFile, true, database.tenants(), database.owner(), database.clock());

    assertThatThrownBy(() -> renewed.open(acme, "hook"))
        .isInstanceOfSatisfying(
            VaultException.class, e -> assertThat(e.code()).isEqualTo("vault.key_unknown"))
        .hasMessageContaining("connect again");
  }

  @Test
  void textsAreScrubbedOfTheTenantsOwnSecrets() {
    Vault vault = vault();
    TenantId other = database.organization("other").id();
    vault.put(acme, "hook", SecretValue.of("correct horse battery"));
    vault.put(other, "hook", SecretValue.of("another value here"));

    assertThat(vault.scrub(acme).scrub("refused: correct horse battery, another value here"))
        .isEqualTo("refused: ***, another value here");
    vault().open(acme, "hook");
    assertThat(vault.scrub(acme).scrub("Authorization: Bearer abcdefghijklmnop")).isEqualTo("***");
  }

  private Vault vault() {
    return Vault.keptWith(keyFile, false, database.tenants(), database.owner(), database.clock());
  }
}
