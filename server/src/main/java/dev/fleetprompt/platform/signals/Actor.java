package dev.fleetprompt.platform.signals;

/**
 * Who did it.
 *
 * @param id names the party within its kind, such as a user's id or a connector's name; 1 to 200
 *     characters
 */
public record Actor(ActorKind kind, String id) {

  /** The platform itself, where nobody asked. */
  public static final Actor PLATFORM = new Actor(ActorKind.SYSTEM, "platform");

  public Actor {
    if (id.isBlank() || id.length() > 200) {
      throw new InvalidSignalException(
          "actor_invalid", "An actor's id has 1 to 200 characters, not " + id.length());
    }
  }

  public static Actor human(String id) {
    return new Actor(ActorKind.HUMAN, id);
  }

  public static Actor system(String id) {
    return new Actor(ActorKind.SYSTEM, id);
  }

  public static Actor integration(String id) {
    return new Actor(ActorKind.INTEGRATION, id);
  }
}
