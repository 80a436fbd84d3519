package dev.fleetprompt.surface.web.marketplace;

import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.Problem;
import dev.fleetprompt.surface.web.inertia.InvalidInput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a configuration, as errors of the form's fields. */
public final class ConfigurationErrors {

  private static final Pattern MISSING = Pattern.compile("required property '([^']+)'");

  private ConfigurationErrors() {}

  /** Errors of fields {@code config.…}, or of the whole form. */
  public static InvalidInput of(PackageException refusal) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (Problem problem : refusal.problems()) {
      Matcher missing = MISSING.matcher(problem.message());
      boolean absent = missing.find();
      String path = problem.path() + (absent ? "/" + missing.group(1) : "");
      errors.putIfAbsent(
          path.isEmpty() ? "form" : "config" + path.replace('/', '.'),
          absent ? "Fill this in." : sentence(problem.message()));
    }
    return errors.isEmpty() ? InvalidInput.of("form", refusal.reason()) : new InvalidInput(errors);
  }

  private static String sentence(String message) {
    String text = message.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + message.substring(1);
    return text.endsWith(".") ? text : text + ".";
  }
}
