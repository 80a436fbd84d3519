package dev.fleetprompt.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {

  @TempDir private Path home;
  private final TestDatabase database = TestDatabase.fresh();
  private final TenantId acme = database.organization("acme").id();
  private final TenantId other = database.organization("other").id();
  private final List<String> progress = new ArrayList<>();
  private Path keyFile = Path.of("unset");

  @BeforeEach
  void chooseTheFile() {
    keyFile = home.resolve("kek.json");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyCredentialIsEncryptedWithTheNewKeyAndStaysWhatItWas() {
    Vault vault = vault();
    for (int i = 0; i < 230; i++) {
      vault.put(acme, "hook " + i, SecretValue.of("secret value " + i));
    }
    vault.put(other, "hook", SecretValue.of("another value"));
    List<Long> before = keys(acme);

    KeyRotation.Report report = rotate(vault);

    assertThat(report.credentials()).isEqualTo(231);
    assertThat(report.unopened()).isEmpty();
    assertThat(progress).containsExactly("acme 230", "other 1");
    assertThat(keys(acme)).hasSize(1).doesNotContainAnyElementsOf(before).isEqualTo(keys(other));
    assertThat(vault().open(acme, "hook 229").reveal()).isEqualTo("secret value 229");
    assertThat(vault().open(other, "hook").reveal()).isEqualTo("another value");
  }

  @Test
  void anotherProcessGoesOnReadingAndWritesWithTheNewKey() {
    Vault running = vault();
    running.put(acme, "hook", SecretValue.of("secret value"));

    rotate(vault());

    assertThat(running.open(acme, "hook").reveal()).isEqualTo("secret value");
    running.put(acme, "other hook", SecretValue.of("secret value"));
    assertThat(keys(acme)).hasSize(1);
  }

  @Test
  void whatCannotBeOpenedIsNamedAndStays() throws Exception {
    vault().put(acme, "lost", SecretValue.of("secret value"));
    Files.delete(keyFile);
    Vault renewed =
        Vault.keptWith(keyFile, true, database.tenants(), database.owner(), database.clock());
    renewed.put(acme, "hook", SecretValue.of("secret value"));

    KeyRotation.Report report = rotate(renewed);

    assertThat(report.credentials()).isEqualTo(1);
    assertThat(report.unopened())
        .singleElement()
        .satisfies(unopened -> {
          assertThat(unopened.organization().slug()).isEqualTo("acme");
          assertThat(unopened.name()).isEqualTo("lost");
        });
    assertThat(renewed.open(acme, "hook").reveal()).isEqualTo("secret value");
  }

  @Test
  void aRotationThatWasCutShortIsFinishedByTheNext() {
    Vault vault = vault();
    vault.put(acme, "hook", SecretValue.of("secret value"));
    vault.put(other, "hook", SecretValue.of("another value"));
    vault.addKey();
    vault.reseal(acme);
    assertThat(keys(acme)).isNotEqualTo(keys(other));

    rotate(vault);

    assertThat(keys(acme)).isEqualTo(keys(other));
    assertThat(vault.open(other, "hook").reveal()).isEqualTo("another value");
  }

  private KeyRotation.Report rotate(Vault vault) {
    return new KeyRotation(vault, database.organizations(), List.of())
        .run((organization, credentials) -> progress.add(organization.slug() + " " + credentials));
  }

  private List<Long> keys(TenantId tenant) {
    return database
        .tenants()
        .readOnly(
            tenant,
            sql ->
                sql.sql("select distinct key_id from fleet.credential where tenant_id = ?")
                    .param(tenant.value())
                    .query(Long.class)
                    .list());
  }

  private Vault vault() {
    return Vault.keptWith(keyFile, false, database.tenants(), database.owner(), database.clock());
  }
}
