package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;

/** A command that can say what it asks for. */
interface RequestSource {
  /**
   * @throws picocli.CommandLine.ParameterException when what was typed makes no sense
   */
  Request request();
}
