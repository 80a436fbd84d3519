package dev.fleetprompt.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.UnsupportedPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlatformTest {
  @Test
  void anotherSystemIsToldToBringItsOwnServer() {
    assertThatThrownBy(() -> Platform.of("Mac OS X", "aarch64"))
        .isInstanceOf(UnsupportedPlatform.class)
        .hasMessageContaining("FLEET_DATABASE_URL");
  }

  @ParameterizedTest
  @EnumSource
  void theArchiveIsOnTheClassPath(Platform platform) {
    assertThat(Platform.class.getResource("/" + platform.archive)).isNotNull();
  }
}
