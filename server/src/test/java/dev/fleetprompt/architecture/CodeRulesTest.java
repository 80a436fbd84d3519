package dev.fleetprompt.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CodeRulesTest {
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "(?m)^public (?:(?:final|sealed|non-sealed|abstract|static) )*(?:class|record|interface|enum|@interface) ");
  private static final Pattern DOCUMENTED_TYPE =
      Pattern.compile("(?s)\\*/\\s*(?:@[A-Za-z.]+(?:\\((?:[^()]|\\([^()]*\\))*\\))?\\s*)*$");

  @Test
  void packagesAreNamedBySubject() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage(
                "..util..",
                "..utils..",
                "..helper..",
                "..helpers..",
                "..common..",
                "..manager..",
                "..impl..",
                "..dto..")
            .because("a package says what it is about, not what kind of classes it holds"));
  }

  @Test
  void collaboratorsComeThroughConstructors() {
    check(
        fields()
            .should()
            .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .andShould()
            .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Value")
            .andShould()
            .notBeAnnotatedWith("jakarta.inject.Inject")
            .andShould()
            .notBeAnnotatedWith("jakarta.annotation.Resource"));
  }

  @Test
  void nothingSleeps() {
    check(
        noClasses()
            .that()
            // Another process's file can be looked at only again and again.
            .doNotHaveFullyQualifiedName("dev.fleetprompt.platform.database.embedded.Processes")
            .should()
            .callMethodWhere(
                describe(
                    "a thread sleeps",
                    call ->
                        call.getTargetOwner().isEquivalentTo(Thread.class)
                            && call.getName().equals("sleep")))
            .because("waiting is for a condition or a queue row, and both can be woken"));
  }

  @Test
  void timeComesFromTheInjectedClock() {
    check(
        noClasses()
            .should()
            .callMethodWhere(
                describe(
                    "java.time reads the system's clock",
                    call ->
                        call.getTargetOwner().getPackageName().equals("java.time")
                            && call.getName().equals("now")
                            && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(java.time.Clock.class))))
            .because("a test must be able to set the time"));
  }

  @Test
  void theSystemClockIsReadByConfigurationsOnly() {
    check(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Configuration")
            .and()
            .doNotHaveFullyQualifiedName("dev.fleetprompt.FleetPrompt")
            .should()
            .callMethodWhere(
                describe(
                    "the system's clock",
                    (JavaMethodCall call) ->
                        (call.getTargetOwner().isEquivalentTo(System.class)
                                && call.getName().equals("currentTimeMillis"))
                            || (call.getTargetOwner().isEquivalentTo(java.time.Clock.class)
                                && call.getName().startsWith("system"))
                            || (call.getTargetOwner().isEquivalentTo(java.util.Date.class)
                                && call.getName().equals("<init>")))));
  }

  @Test
  void theEngineStandsAlone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.fleetprompt.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.springframework..",
                "java.sql..",
                "javax.sql..",
                "java.net.http..",
                "org.apache.hc..",
                "org.postgresql..",
                "jakarta.."));
  }

  @Test
  void endpointsLiveOnTheSurface() {
    check(
        classes()
            .that()
            .areAnnotatedWith("org.springframework.stereotype.Controller")
            .or()
            .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
            .should()
            .resideInAPackage("dev.fleetprompt.surface.."));
  }

  @Test
  void publicTypesOfAModuleAreDocumented() {
    List<String> undocumented =
        Production.sources().stream()
            .filter(Production.Source::ofModuleRoot)
            .filter(CodeRulesTest::hasUndocumentedPublicType)
            .map(source -> source.path().toString())
            .toList();

    assertThat(undocumented).as("public types without Javadoc").isEmpty();
  }

  private static boolean hasUndocumentedPublicType(Production.Source source) {
    var type = PUBLIC_TYPE.matcher(source.text());
    return type.find() && !DOCUMENTED_TYPE.matcher(source.text().substring(0, type.start())).find();
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(Production.CLASSES);
  }
}
