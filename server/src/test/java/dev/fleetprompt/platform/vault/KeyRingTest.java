package dev.fleetprompt.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
  private static final TenantId ACME = new TenantId(new UUID(1, 1));
  private static final TenantId OTHER = new TenantId(new UUID(1, 2));
  private static final SecretValue SECRET = SecretValue.of("made-up-webhook-token");

  @TempDir private Path home;
  private Path path = Path.of("unset");
  private KeyFile file = new KeyFile(path);

  @BeforeEach
  void chooseTheFile() {
    path = home.resolve("keys/kek.json");
    file = new KeyFile(path);
  }

  @Test
  void theFirstStartMakesAFileThatOnlyItsOwnerReads() throws Exception {
    KeyRing.open(file, () -> false);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
        .isEqualTo("rwx------");
    assertThat(home.resolve("keys")).isDirectoryContaining(entry -> entry.equals(path));
    assertThat(Files.list(home.resolve("keys")).count()).isEqualTo(1);
  }

  @Test
  void whatIsSealedOpensAfterARestartAndShowsNothing() throws Exception {
    byte[] sealed = KeyRing.open(file, () -> false).seal(ACME, "hook", SECRET);

    SecretValue opened = KeyRing.open(file, () -> true).unseal(ACME, "hook", sealed);

    assertThat(opened).isEqualTo(SECRET);
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("token");
  }

  @Test
  void aRowMovedToAnotherTenantOrNameDoesNotOpen() {
    KeyRing ring = KeyRing.open(file, () -> false);
    byte[] sealed = ring.seal(ACME, "hook", SECRET);

    assertThatThrownBy(() -> ring.unseal(OTHER, "hook", sealed))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> ring.unseal(ACME, "hook2", sealed))
        .isInstanceOf(GeneralSecurityException.class);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> ring.unseal(ACME, "hook", sealed))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void afterARotationTheNewKeyEncryptsAndTheOldOneStillDecrypts() throws Exception {
    KeyRing before = KeyRing.open(file, () -> false);
    byte[] old = before.seal(ACME, "hook", SECRET);

    KeyRing after = KeyRing.rotate(file);

    assertThat(after.newest()).isNotEqualTo(before.newest());
    assertThat(after.holds(before.newest())).isTrue();
    assertThat(after.unseal(ACME, "hook", old)).isEqualTo(SECRET);
    byte[] fresh = KeyRing.open(file, () -> true).seal(ACME, "hook", SECRET);
    assertThatThrownBy(() -> before.unseal(ACME, "hook", fresh))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aMissingFileIsNotReplacedWhileCredentialsNeedIt() {
    assertThatThrownBy(() -> KeyRing.open(file, () -> true))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("Put back the copy")
        .hasMessageContaining(path.toString());
    assertThat(path).doesNotExist();
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws Exception {
    KeyRing.open(file, () -> false);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> KeyRing.open(file, () -> true))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    KeyRing.open(file, () -> false);
    Files.writeString(path, "{}");

    assertThatThrownBy(() -> KeyRing.open(file, () -> true))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aSecretNeverPrintsItselfAndCanBeWiped() {
    SecretValue secret = SecretValue.of("made-up-webhook-token");

    assertThat(secret).hasToString("***");
    secret.close();
    assertThatThrownBy(secret::reveal).isInstanceOf(IllegalStateException.class);
  }
}
