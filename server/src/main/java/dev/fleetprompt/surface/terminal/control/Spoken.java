package dev.fleetprompt.surface.terminal.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One line of an answer: something said, something warned of, or the end with its exit code. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Spoken(@Nullable String said, @Nullable String warned, @Nullable Integer exit) {
  static Spoken said(String text) {
    return new Spoken(text, null, null);
  }

  static Spoken warned(String text) {
    return new Spoken(null, text, null);
  }

  static Spoken exit(int code) {
    return new Spoken(null, null, code);
  }
}
