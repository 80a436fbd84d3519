package dev.fleetprompt.architecture;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.FleetPrompt;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {
  private static final ApplicationModules MODULES = ApplicationModules.of(FleetPrompt.class);

  @Test
  void modulesReachEachOtherThroughTheirApiOnlyAndWithoutCycles() {
    MODULES.verify();
  }

  @Test
  void everyModuleIsDeclared() {
    assertThat(MODULES.stream().map(module -> module.getBasePackage().getName()))
        .contains("dev.fleetprompt.platform.commit")
        .allMatch(
            name -> name.matches("dev\\.fleetprompt\\.(platform|capability|surface)\\.[a-z]+"));
  }

  @Test
  void aFloorKnowsOnlyTheFloorsBelowIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("engine")
        .definedBy("dev.fleetprompt.engine..")
        .layer("platform")
        .definedBy("dev.fleetprompt.platform..")
        .layer("capability")
        .definedBy("dev.fleetprompt.capability..")
        .layer("surface")
        .definedBy("dev.fleetprompt.surface..")
        .layer("start")
        .definedBy("dev.fleetprompt")
        .whereLayer("start")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("surface")
        .mayOnlyBeAccessedByLayers("start")
        .whereLayer("capability")
        .mayOnlyBeAccessedByLayers("surface")
        .whereLayer("platform")
        .mayOnlyBeAccessedByLayers("capability", "surface")
        .check(Production.CLASSES);
  }
}
