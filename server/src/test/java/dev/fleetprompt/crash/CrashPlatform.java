package dev.fleetprompt.crash;

import dev.fleetprompt.platform.database.ServerLogin;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The whole platform on a database that may have other processes at work. */
final class CrashPlatform {

  /**
   * Not a configuration by annotation, so that no scan of the application finds it among the tests.
   */
  @ComponentScan({"dev.fleetprompt.platform", "dev.fleetprompt.capability"})
  @Import(CrashCapabilities.class)
  static class Everything {}

  private CrashPlatform() {}

  /** A platform that works on the queue. */
  static ConfigurableApplicationContext working(ServerLogin login, URI receiver) {
    return builder(settings(login, receiver)).run();
  }

  /** A platform that commits and reads, and leaves the work to other processes. */
  static ConfigurableApplicationContext idle(ServerLogin login, URI receiver) {
    return builder(settings(login, receiver))
        .initializers(context ->
            context.addBeanFactoryPostProcessor(
                beans -> ((BeanDefinitionRegistry) beans).removeBeanDefinition("queueLifecycle")))
        .run();
  }

  static SpringApplicationBuilder builder(Map<String, Object> settings) {
    return new SpringApplicationBuilder(Everything.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties(settings);
  }

  static Map<String, Object> settings(ServerLogin login, URI receiver) {
    return Map.of(
        "fleet.database.url", login.jdbcUrl(),
        "fleet.database.user", login.user(),
        "fleet.database.password", login.password(),
        "fleet.home", home().toString(),
        "crash.receiver", receiver.toString());
  }

  static Path home() {
    return Path.of("target", "crash", "home").toAbsolutePath();
  }
}
