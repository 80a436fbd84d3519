package dev.fleetprompt.capability.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplittingTest {
  private static final Splitting SPLITTING = new Splitting(text -> text.length() <= 200);

  @Test
  void aTextThatFitsStaysWhole() {
    assertThat(SPLITTING.parts("a\n\nb")).containsExactly("a\n\nb");
    assertThat(SPLITTING.parts("")).containsExactly("");
  }

  @Test
  void itIsCutBetweenParagraphsBeforeLinesBeforeWords() {
    String paragraph = "x".repeat(120);
    String lines = ("y".repeat(70) + "\n").repeat(4).strip();

    assertThat(SPLITTING.parts(paragraph + "\n\n" + paragraph))
        .containsExactly(paragraph, paragraph);
    assertThat(SPLITTING.parts(lines)).hasSize(2).allMatch(part -> !part.endsWith("\n"));
    assertThat(SPLITTING.parts("z".repeat(450))).hasSizeBetween(3, 5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPartFitsAndNothingIsLost(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      int kind = random.nextInt(40);
      text.append(kind == 0 ? "\n\n" : kind == 1 ? "\n" : kind == 2 ? "😀" : "a");
    }

    List<String> parts = SPLITTING.parts(text.toString());

    assertThat(parts).allMatch(part -> part.length() <= 200 && !part.isBlank());
    assertThat(String.join("", parts).replace("\n", ""))
        .isEqualTo(text.toString().replace("\n", ""));
  }
}
