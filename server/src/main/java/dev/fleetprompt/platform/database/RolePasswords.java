package dev.fleetprompt.platform.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The passwords of the application's own roles, derived from the owner's by HKDF-SHA256 (RFC 5869):
 * every process that knows the owner's password knows them, and none is stored.
 */
final class RolePasswords {
  private static final int BYTES = 32;

  private final String ownerPassword;
  private final Instance instance;

  RolePasswords(String ownerPassword, Instance instance) {
    this.ownerPassword = ownerPassword;
    this.instance = instance;
  }

  String of(String role) {
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(utf8(ownerPassword))
              .addSalt(utf8("fleetprompt " + instance.roleSuffix()))
              .thenExpand(utf8("role " + role), BYTES);
      byte[] key = KDF.getInstance("HKDF-SHA256").deriveData(parameters);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 25 has HKDF-SHA256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
