package dev.fleetprompt.surface.web.find;

import dev.fleetprompt.platform.identity.SignedIn;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the command palette looks for. */
@RestController
final class FindController {
  private static final int LONGEST = 100;

  private final ObjectProvider<Finder> finders;

  FindController(ObjectProvider<Finder> finders) {
    this.finders = finders;
  }

  record Answer(List<Found> found) {}

  @GetMapping("/find")
  Answer find(SignedIn who, @RequestParam(name = "q", defaultValue = "") String typed) {
    String text = typed.replace("\0", "").strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      return new Answer(List.of());
    }
    return new Answer(
        finders
            .orderedStream()
            .flatMap(finder -> finder.find(who, text).stream().limit(Finder.MOST))
            .toList());
  }
}
