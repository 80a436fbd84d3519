package dev.fleetprompt.surface.web;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The few files that pages refer to. */
@RestController
final class StaticFiles {
  private final String style;
  private final String icon;

  StaticFiles(Templates templates) {
    this.style = templates.text("style.css");
    this.icon = templates.text("favicon.svg");
  }

  @GetMapping("/style.css")
  ResponseEntity<String> style() {
    return ResponseEntity.ok().contentType(new MediaType("text", "css")).body(style);
  }

  @GetMapping("/favicon.svg")
  ResponseEntity<String> icon() {
    return ResponseEntity.ok().contentType(new MediaType("image", "svg+xml")).body(icon);
  }
}
