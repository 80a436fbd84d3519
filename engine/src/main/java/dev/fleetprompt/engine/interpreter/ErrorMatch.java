package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.ErrorFilter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares errors with filters. */
final class ErrorMatch {

  /** The standard types had other addresses in drafts and in the conformance kit. */
  private static final Pattern STANDARD =
      Pattern.compile(
          "https://serverlessworkflow\\.io/"
              + "(?:spec/[0-9.]+/errors|dsl/errors/types|errors/types)/([a-z]+)");

  private ErrorMatch() {}

  static boolean matches(ErrorFilter filter, WorkflowError error) {
    return (filter.type() == null || name(filter.type()).equals(name(error.type())))
        && (filter.status() == null || filter.status() == error.status())
        && same(filter.instance(), error.instance())
        && same(filter.title(), error.title())
        && same(filter.detail(), error.detail());
  }

  private static boolean same(@Nullable String expected, @Nullable String actual) {
    return expected == null || expected.equals(actual);
  }

  private static String name(String type) {
    return STANDARD.matcher(type).replaceFirst("standard:$1");
  }
}
