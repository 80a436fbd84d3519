package dev.fleetprompt.platform.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A device with a passkey, and the browser before it, as WebAuthn level 3 describes both: ES256, no
 * attestation.
 */
final class SoftPasskey {
  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int WITH_CREDENTIAL = 0x40;

  private final KeyPair keys;
  private final byte[] id = new byte[32];
  private String userHandle = "";
  private int count;

  /** What this device does wrongly, for tests. */
  boolean verifiesUser = true;

  SoftPasskey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
    new SecureRandom().nextBytes(id);
  }

  /** The JSON that a browser's page sends after making it. */
  String create(Passkeys.Creation wanted, String origin) throws Exception {
    userHandle = wanted.userId();
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    byte[] data = data(wanted.site(), WITH_CREDENTIAL);
    object.write(0xa3);
    text(object, "fmt");
    text(object, "none");
    text(object, "attStmt");
    object.write(0xa0);
    text(object, "authData");
    object.write(0x58);
    object.write(data.length);
    object.write(data);
    return answer(
        "\"clientDataJSON\":\"%s\",\"attestationObject\":\"%s\",\"transports\":[\"internal\"]"
            .formatted(
                base64(clientData("webauthn.create", wanted.challenge(), origin)),
                base64(object.toByteArray())));
  }

  /** The JSON that a browser's page sends after using it. */
  String use(Passkeys.Request wanted, String origin) throws Exception {
    byte[] clientData = clientData("webauthn.get", wanted.challenge(), origin);
    byte[] data = data(wanted.site(), 0);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(data);
    signature.update(sha256(clientData));
    return answer(
        "\"clientDataJSON\":\"%s\",\"authenticatorData\":\"%s\",\"signature\":\"%s\",\"userHandle\":\"%s\""
            .formatted(base64(clientData), base64(data), base64(signature.sign()), userHandle));
  }

  private String answer(String response) {
    return "{\"id\":\"%1$s\",\"rawId\":\"%1$s\",\"type\":\"public-key\",\"authenticatorAttachment\":\"platform\",\"clientExtensionResults\":{},\"response\":{%2$s}}"
        .formatted(base64(id), response);
  }

  private byte[] data(String site, int flags) throws Exception {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(sha256(site.getBytes(StandardCharsets.UTF_8)));
    data.write(flags | PRESENT | (verifiesUser ? VERIFIED : 0));
    data.write(ByteBuffer.allocate(4).putInt(++count).array());
    if (flags == WITH_CREDENTIAL) {
      data.write(new byte[16]);
      data.write(ByteBuffer.allocate(2).putShort((short) id.length).array());
      data.write(id);
      ECPublicKey key = (ECPublicKey) keys.getPublic();
      // A COSE key (RFC 9053): EC2, ES256, P-256, x, y.
      data.write(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32});
      data.write(fixed(key.getW().getAffineX()));
      data.write(new byte[] {0x22, 0x58, 32});
      data.write(fixed(key.getW().getAffineY()));
    }
    return data.toByteArray();
  }

  private static byte[] clientData(String type, String challenge, String origin) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, challenge, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void text(ByteArrayOutputStream out, String text) throws IOException {
    out.write(0x60 + text.length());
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(
        Arrays.copyOfRange(bytes, bytes.length - length, bytes.length),
        0,
        fixed,
        32 - length,
        length);
    return fixed;
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
