package dev.fleetprompt.surface.terminal.control;

import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.options.Typed;
import dev.fleetprompt.surface.terminal.work.Desk;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries out commands that were given while this process holds the home, and answers line by line.
 */
@RestController
final class ControlController {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ControlToken token;
  private final Desk desk;

  ControlController(ControlToken token, Desk desk) {
    this.token = token;
    this.desk = desk;
  }

  @PostMapping(Forwarded.PATH)
  void perform(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody Forwarded command,
      HttpServletResponse response)
      throws IOException {
    if (!token.isIn(authorization)) {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    response.setContentType("application/x-ndjson;charset=UTF-8");
    Lines lines = new Lines(response.getWriter());
    ExitCode exit =
        switch (Typed.of(command.arguments().toArray(String[]::new))) {
          case Typed.Understood(var request) ->
              desk.perform(request, Path.of(command.folder()), lines);
          case Typed.Help(String text) -> {
            lines.say(text);
            yield ExitCode.DONE;
          }
          case Typed.Misused(String message) -> {
            lines.warn(message);
            yield ExitCode.MISUSED;
          }
        };
    lines.write(Spoken.exit(exit.number()));
  }

  private record Lines(Writer writer) implements Console {
    @Override
    public void say(String text) {
      write(Spoken.said(text));
    }

    @Override
    public void warn(String text) {
      write(Spoken.warned(text));
    }

    void write(Spoken line) {
      try {
        writer.write(JSON.writeValueAsString(line));
        writer.write('\n');
        writer.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
