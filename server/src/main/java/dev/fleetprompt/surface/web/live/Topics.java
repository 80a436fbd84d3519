package dev.fleetprompt.surface.web.live;

import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalFeed.News;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a piece of news is about, in the words by which pages ask for it: {@code signals}, {@code
 * runs}, {@code directives}, {@code inbox}, {@code installed}, {@code connections}, {@code values},
 * and the very things as {@code run:<id>}, {@code directive:<id>}, {@code signal:<id>}.
 */
final class Topics {

  private static final int ID = 36;

  private Topics() {}

  static List<String> of(News news) {
    Set<String> topics = new TreeSet<>();
    topics.add("signals");
    topics.add(news.correlation().toString());
    news.causation().map(Link::toString).ifPresent(topics::add);
    news.subject().flatMap(Link::parse).map(Link::toString).ifPresent(topics::add);
    String type = news.type().value();
    switch (type.substring(0, type.indexOf('.'))) {
      case "workflow" -> topics.add("runs");
      case "directive" -> {
        topics.add("directives");
        topics.add("inbox");
        directive(news.eventId(), topics);
      }
      case "approval" -> topics.add("inbox");
      case "package", "installation" -> topics.add("installed");
      case "connection" -> topics.add("connections");
      case "value" -> topics.add("values");
      default -> {}
    }
    return List.copyOf(topics);
  }

  /** The event id of what a directive states begins with its id. */
  private static void directive(String eventId, Set<String> topics) {
    if (eventId.length() > ID && eventId.charAt(ID) == ':') {
      try {
        topics.add(Link.directive(UUID.fromString(eventId.substring(0, ID))).toString());
      } catch (IllegalArgumentException e) {
        // An event of another source that calls its types like this.
        return;
      }
    }
  }
}
