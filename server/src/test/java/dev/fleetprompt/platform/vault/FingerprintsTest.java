package dev.fleetprompt.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  @Test
  void everyOccurrenceOfEveryValueIsMasked() {
    Fingerprints known = new Fingerprints(7);
    known.add("https://chat.example.com/hooks/abcdefgh");
    known.add("abcdefgh");

    assertThat(
            known.mask(
                "POST https://chat.example.com/hooks/abcdefgh failed: abcdefgh abcdefghabcdefgh, not abcdefg"))
        .isEqualTo("POST *** failed: *** ******, not abcdefg");
  }

  @Test
  void itMasksWhatPlainReplacementMasks() {
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      Fingerprints known = new Fingerprints(random.nextLong());
      String value = text(random, 3);
      known.add(value);
      String text = text(random, 200);

      assertThat(known.mask(text)).isEqualTo(text.replace(value, Scrubber.MASK));
    }
  }

  @Test
  void aSecretIsKnownInTheFormsInWhichItTravels() {
    Set<String> forms =
        SecretForms.of(SecretValue.of("{\"user\":\"bot\",\"password\":\"p ss\\\"word/1\"}"));

    assertThat(forms)
        .contains("p ss\"word/1", "p ss\\\"word/1", "p+ss%22word%2F1", "cCBzcyJ3b3JkLzE")
        .doesNotContain("bot");
    assertThat(
            SecretForms.of(
                SecretValue.of("https://chat.example.com/hooks/abcdefghijkl?t=12345678")))
        .contains("abcdefghijkl", "12345678")
        .doesNotContain("hooks");
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("ab\u00e9".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
