package dev.fleetprompt.platform.commit;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The writer of each kind of change, in the order in which a group is written: the same in every
 * group, so that two groups never wait for each other.
 */
public final class Writers {

  private final List<ChangeWriter<?>> inOrder;
  private final Map<Class<?>, ChangeWriter<?>> byClass = new ConcurrentHashMap<>();

  public Writers(Collection<ChangeWriter<?>> writers) {
    inOrder =
        writers.stream()
            .sorted(
                comparing((ChangeWriter<?> writer) -> writer.stage())
                    .thenComparing(writer -> writer.changes().getName()))
            .toList();
  }

  List<ChangeWriter<?>> inOrder() {
    return inOrder;
  }

  ChangeWriter<?> of(Change change) {
    return byClass.computeIfAbsent(change.getClass(), this::find);
  }

  private ChangeWriter<?> find(Class<?> kind) {
    List<ChangeWriter<?>> matching =
        inOrder.stream().filter(writer -> writer.changes().isAssignableFrom(kind)).toList();
    if (matching.size() != 1) {
      throw new IllegalStateException(
          kind.getName() + " needs exactly one writer and has " + matching.size());
    }
    return matching.getFirst();
  }
}
