package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.schemas.ExactJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks directive types what else is committed when one of theirs ends without its effect. */
@Component
class DirectiveEnds {

  private static final Logger LOG = LoggerFactory.getLogger(DirectiveEnds.class);

  /** Looked up late: types commit changes, and writers of changes ask types. */
  private final Supplier<DirectiveTypes> types;

  @Autowired
  DirectiveEnds(ObjectProvider<DirectiveTypes> types) {
    this(types::getObject);
  }

  DirectiveEnds(Supplier<DirectiveTypes> types) {
    this.types = types;
  }

  List<Change> of(DirectiveName name, JsonNode params, DirectiveEnd end) {
    Optional<DirectiveType<?, ?>> type = types.get().find(name);
    return type.isPresent() ? of(type.get(), params, end) : List.of();
  }

  private static <P> List<Change> of(DirectiveType<P, ?> type, JsonNode params, DirectiveEnd end) {
    P typed;
    try {
      typed = ExactJson.value(params, type.params());
    } catch (JacksonException e) {
      LOG.warn(
          "This version of {} cannot read the params of directive {}; it ends by itself",
          type.name(),
          end.directive(),
          e);
      return List.of();
    }
    return type.ended(typed, end);
  }
}
