package dev.fleetprompt.platform.identity;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The checks of WebAuthn, done by webauthn4j. Attestations are not asked for: which make of device
 * it is does not matter here.
 */
final class Ceremony {
  private static final int LONGEST_RESPONSE = 64 * 1024;

  /** What every authenticator of today signs with. */
  private static final List<PublicKeyCredentialParameters> ALGORITHMS =
      List.of(
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256),
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.EdDSA),
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.RS256));

  private Ceremony() {}

  /** The library is big, and many processes never see a passkey. */
  private static final class Lazy {
    static final ObjectConverter OBJECTS = new ObjectConverter();
    static final WebAuthnManager MANAGER = WebAuthnManager.createNonStrictWebAuthnManager(OBJECTS);
    static final AttestedCredentialDataConverter CREDENTIALS =
        new AttestedCredentialDataConverter(OBJECTS);
  }

  static RegistrationData registration(String response) {
    return understood(() -> Lazy.MANAGER.parseRegistrationResponseJSON(bounded(response)));
  }

  static AuthenticationData authentication(String response) {
    return understood(() -> Lazy.MANAGER.parseAuthenticationResponseJSON(bounded(response)));
  }

  static byte[] challenge(@Nullable CollectedClientData data) {
    if (data == null) {
      throw refused();
    }
    return data.getChallenge().getValue();
  }

  static void verify(RegistrationData made, Site site, byte[] challenge) {
    understood(() ->
        Lazy.MANAGER.verify(
            made, new RegistrationParameters(property(site, challenge), ALGORITHMS, true, true)));
  }

  static void verify(
      AuthenticationData answer, CredentialRecord record, Site site, byte[] challenge) {
    understood(() ->
        Lazy.MANAGER.verify(
            answer,
            new AuthenticationParameters(property(site, challenge), record, null, true, true)));
  }

  static byte[] bytes(AttestedCredentialData credential) {
    return Lazy.CREDENTIALS.convert(credential);
  }

  static AttestedCredentialData credential(byte[] bytes) {
    return Lazy.CREDENTIALS.convert(bytes);
  }

  static IdentityException refused() {
    return IdentityException.refused(
        "passkey.refused",
        "The passkey was not accepted. Try again, or sign in with your password.");
  }

  private static ServerProperty property(Site site, byte[] challenge) {
    return new ServerProperty(
        new com.webauthn4j.data.client.Origin(site.origin()),
        site.name(),
        new DefaultChallenge(challenge));
  }

  private static String bounded(String response) {
    if (response.length() > LONGEST_RESPONSE) {
      throw refused();
    }
    return response;
  }

  private static <T> T understood(Supplier<T> work) {
    try {
      return work.get();
    } catch (WebAuthnException
        | JacksonException
        | IllegalArgumentException
        | NullPointerException e) {
      // What is missing from a made-up response surfaces as any of these.
      throw refused();
    }
  }
}
