package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A signal in words: who, about what, because of what. */
final class Sentence {
  private static final int SHORT = 8;

  private Sentence() {}

  static String of(Signal signal) {
    List<String> parts = new ArrayList<>();
    parts.add("by " + signal.actor().kind().text() + " " + signal.actor().id());
    signal.subject().ifPresent(subject -> parts.add("about " + shortened(subject)));
    signal.causation().ifPresent(cause -> parts.add("because of " + named(cause)));
    return String.join(", ", parts);
  }

  private static String named(Link link) {
    String id = link.id().toString();
    return link.kind().name().toLowerCase(Locale.ROOT) + " …" + id.substring(id.length() - SHORT);
  }

  private static String shortened(String subject) {
    return subject.length() == 36 && subject.charAt(8) == '-'
        ? "…" + subject.substring(36 - SHORT)
        : subject;
  }
}
