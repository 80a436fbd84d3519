package dev.fleetprompt.surface.web.people;

import dev.fleetprompt.platform.identity.Members;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.ActorKind;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Gives actors the names that people know them by. */
@Component
public final class ActorNames {

  private final Members members;

  ActorNames(Members members) {
    this.members = members;
  }

  /** The names in one organization, as they are now. */
  public Known of(SignedIn viewer) {
    Map<String, String> byId = new HashMap<>();
    members
        .list(viewer.tenant())
        .forEach(member -> byId.put(member.person().toString(), member.name()));
    return new Known(viewer.person().toString(), byId);
  }

  /** The names of one organization's people. */
  public static final class Known {

    private final String viewer;
    private final Map<String, String> byId;

    private Known(String viewer, Map<String, String> byId) {
      this.viewer = viewer;
      this.byId = byId;
    }

    /** Such as "Ada Lovelace", "you" or "FleetPrompt". */
    public String of(Actor actor) {
      return switch (actor.kind()) {
        case HUMAN -> person(actor.id());
        default -> actor.id().equals("platform") ? "FleetPrompt" : actor.id();
      };
    }

    /** Of an actor written as {@code kind:id}. */
    public String of(String actor) {
      int colon = actor.indexOf(':');
      return colon > 0 && actor.substring(0, colon).equals(ActorKind.HUMAN.text())
          ? person(actor.substring(colon + 1))
          : actor.substring(colon + 1).replace("platform", "FleetPrompt");
    }

    /** Of a person's id. */
    public String person(String id) {
      return id.equals(viewer) ? "you" : byId.getOrDefault(id, "a former member");
    }
  }
}
