package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.PackageFiles;
import dev.fleetprompt.platform.packages.Problem;
import dev.fleetprompt.platform.templates.InvalidTemplateException;
import dev.fleetprompt.platform.templates.Template;
import dev.fleetprompt.platform.templates.TextFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a package's templates can be used. */
final class TemplateCheck {

  private TemplateCheck() {}

  static void check(String name, PackageFiles files, Findings findings) {
    String path = "templates/" + name;
    Optional<String> text = files.text(path);
    if (text.isEmpty()) {
      return;
    }
    Optional<TextFormat> format = TextFormat.ofFile(name);
    if (format.isEmpty()) {
      findings.file(
          path,
          "The name does not say where the text is shown, so values cannot be escaped for it.",
          "Let the name end with "
              + Arrays.stream(TextFormat.values())
                  .map(TextFormat::ending)
                  .collect(Collectors.joining(" or "))
              + ".");
      return;
    }
    try {
      Template.of(text.get(), format.get());
    } catch (InvalidTemplateException invalid) {
      findings.add(new Problem(path, invalid.line(), 0, "", message(invalid), invalid.remedy()));
    }
  }

  private static String message(InvalidTemplateException invalid) {
    return String.valueOf(invalid.getMessage());
  }
}
