package dev.fleetprompt.isolation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Every route that the application answers. */
final class Routes {
  private Routes() {}

  /** One way to call one of them. */
  record Route(String method, String pattern) {
    boolean hasVariables() {
      return pattern.contains("{");
    }

    @Override
    public String toString() {
      return method + " " + pattern;
    }
  }

  static List<Route> of(ApplicationContext application) {
    List<Route> routes = new ArrayList<>();
    application
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(mapping ->
            Optional.ofNullable(mapping.getPathPatternsCondition())
                .ifPresent(patterns -> {
                  for (PathPattern pattern : patterns.getPatterns()) {
                    if (mapping.getMethodsCondition().getMethods().isEmpty()) {
                      routes.add(new Route("GET", pattern.getPatternString()));
                    }
                    for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                      routes.add(new Route(method.name(), pattern.getPatternString()));
                    }
                  }
                }));
    routes.sort(Comparator.comparing(Route::toString));
    return routes;
  }
}
