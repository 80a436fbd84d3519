package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Columns;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Link;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Creates runs and queues them. */
final class StartRunWriter implements ChangeWriter<StartRun> {

  private static final String INSERT =
      """
      insert into fleet.execution
        (tenant_id, id, definition_id, workflow, workflow_version, installation_id, status, origin,
         requester_kind, requester_id, correlation, causation, input, context, created_at,
         parent_kind, parent_id, parent_call, depth)
      select t, id, d, w, v, i, 'queued', o, rk, ri, co, ca, inp, ctx, at, pk, pi, pc, de
        from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
                    ?::int4[], ?::uuid[], ?::text[], ?::int4[])
          as r (t, id, d, w, v, i, o, rk, ri, co, ca, inp, ctx, at, pk, pi, pc, de)
      """;

  @Override
  public Class<StartRun> changes() {
    return StartRun.class;
  }

  @Override
  public Stage stage() {
    return Stage.STATE;
  }

  @Override
  public void write(Batch<StartRun> batch) throws SQLException {
    List<Batch.Entry<StartRun>> runs = batch.entries();
    Connection connection = batch.connection();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      Columns.of(insert, runs)
          .uuids(run -> run.tenant().value())
          .uuids(run -> run.change().id())
          .uuids(run -> run.change().definition())
          .texts(run -> run.change().workflow())
          .texts(run -> run.change().version())
          .uuids(run -> run.change().installation().orElse(null))
          .texts(run -> run.change().origin())
          .texts(run -> run.change().requester().kind().text())
          .texts(run -> run.change().requester().id())
          .texts(run -> run.change().correlation().toString())
          .optionalTexts(run -> run.change().causation().map(Link::toString))
          .texts(run -> CanonicalJson.write(run.change().input()))
          .texts(run -> CanonicalJson.write(run.change().context()))
          .instants(run -> run.change().at())
          .integers(run -> parent(run).map(link -> (int) link.parent().kind().code()).orElse(null))
          .uuids(run -> parent(run).map(link -> link.parent().id()).orElse(null))
          .optionalTexts(run -> parent(run).flatMap(ParentLink::call))
          .integers(run -> parent(run).map(ParentLink::depth).orElse(0));
      insert.executeUpdate();
    }
    for (Batch.Entry<StartRun> run : runs) {
      batch.follow(run.unit(), new QueueChange.Wake(Runs.item(run.tenant(), run.change().id())));
    }
  }

  private static Optional<ParentLink> parent(Batch.Entry<StartRun> run) {
    return run.change().parent();
  }
}
