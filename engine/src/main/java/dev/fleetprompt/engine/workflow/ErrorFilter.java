package dev.fleetprompt.engine.workflow;

import org.jspecify.annotations.Nullable;

/** The errors that a catch takes: those that equal every given part. */
public record ErrorFilter(
    @Nullable String type,
    @Nullable Integer status,
    @Nullable String instance,
    @Nullable String title,
    @Nullable String detail) {

  /** Takes every error. */
  public static final ErrorFilter ANY = new ErrorFilter(null, null, null, null, null);
}
