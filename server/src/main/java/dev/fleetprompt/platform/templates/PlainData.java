package dev.fleetprompt.platform.templates;

import com.samskivert.mustache.Mustache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Lets a template see JSON and nothing else: no fields or methods of Java objects. Counts what
 * sections repeat, for one rendering.
 */
final class PlainData implements Mustache.Collector {

  private int stepsLeft;

  PlainData(int most) {
    stepsLeft = most;
  }

  /** The sections repeated more often than allowed. */
  static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** JSON as maps, lists and texts; what is null is absent. */
  static Object of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.forEachEntry((name, value) -> {
          if (!value.isNull()) {
            map.put(name, of(value));
          }
        });
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        node.values().forEach(value -> list.add(of(value)));
        yield list;
      }
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.isIntegralNumber() ? node.asString() : node.decimalValue().toPlainString();
      case STRING, NULL, MISSING, BINARY, POJO -> node.asString("");
    };
  }

  @Override
  public @Nullable Iterator<?> toIterator(Object value) {
    if (--stepsLeft < 0) {
      throw new TooManyStepsException();
    }
    return value instanceof List<?> list ? counted(list.iterator()) : null;
  }

  private Iterator<?> counted(Iterator<?> items) {
    return new Iterator<Object>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public Object next() {
        if (--stepsLeft < 0) {
          throw new TooManyStepsException();
        }
        return items.next();
      }
    };
  }

  @Override
  public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
    if (name.equals(".") || name.equals("this")) {
      return (from, ignored) -> from;
    }
    return context instanceof Map<?, ?> ? PlainData::property : null;
  }

  private static Object property(Object map, String name) {
    Object value = map instanceof Map<?, ?> known ? known.get(name) : null;
    return value == null ? com.samskivert.mustache.Template.NO_FETCHER_FOUND : value;
  }

  @Override
  public <K, V> Map<K, V> createFetcherCache() {
    return new HashMap<>();
  }
}
