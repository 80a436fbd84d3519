package dev.fleetprompt.platform.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Envelope encryption with Tink: each sealing draws a data key of its own (AES-256-GCM), which the
 * newest key-encryption key wraps; all keys of the ring unwrap. Tenant and name are the associated
 * data, so a row that was moved to another tenant or name does not open.
 */
final class KeyRing {
  private static final byte[] CONTEXT = "fleet.credential.v1".getBytes(StandardCharsets.US_ASCII);

  private final KeysetHandle keys;
  private final Aead envelope;

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink does not offer AES-GCM", e);
    }
  }

  private KeyRing(KeysetHandle keys) {
    this.keys = keys;
    try {
      Aead wrapping = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
      this.envelope =
          KmsEnvelopeAead.create(parameters(AesGcmParameters.Variant.NO_PREFIX), wrapping);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The keyset holds no usable AES-GCM keys", e);
    }
  }

  /**
   * Reads the file, or makes it at the first start.
   *
   * @param credentialsExist asked only when the file is missing
   * @throws KeyFileException when it is missing although credentials were made with it
   */
  static KeyRing open(KeyFile file, BooleanSupplier credentialsExist) {
    if (!file.exists()) {
      if (credentialsExist.getAsBoolean()) {
        throw new KeyFileException(
            "vault.key_file_missing",
            "The key file "
                + file
                + " is missing, and without it the stored credentials cannot be opened. Put back the copy you"
                + " keep of it, or set fleet.vault.key-file to where it is.");
      }
      file.create(newKeys());
    }
    return read(file);
  }

  /** The keys that are in the file now. */
  static KeyRing read(KeyFile file) {
    return new KeyRing(file.read());
  }

  /** Adds a key, which encrypts from now on; the others still decrypt. */
  static KeyRing rotate(KeyFile file) {
    try {
      KeysetHandle rotated =
          KeysetHandle.newBuilder(file.read())
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(
                          parameters(AesGcmParameters.Variant.TINK))
                      .withRandomId()
                      .makePrimary())
              .build();
      file.replace(rotated);
      return new KeyRing(rotated);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink could not add a key", e);
    }
  }

  /** The key that encrypts now. */
  int newest() {
    return keys.getPrimary().getId();
  }

  boolean holds(int key) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.getAt(i).getId() == key) {
        return true;
      }
    }
    return false;
  }

  byte[] seal(TenantId tenant, String name, SecretValue secret) {
    byte[] plain = secret.revealBytes();
    try {
      return envelope.encrypt(plain, associatedData(tenant, name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink could not encrypt", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * The secret that was sealed for this tenant and name.
   *
   * @throws GeneralSecurityException when it was not, or was altered, or its key is not in the ring
   */
  SecretValue unseal(TenantId tenant, String name, byte[] sealed) throws GeneralSecurityException {
    byte[] plain = envelope.decrypt(sealed, associatedData(tenant, name));
    try {
      return SecretValue.of(plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static byte[] associatedData(TenantId tenant, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(CONTEXT.length + 16 + text.length)
        .put(CONTEXT)
        .putLong(tenant.value().getMostSignificantBits())
        .putLong(tenant.value().getLeastSignificantBits())
        .put(text)
        .array();
  }

  private static KeysetHandle newKeys() {
    try {
      return KeysetHandle.generateNew(parameters(AesGcmParameters.Variant.TINK));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink could not make a key", e);
    }
  }

  private static AesGcmParameters parameters(AesGcmParameters.Variant variant)
      throws GeneralSecurityException {
    return AesGcmParameters.builder()
        .setKeySizeBytes(32)
        .setIvSizeBytes(12)
        .setTagSizeBytes(16)
        .setVariant(variant)
        .build();
  }
}
