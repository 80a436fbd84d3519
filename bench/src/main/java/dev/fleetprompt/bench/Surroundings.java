package dev.fleetprompt.bench;

import dev.fleetprompt.bench.fleet.FleetProcess;
import dev.fleetprompt.platform.database.ServerLogin;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What figures depend on: the machine, who else uses it, versions and settings. */
final class Surroundings {

  private static final String SETTINGS =
      """
      select name, current_setting(name) from pg_settings
       where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'wal_level',
                      'shared_buffers', 'max_wal_size', 'checkpoint_timeout', 'max_connections', 'jit')
       order by name
      """;

  private Surroundings() {}

  static Map<String, String> of(ServerLogin login) throws SQLException {
    Map<String, String> found = new LinkedHashMap<>();
    Runtime runtime = Runtime.getRuntime();
    found.put("cores", Integer.toString(runtime.availableProcessors()));
    found.put("processor", line("/proc/cpuinfo", "model name"));
    found.put("memory", line("/proc/meminfo", "MemTotal"));
    found.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    found.put(
        "load at the start (runnable threads, mean of a minute)",
        String.format(
            Locale.ROOT,
            "%.2f",
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    found.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    found.put(
        "options of this process, which holds what is written in Java",
        String.join(" ", options(ManagementFactory.getRuntimeMXBean().getInputArguments())));
    found.put(
        "options of FleetPrompt's own processes", String.join(" ", options(FleetProcess.OPTIONS)));
    found.put("node.js", nodeVersion());
    try (Connection connection =
            DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
        Statement statement = connection.createStatement()) {
      found.put(
          "postgresql",
          connection.getMetaData().getDatabaseProductVersion() + ", on the same cores");
      try (ResultSet rows = statement.executeQuery(SETTINGS)) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return found;
  }

  /** Those that decide about speed. */
  private static List<String> options(List<String> all) {
    return all.stream().filter(option -> option.startsWith("-X")).toList();
  }

  private static String line(String file, String key) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String nodeVersion() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "none";
    }
  }
}
