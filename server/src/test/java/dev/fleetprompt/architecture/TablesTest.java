package dev.fleetprompt.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern CREATED =
      Pattern.compile("(?i)create\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?fleet\\.([a-z_]+)");
  private static final Pattern NAMED = Pattern.compile("\\bfleet\\.([a-z_]+)");

  @Test
  void aTableIsNamedByTheSqlOfItsOwnModuleOnly() throws IOException {
    Set<String> tables = tables();
    Map<String, Set<String>> modulesByTable = new TreeMap<>();
    for (Production.Source source : Production.sources()) {
      NAMED
          .matcher(source.text())
          .results()
          .map(found -> found.group(1))
          .filter(tables::contains)
          .forEach(table ->
              modulesByTable.computeIfAbsent(table, any -> new TreeSet<>()).add(source.module()));
    }

    modulesByTable.values().removeIf(modules -> modules.size() == 1);

    assertThat(modulesByTable).as("tables named by more than one module").isEmpty();
  }

  private static Set<String> tables() throws IOException {
    if (!Files.exists(RESOURCES)) {
      return Set.of();
    }
    try (var files = Files.walk(RESOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .flatMap(file ->
              CREATED
                  .matcher(Production.read(file))
                  .results()
                  .map((MatchResult found) -> found.group(1)))
          .collect(toCollection(TreeSet::new));
    }
  }
}
