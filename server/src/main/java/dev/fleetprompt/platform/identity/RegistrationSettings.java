package dev.fleetprompt.platform.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param open whether strangers may register and make organizations of their own
 */
@ConfigurationProperties("fleet.registration")
record RegistrationSettings(@DefaultValue("false") boolean open) {}
