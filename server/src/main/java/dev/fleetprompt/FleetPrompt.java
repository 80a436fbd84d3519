package dev.fleetprompt;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/** The application. */
@SpringBootApplication(exclude = DataSourceAutoConfiguration.class)
public class FleetPrompt {
  public static void main(String[] args) {
    SpringApplication.run(FleetPrompt.class, args);
  }
}
