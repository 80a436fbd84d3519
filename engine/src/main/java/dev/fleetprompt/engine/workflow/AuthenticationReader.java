package dev.fleetprompt.engine.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads what a call authenticates with: always a connection, named straight or through {@code
 * use.authentications}.
 */
final class AuthenticationReader {

  private static final String REMEDY =
      "Name a connection, as in 'use: my-connection'; its credentials never enter a run.";
  private static final Map<String, Set<String>> SECRETS =
      Map.of("basic", Set.of("password"), "bearer", Set.of("token"));

  private final Problems problems;
  private final Reusables reusables;

  AuthenticationReader(Problems problems, Reusables reusables) {
    this.problems = problems;
    this.reusables = reusables;
  }

  /** A policy under {@code use.authentications}, which names the connection that holds it. */
  void declared(String name, JsonNode policy, String pointer) {
    Optional<String> connection = connection(policy);
    if (connection.isEmpty() || connection.get().contains("${")) {
      problems.add(pointer, "Credentials are not written into a workflow.", REMEDY);
    } else {
      reusables.authentications.put(name, connection.get());
    }
  }

  /** The name in <code>{ bearer: { use: name } }</code>, whatever the scheme. */
  private static Optional<String> connection(JsonNode policy) {
    if (policy.size() != 1) {
      return Optional.empty();
    }
    JsonNode use = policy.values().iterator().next().path("use");
    return use.isString() ? Optional.of(use.stringValue()) : Optional.empty();
  }

  /** The policy as connectors take it. */
  JsonNode resolved(JsonNode policy, String pointer) {
    JsonNode use = policy.path("use");
    if (use.isString()) {
      return using(reusables.authentications.getOrDefault(use.stringValue(), use.stringValue()));
    }
    Optional<String> connection = connection(policy);
    if (connection.isPresent()) {
      return using(connection.get());
    }
    refuseLiterals(policy, pointer);
    return policy;
  }

  private static JsonNode using(String connection) {
    return JsonNodeFactory.instance.objectNode().put("use", connection);
  }

  private void refuseLiterals(JsonNode policy, String pointer) {
    for (Map.Entry<String, JsonNode> scheme : policy.properties()) {
      Set<String> secrets = SECRETS.getOrDefault(scheme.getKey(), Set.of());
      boolean computed =
          !secrets.isEmpty()
              && secrets.stream()
                  .map(secret -> scheme.getValue().path(secret).stringValue(""))
                  .allMatch(Expressions::enclosed);
      if (computed) {
        problems.warn(pointer, "Connectors take no credentials from a run's data.", REMEDY);
      } else {
        problems.add(pointer, "Credentials are not written into a workflow.", REMEDY);
      }
    }
  }
}
