package dev.fleetprompt.platform.identity;

/**
 * What someone who is not known yet gives about themselves, unchecked.
 *
 * @param name 1 to 200 characters
 * @param email at most 254 characters
 * @param password 10 to 200 characters
 */
public record NewPerson(String name, String email, String password) {
  @Override
  public String toString() {
    return "NewPerson";
  }
}
