package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appends to journals; what is large goes beside them, once for every content. */
final class JournalWriter implements ChangeWriter<AppendEntry> {

  /** In characters; larger data is a payload. */
  static final int INLINE = 8 * 1024;

  private static final String APPEND =
      """
      insert into fleet.journal (tenant_id, execution_id, seq, kind, task, data, payload, at)
      select t, e, s, k, p, d, h, at
        from unnest(?::uuid[], ?::uuid[], ?::int4[], ?::text[], ?::text[], ?::text[], ?::bytea[],
                    ?::timestamptz[]) as r (t, e, s, k, p, d, h, at)
      """;

  private static final String STORE =
      """
      insert into fleet.payload (tenant_id, month, hash, content)
      select t, m, h, c
        from unnest(?::uuid[], ?::uuid[], ?::bytea[], ?::text[]) as r (t, m, h, c)
      on conflict do nothing
      """;

  private record Line(TenantId tenant, AppendEntry entry, byte @Nullable [] hash) {

    static Line of(Batch.Entry<AppendEntry> entry) {
      String data = entry.change().row().data();
      byte[] hash =
          data.length() > INLINE ? HexFormat.of().parseHex(CanonicalJson.sha256(data)) : null;
      return new Line(entry.tenant(), entry.change(), hash);
    }

    @Nullable String inline() {
      return hash == null ? entry.row().data() : null;
    }
  }

  private record Payload(TenantId tenant, UUID month, byte[] hash, String content) {

    /** The order in which groups store payloads, so that two of them never wait for each other. */
    static final Comparator<Payload> KEY_ORDER =
        Comparator.comparing((Payload payload) -> payload.tenant().value())
            .thenComparing(Payload::month)
            .thenComparing(Payload::hash, Arrays::compareUnsigned);
  }

  @Override
  public Class<AppendEntry> changes() {
    return AppendEntry.class;
  }

  @Override
  public Stage stage() {
    return Stage.HISTORY;
  }

  @Override
  public void write(Batch<AppendEntry> batch) throws SQLException {
    List<Line> lines = batch.entries().stream().map(Line::of).toList();
    List<Payload> payloads = new ArrayList<>();
    for (Line line : lines) {
      byte[] hash = line.hash();
      if (hash != null) {
        UUID month = PayloadMonth.of(line.entry().run());
        payloads.add(new Payload(line.tenant(), month, hash, line.entry().row().data()));
      }
    }
    if (!payloads.isEmpty()) {
      store(batch.connection(), payloads.stream().sorted(Payload.KEY_ORDER).toList());
    }
    append(batch.connection(), lines);
  }

  private static void append(Connection connection, List<Line> lines) throws SQLException {
    try (PreparedStatement append = connection.prepareStatement(APPEND)) {
      Columns.of(append, lines)
          .uuids(line -> line.tenant().value())
          .uuids(line -> line.entry().run())
          .integers(line -> line.entry().seq())
          .texts(line -> line.entry().row().kind())
          .texts(line -> line.entry().row().task())
          .texts(Line::inline)
          .bytes(Line::hash)
          .instants(line -> line.entry().row().at());
      append.executeUpdate();
    }
  }

  private static void store(Connection connection, List<Payload> payloads) throws SQLException {
    try (PreparedStatement store = connection.prepareStatement(STORE)) {
      Columns.of(store, payloads)
          .uuids(payload -> payload.tenant().value())
          .uuids(Payload::month)
          .bytes(Payload::hash)
          .texts(Payload::content);
      store.executeUpdate();
    }
  }
}
