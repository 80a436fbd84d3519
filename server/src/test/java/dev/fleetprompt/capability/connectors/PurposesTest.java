package dev.fleetprompt.capability.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.egress.NameResolver;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PurposesTest {
  @TempDir private static Path folder;

  @Test
  void eachEffectOfAConnectorSaysInPlainWordsWhatItIsFor() {
    try (ConnectorBench bench = ConnectorBench.in(folder, NameResolver.system())) {
      assertThat(bench.all(DirectiveType.class))
          .hasSizeGreaterThanOrEqualTo(5)
          .allSatisfy(type ->
              assertThat(String.valueOf(((DirectiveType<?, ?>) type).purpose().orElse("")))
                  .as(String.valueOf(((DirectiveType<?, ?>) type).name()))
                  .matches("[A-Z][a-z]+ .+ a connection of yours"));
    }
  }
}
