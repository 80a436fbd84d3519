package dev.fleetprompt.surface.web.overview;

import com.samskivert.mustache.Template;
import dev.fleetprompt.surface.web.NoticePage;
import dev.fleetprompt.surface.web.Templates;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The one page. */
@RestController
final class OverviewController {
  private final Overviews overviews;
  private final NoticePage notices;
  private final Template page;

  OverviewController(Overviews overviews, NoticePage notices, Templates templates) {
    this.overviews = overviews;
    this.notices = notices;
    this.page = templates.page("overview");
  }

  @GetMapping("/")
  ResponseEntity<String> show(@RequestParam(name = "organization") Optional<String> organization) {
    return overviews
        .of(organization)
        .map(overview ->
            ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(page.execute(overview)))
        .orElseGet(() -> organization.isPresent() ? unknown() : none());
  }

  private ResponseEntity<String> none() {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_HTML)
        .body(
            notices.render(
                "There is no organization yet",
                "‘./fleet demo’ creates one, installs the Daily Ops Digest and shows what happens."));
  }

  private ResponseEntity<String> unknown() {
    return ResponseEntity.status(HttpStatus.NOT_FOUND)
        .contentType(MediaType.TEXT_HTML)
        .body(
            notices.render(
                "There is no such organization",
                "Open this address without anything behind the port."));
  }
}
