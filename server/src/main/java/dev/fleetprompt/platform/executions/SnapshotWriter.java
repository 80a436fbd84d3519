package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Stores snapshots: one statement in groups that have some, none in others. */
final class SnapshotWriter implements ChangeWriter<StoreSnapshot> {

  private static final String STORE =
      """
      insert into fleet.snapshot (tenant_id, execution_id, seq, version, hash, state, journal_bytes)
      select t, e, s, v, h, st, b::bigint
        from unnest(?::uuid[], ?::uuid[], ?::int4[], ?::int4[], ?::text[], ?::text[], ?::text[])
          as r (t, e, s, v, h, st, b)
      on conflict (tenant_id, execution_id) do update
         set seq = excluded.seq, version = excluded.version, hash = excluded.hash,
             state = excluded.state, journal_bytes = excluded.journal_bytes
      """;

  @Override
  public Class<StoreSnapshot> changes() {
    return StoreSnapshot.class;
  }

  @Override
  public Stage stage() {
    return Stage.HISTORY;
  }

  @Override
  public void write(Batch<StoreSnapshot> batch) throws SQLException {
    try (PreparedStatement store = batch.connection().prepareStatement(STORE)) {
      Columns.of(store, batch.entries())
          .uuids(entry -> entry.tenant().value())
          .uuids(entry -> entry.change().run())
          .integers(entry -> entry.change().snapshot().entries())
          .integers(entry -> entry.change().snapshot().version())
          .texts(entry -> entry.change().snapshot().hash())
          .texts(entry -> entry.change().snapshot().state())
          .texts(entry -> String.valueOf(entry.change().snapshot().journalBytes()));
      store.executeUpdate();
    }
  }
}
