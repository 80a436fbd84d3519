package dev.fleetprompt.platform.paging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The conditions of a search, only those that were asked for, so that the database plans for just
 * these. Each is constant SQL with one named parameter; values are never part of the text.
 */
public final class Conditions {

  private final List<String> texts = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Adds a condition without parameter. */
  public Conditions and(String condition) {
    texts.add(condition);
    return this;
  }

  /**
   * Adds a condition.
   *
   * @param condition names {@code parameter} after a colon
   */
  public Conditions and(String condition, String parameter, Object value) {
    texts.add(condition);
    values.put(parameter, value);
    return this;
  }

  /** Adds a condition if there is a value for it. */
  public Conditions and(String condition, String parameter, Optional<?> value) {
    value.ifPresent(present -> and(condition, parameter, (Object) present));
    return this;
  }

  /** Gives a value to a further parameter of the condition before. */
  public Conditions value(String parameter, Object value) {
    values.put(parameter, value);
    return this;
  }

  /** These and others; both stay as they are. */
  public Conditions with(Conditions others) {
    Conditions all = new Conditions();
    all.texts.addAll(texts);
    all.texts.addAll(others.texts);
    all.values.putAll(values);
    all.values.putAll(others.values);
    return all;
  }

  /** Adds a condition if it is wanted. */
  public Conditions when(boolean wanted, String condition) {
    return wanted ? and(condition) : this;
  }

  public boolean isEmpty() {
    return texts.isEmpty();
  }

  /** All of them, joined; {@code true} when there are none. */
  public String sql() {
    return texts.isEmpty() ? "true" : String.join("\n  and ", texts);
  }

  /** Gives the values to a statement that holds {@link #sql()}. */
  public JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
    JdbcClient.StatementSpec bound = statement;
    for (Map.Entry<String, Object> value : values.entrySet()) {
      bound = bound.param(value.getKey(), value.getValue());
    }
    return bound;
  }
}
