package dev.fleetprompt.platform.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  @Test
  void versionsAreInTheOrderOfTheSpecification() {
    List<String> ordered =
        List.of(
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.2.0",
            "1.10.0",
            "2.0.0");

    assertThat(
            Stream.of(ordered.toArray(String[]::new))
                .map(Version::parse)
                .sorted()
                .map(Version::toString))
        .containsExactlyElementsOf(ordered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "1.0", "01.0.0", "1.0.0-", "v1.0.0", "1.0.0+build", "1.0.9999999999"})
  void whatIsNoVersionIsRefused(String text) {
    assertThatThrownBy(() -> Version.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write it like '1.4.0'");
  }

  @ParameterizedTest
  @CsvSource({
    "'>=0.1.0 <1.0.0', 0.1.0, true",
    "'>=0.1.0 <1.0.0', 1.0.0, false",
    "1.2.3, 1.2.3, true",
    "=1.2.3, 1.2.4, false",
    "'>1.0.0 <=2.0.0', 2.0.0, true",
  })
  void aRangeHoldsWhereAllItsBoundsDo(String range, String version, boolean contained) {
    assertThat(VersionRange.parse(range).contains(Version.parse(version))).isEqualTo(contained);
  }
}
