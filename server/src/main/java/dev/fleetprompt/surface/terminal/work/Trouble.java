package dev.fleetprompt.surface.terminal.work;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a failure means for the person who gave the command. */
public final class Trouble {
  private static final String OURS = "dev.fleetprompt.";
  private static final int DEEPEST = 50;

  private Trouble() {}

  /** The first cause of a kind. */
  public static <T extends Throwable> Optional<T> causeOf(Throwable failure, Class<T> kind) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
    }
    return Optional.empty();
  }

  /** The message of our own error in it, which says what to do; else where to read more. */
  public static String inWords(Throwable failure, Path home) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      if (cause.getClass().getName().startsWith(OURS) && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return "The command failed unexpectedly (%s). The details are in %s; './fleet doctor' looks for common causes."
        .formatted(failure.getClass().getSimpleName(), home.resolve("log").resolve("server.log"));
  }
}
