package dev.fleetprompt.platform.packages.registry;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageFiles;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.Version;
import dev.fleetprompt.platform.packages.reading.PackageReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The registry in the database. What is read once is kept: versions never change. */
public final class StoredPackages implements PackageRegistry {

  private static final String ADD_PACKAGE =
      "insert into fleet.package (name, created_at) values (:package, :at) on conflict do nothing";

  private static final String ADD_VERSION =
      """
      insert into fleet.package_version
        (package, version, digest, title, summary, category, published_at)
      values (:package, :version, :digest, :title, :summary, :category, :at)
      on conflict do nothing
      """;

  private static final String ADD_FILES =
      """
      insert into fleet.package_file (package, version, path, content)
      select :package, :version, f.path, f.content
      from unnest(:paths::text[], :contents::text[]) as f (path, content)
      """;

  private static final String DIGEST =
      "select digest from fleet.package_version where package = :package and version = :version";

  private static final String HOLDS =
      "select exists (select from fleet.package_version where digest = :digest)";

  private static final String VERSIONS =
      "select package, version from fleet.package_version where status <> 'yanked'";

  private static final String FILES =
      """
      select path, content from fleet.package_file
      where package = :package and version = :version
      """;

  /** Releases before pre-releases, then the newest first. */
  private static final Comparator<Version> NEWEST_FIRST =
      Comparator.comparing((Version version) -> version.preRelease().isEmpty())
          .thenComparing(Comparator.naturalOrder())
          .reversed();

  private record Key(PackageName name, Version version) {}

  private final IdentityDatabase database;
  private final Clock clock;
  private final Map<Key, PackageVersion> known = new ConcurrentHashMap<>();

  public StoredPackages(IdentityDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<PackageVersion> newest() {
    Map<PackageName, List<Version>> versions = new HashMap<>();
    keys()
        .forEach(key ->
            versions.computeIfAbsent(key.name(), name -> new ArrayList<>()).add(key.version()));
    return versions.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry ->
            entry.getValue().stream().min(NEWEST_FIRST).stream()
                .flatMap(version -> find(entry.getKey(), version).stream()))
        .toList();
  }

  @Override
  public Optional<PackageVersion> newest(PackageName name) {
    return versions(name).stream().findFirst().flatMap(version -> find(name, version));
  }

  @Override
  public List<Version> versions(PackageName name) {
    return keys().stream()
        .filter(key -> key.name().equals(name))
        .map(Key::version)
        .sorted(NEWEST_FIRST)
        .toList();
  }

  @Override
  public Optional<PackageVersion> find(PackageName name, Version version) {
    Key key = new Key(name, version);
    PackageVersion cached = known.get(key);
    return cached != null
        ? Optional.of(cached)
        : files(key)
            .map(files -> {
              PackageVersion read = PackageReader.published(key.toString(), files);
              known.put(key, read);
              return read;
            });
  }

  @Override
  public boolean holds(String digest) {
    return database.sql().sql(HOLDS).param("digest", digest).query(Boolean.class).single();
  }

  @Override
  public void publish(PackageVersion version) {
    String published = database.inTransaction(sql -> publish(sql, version));
    if (!published.equals(version.digest())) {
      throw new PackageException(
          PackageException.Code.VERSION_CHANGED,
          """
          %s is published with other content (digest %s…, now %s…). A published version never changes: \
          raise 'version' in package.yaml and in its workflows.\
          """
              .formatted(version, published.substring(0, 12), version.digest().substring(0, 12)));
    }
  }

  private String publish(JdbcClient sql, PackageVersion version) {
    OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    String name = version.name().toString();
    String number = version.version().toString();
    sql.sql(ADD_PACKAGE).param("package", name).param("at", now).update();
    int added =
        sql.sql(ADD_VERSION)
            .param("package", name)
            .param("version", number)
            .param("digest", version.digest())
            .param("title", version.manifest().title())
            .param("summary", version.manifest().summary())
            .param("category", version.manifest().category())
            .param("at", now)
            .update();
    if (added == 0) {
      return sql.sql(DIGEST)
          .param("package", name)
          .param("version", number)
          .query(String.class)
          .single();
    }
    var files = version.files().all();
    sql.sql(ADD_FILES)
        .param("package", name)
        .param("version", number)
        .param("paths", files.keySet().toArray(String[]::new))
        .param(
            "contents",
            files.values().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toArray(String[]::new))
        .update();
    return version.digest();
  }

  private List<Key> keys() {
    return database
        .sql()
        .sql(VERSIONS)
        .query((row, number) ->
            new Key(
                PackageName.parse(row.getString("package")),
                Version.parse(row.getString("version"))))
        .list();
  }

  private Optional<PackageFiles> files(Key key) {
    Map<String, byte[]> files = new HashMap<>();
    database
        .sql()
        .sql(FILES)
        .param("package", key.name().toString())
        .param("version", key.version().toString())
        .query(row -> {
          files.put(
              row.getString("path"), row.getString("content").getBytes(StandardCharsets.UTF_8));
        });
    return files.isEmpty() ? Optional.empty() : Optional.of(new PackageFiles(files));
  }
}
