package dev.fleetprompt.platform.egress;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EgressConfiguration {
  /** Names by the operating system, certificates by the Java runtime's trust store. */
  @Bean
  Egress egress() throws NoSuchAlgorithmException {
    return new Egress(NameResolver.system(), SSLContext.getDefault());
  }
}
