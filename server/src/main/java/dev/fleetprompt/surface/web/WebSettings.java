package dev.fleetprompt.surface.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How people reach this server.
 *
 * @param publicUrl the address under which people reach this server through a proxy of the same
 *     machine, such as {@code https://fleet.example.com}; without it only the machine itself may
 */
@ConfigurationProperties("fleet.web")
public record WebSettings(@Nullable URI publicUrl) {
  public WebSettings {
    if (publicUrl != null
        && (publicUrl.getHost() == null
            || !("https".equals(publicUrl.getScheme()) || "http".equals(publicUrl.getScheme()))
            || !(publicUrl.getRawPath() == null
                || publicUrl.getRawPath().isEmpty()
                || publicUrl.getRawPath().equals("/")))) {
      throw new IllegalArgumentException(
          "FLEET_WEB_PUBLICURL must be an address without a path, such as https://fleet.example.com, not "
              + publicUrl);
    }
  }
}
