package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.identity.NewPerson;
import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.platform.tenancy.Organization;
import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The person as whom one looks at the demonstration in a browser. */
@Component
final class DemoOwner {
  private static final String EMAIL = "owner@demo.example";

  /** Letters and digits that nobody takes for one another; 16 of 31 are 79 bits. */
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 4;
  private static final int GROUP = 4;

  private final SecureRandom random = new SecureRandom();
  private final Registration registration;

  DemoOwner(Registration registration) {
    this.registration = registration;
  }

  /** What is typed to sign in. */
  record Login(String email, String password) {
    @Override
    public String toString() {
      return email;
    }
  }

  /**
   * Makes the owner of the organization while the instance has no people at all; afterwards whoever
   * is there signs in with a password of their own.
   */
  Optional<Login> makeIfNobodyIsThere(Organization organization) {
    if (!registration.hasNobody()) {
      return Optional.empty();
    }
    Login login = new Login(EMAIL, password());
    registration.addOwner(
        organization.id(), new NewPerson("Demo owner", login.email(), login.password()));
    return Optional.of(login);
  }

  private String password() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      if (i > 0 && i % GROUP == 0) {
        password.append('-');
      }
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
