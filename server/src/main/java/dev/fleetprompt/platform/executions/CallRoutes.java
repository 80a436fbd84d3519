package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import java.util.Set;

/** What the names in {@code call} stand for. */
final class CallRoutes {

  private static final String HTTP = "http";
  private static final String HTTP_READ = "http.get";
  private static final String HTTP_EFFECT = "http.request";
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  private CallRoutes() {}

  /**
   * The function or directive type that is meant: {@code http} is a read or an effect, by its
   * method.
   */
  static String function(Command.Call call) {
    if (!call.function().equals(HTTP)) {
      return call.function();
    }
    String method = call.arguments().path("method").stringValue("GET");
    return SAFE_METHODS.contains(method) ? HTTP_READ : HTTP_EFFECT;
  }
}
