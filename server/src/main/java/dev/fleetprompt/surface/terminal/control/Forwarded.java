package dev.fleetprompt.surface.terminal.control;

import java.util.List;

/**
 * A command line given elsewhere.
 *
 * @param folder the absolute folder that its paths are meant from
 */
record Forwarded(String folder, List<String> arguments) {
  static final String PATH = "/control/commands";
}
