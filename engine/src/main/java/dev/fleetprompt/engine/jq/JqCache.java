package dev.fleetprompt.engine.jq;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiled programs by source and variables, the least recently used ones dropped. Thread safe. */
public final class JqCache {
  private record Key(String source, List<String> variables) {}

  private final int capacity;
  private final Map<Key, JqProgram> programs;

  /**
   * @param capacity programs kept at most
   */
  public JqCache(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a cache keeps at least one program");
    }
    this.capacity = capacity;
    this.programs =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, JqProgram> eldest) {
            return size() > JqCache.this.capacity;
          }
        };
  }

  /**
   * The compiled program; compiles it if it is not here.
   *
   * @throws JqSyntaxException if it does not compile; failures are not kept
   */
  public JqProgram program(String source, Collection<String> variables) {
    Key key = new Key(source, List.copyOf(variables));
    synchronized (programs) {
      JqProgram known = programs.get(key);
      if (known != null) {
        return known;
      }
    }
    JqProgram compiled = JqProgram.compile(source, key.variables());
    synchronized (programs) {
      programs.put(key, compiled);
    }
    return compiled;
  }
}
