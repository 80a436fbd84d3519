package dev.fleetprompt.platform.ingress;

/**
 * A new token.
 *
 * @param secret the token itself: shown this once, kept nowhere
 */
public record IssuedToken(IngressToken token, String secret) {
  @Override
  public String toString() {
    return "ingress token " + token.prefix() + "…";
  }
}
