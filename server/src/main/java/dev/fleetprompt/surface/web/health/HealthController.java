package dev.fleetprompt.surface.web.health;

import dev.fleetprompt.surface.web.Readiness;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For probes and people: is it alive, and can it work, and why not. */
@RestController
final class HealthController {
  private final Readiness readiness;

  HealthController(Readiness readiness) {
    this.readiness = readiness;
  }

  record Live(String status) {}

  record Ready(String status, List<Readiness.Finding> checks) {}

  @GetMapping("/health/live")
  Live live() {
    return new Live("live");
  }

  @GetMapping("/health/ready")
  ResponseEntity<Ready> ready() {
    List<Readiness.Finding> findings = readiness.look();
    boolean well = findings.stream().allMatch(Readiness.Finding::well);
    return ResponseEntity.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(new Ready(well ? "ready" : "not ready", findings));
  }
}
