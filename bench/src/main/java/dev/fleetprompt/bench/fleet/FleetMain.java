package dev.fleetprompt.bench.fleet;

import dev.fleetprompt.FleetPrompt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A process of FleetPrompt that answers {@code heap} with the bytes in use after a collection, and
 * ends with its input.
 */
final class FleetMain {

  private FleetMain() {}

  /**
   * @param arguments {@code server} for the whole application with its pages and HTTP API, {@code
   *     worker} for the platform alone
   */
  public static void main(String[] arguments) throws IOException {
    boolean server = arguments[0].equals("server");
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(server ? FleetPrompt.class : FleetPlatform.Everything.class)
            .sources(BenchCapabilities.class)
            .web(server ? WebApplicationType.SERVLET : WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .properties("server.port=0")
            .run();
    answer("ready " + context.getEnvironment().getProperty("local.server.port", "0"));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (commands.readLine() != null) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      answer(Long.toString(runtime.totalMemory() - runtime.freeMemory()));
    }
    Runtime.getRuntime().halt(0);
  }

  private static void answer(String text) {
    System.out.println("> " + text);
  }
}
