package dev.fleetprompt.platform.commit;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The writer of each kind of change, in the order in which a group is written: the same in every
 * group, so that none deadlock.
 */
public final class Writers {

  private final Map<Class<? extends Change>, ChangeWriter<?>> byKind = new HashMap<>();
  private final List<ChangeWriter<?>> inOrder;

  public Writers(Collection<ChangeWriter<?>> writers) {
    for (ChangeWriter<?> writer : writers) {
      if (byKind.put(writer.changes(), writer) != null) {
        throw new IllegalArgumentException("Two writers for " + writer.changes().getName());
      }
    }
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
    ChangeWriter<?> writer = byKind.get(change.getClass());
    if (writer == null) {
      throw new IllegalArgumentException("No writer for " + change.getClass().getName());
    }
    return writer;
  }
}
