package dev.fleetprompt.platform.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.vault.SecretScan;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TokenTextTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void aTokenIsWellFormedAndNoTwoAreAlike() {
    String token = TokenText.random(random);

    assertThat(TokenText.isWellFormed(token)).isTrue();
    assertThat(token).startsWith("fp_in_").hasSize(55).isNotEqualTo(TokenText.random(random));
    assertThat(TokenText.prefix(token)).hasSize(10);
    assertThat(TokenText.hash(token)).hasSize(32);
  }

  @Test
  void oneWrongCharacterIsNoticed() {
    String token = TokenText.random(random);
    for (int i = TokenText.START.length(); i < token.length(); i++) {
      char other = token.charAt(i) == 'a' ? 'b' : 'a';
      String mistyped = token.substring(0, i) + other + token.substring(i + 1);

      assertThat(TokenText.isWellFormed(mistyped)).as("changed at %d", i).isFalse();
    }
    assertThat(TokenText.isWellFormed("")).isFalse();
    assertThat(TokenText.isWellFormed("fp_in_")).isFalse();
  }

  @Test
  void aTokenIsKnownAsASecretWhereverItStands() {
    assertThat(SecretScan.kindIn("see " + TokenText.random(random))).contains("FleetPrompt key");
  }
}
