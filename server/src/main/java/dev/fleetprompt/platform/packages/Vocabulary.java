package dev.fleetprompt.platform.packages;

import java.util.Set;

/**
 * The names that packages may use on this platform.
 *
 * @param functions what tasks may call without effect
 * @param directives what tasks may request
 */
public record Vocabulary(Set<String> functions, Set<String> directives) {

  public Vocabulary {
    functions = Set.copyOf(functions);
    directives = Set.copyOf(directives);
  }
}
