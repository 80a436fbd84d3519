package dev.fleetprompt.surface.web.inertia;

import dev.fleetprompt.platform.ids.Ids;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Made-up pages behind the real adapter. */
final class ProtocolPages {
  static final String HOSTILE = "</script><b>\u2028&amp; <!--";
  static final List<String> COMPUTED = new CopyOnWriteArrayList<>();

  private static final String MANIFEST =
      """
      {
        "src/main.ts": {"file": "assets/main-1.js", "isEntry": true, "imports": ["_shared.js"], "css": ["assets/main-1.css"]},
        "src/pages/Error.svelte": {"file": "assets/Error-1.js", "imports": ["_shared.js", "src/main.ts"]},
        "_shared.js": {"file": "assets/shared-1.js"}
      }
      """;

  private ProtocolPages() {}

  static Resource file(String name) {
    return new ClassPathResource(name);
  }

  @EnableAutoConfiguration(
      exclude = {
        DataSourceAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class
      })
  @ComponentScan(
      basePackages = "dev.fleetprompt.surface.web",
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = {
                ".*Test.*",
                ".*\\.surface\\.web\\.(?!inertia)\\w+\\..*",
                ".*\\.Readiness"
              }))
  static class Application {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    Ids ids(Clock clock) {
      return Ids.following(clock);
    }

    @Bean
    Assets assets() {
      return Assets.of(new ByteArrayResource(MANIFEST.getBytes(StandardCharsets.UTF_8)));
    }

    @Bean
    SharedProps viewer() {
      return request -> Map.of("viewer", Lazy.of(() -> "Ada"));
    }
  }

  record Props(String hostile, BigDecimal price, Lazy<String> costly, Lazy<String> rare) {}

  /** Only where the property is set: every test of the whole application finds this class, too. */
  @Controller
  @ConditionalOnBooleanProperty("protocol-pages")
  static class Things {
    @GetMapping("/things")
    Page show() {
      return Page.of(
          "Error",
          new Props(
              HOSTILE,
              new BigDecimal("10.50"),
              Lazy.of(() -> computed("costly")),
              Lazy.onDemand(() -> computed("rare"))));
    }

    @PostMapping("/things")
    SeeOther save(Form form) {
      String name = form.required("name", 100);
      if (!form.json("count").isMissingNode()) {
        form.number("count", 1, 10);
      }
      form.check();
      return SeeOther.to("/things").saying(name + " was saved.");
    }

    @PostMapping("/many")
    SeeOther refuse() {
      Map<String, String> errors = new LinkedHashMap<>();
      for (int i = 0; i < 100; i++) {
        errors.put("config.items." + i, "Give a whole number, as the documentation says.");
      }
      throw new InvalidInput(errors);
    }

    @PostMapping("/leave")
    SeeOther leave() {
      return SeeOther.to("/things").wholly();
    }

    @GetMapping("/missing")
    Page missing() {
      throw new NotFoundException("thing");
    }

    @GetMapping("/failing")
    Page failing() {
      throw new IllegalStateException("secret detail");
    }

    private static String computed(String name) {
      COMPUTED.add(name);
      return "computed";
    }
  }
}
