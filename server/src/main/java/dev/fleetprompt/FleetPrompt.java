package dev.fleetprompt;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class FleetPrompt {
  public static void main(String[] args) {
    SpringApplication.run(FleetPrompt.class, args);
  }
}
