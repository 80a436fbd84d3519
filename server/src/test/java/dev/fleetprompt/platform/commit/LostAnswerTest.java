package dev.fleetprompt.platform.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.database.FleetDatabase;
import dev.fleetprompt.platform.database.PoolSizes;
import dev.fleetprompt.platform.database.ServerLogin;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestDatabase;
import dev.fleetprompt.testing.Wire;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LostAnswerTest {

  private static final int ANSWER_SECONDS = 1;

  private TestDatabase database;
  private Wire wire;
  private FleetDatabase wired;
  private LaneHarness lane;

  @BeforeEach
  void start() throws Exception {
    database = TestDatabase.fresh();
    URI direct = URI.create(database.login().jdbcUrl().substring("jdbc:".length()));
    wire = Wire.to(direct.getHost(), direct.getPort());
    String address =
        "jdbc:postgresql://127.0.0.1:%d%s?socketTimeout=%d"
            .formatted(wire.port(), direct.getPath(), ANSWER_SECONDS);
    wired =
        FleetDatabase.attach(
            new ServerLogin(address, database.login().user(), database.login().password()),
            PoolSizes.DEFAULT,
            Clock.systemUTC());
    lane = new LaneHarness(database.database(), wired.engine());
  }

  @AfterEach
  void stop() throws Exception {
    lane.close();
    wired.close();
    wire.close();
    database.close();
  }

  @Test
  void aCommitWhoseAnswerNeverComesIsFoundAndNotWrittenTwice() throws Exception {
    lane.connections.atNextCommit(connection -> {
      wire.holdAnswers();
      connection.commit();
    });

    join(lane.submit("first"));
    join(lane.submit("second"));

    assertThat(lane.lines()).containsExactly("first", "second");
  }

  @Test
  void aCommitThatArrivesTooLateChangesNothing() throws Exception {
    join(lane.submit("first"));
    lane.connections.atNextCommit(connection -> {
      wire.holdRequests();
      connection.commit();
    });

    join(lane.submit("second"));
    wire.release();
    join(lane.submit("third"));

    assertThat(lane.lines()).containsExactly("first", "second", "third");
  }

  @Test
  void aCommitThatWasCutOffBeforehandIsWrittenAgainOnce() throws Exception {
    lane.connections.atNextCommit(connection -> {
      connection.abort(Runnable::run);
      connection.commit();
    });

    join(lane.submit("first"));
    join(lane.submit("second"));

    assertThat(lane.lines()).containsExactly("first", "second");
  }

  @Test
  void aGroupThatGetsNoAnswerIsWrittenAgainOnce() throws Exception {
    join(lane.submit("first"));
    lane.writer.before.set(wire::holdRequests);

    join(lane.submit("second"));

    assertThat(lane.lines()).containsExactly("first", "second");
  }

  @Test
  void theLookUpWaitsForAnOpenTransactionAndSeesItCommit() throws Exception {
    try (Connection open = engineConnection();
        Connection asking = engineConnection()) {
      lane.lease().hold(open, 0, 1);
      CompletableFuture<Long> lookUp = lookUp(asking);
      awaitBlocked();

      open.commit();

      assertThat(lookUp.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void theLookUpWaitsForAnOpenTransactionAndSeesItFail() throws Exception {
    try (Connection open = engineConnection();
        Connection asking = engineConnection()) {
      lane.lease().hold(open, 0, 1);
      CompletableFuture<Long> lookUp = lookUp(asking);
      awaitBlocked();

      open.rollback();

      assertThat(lookUp.get(10, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void aGroupCostsOneStatementBesideThoseOfItsWriters() throws Exception {
    join(lane.submit("first"));
    int before = lane.connections.statements();

    join(lane.submit("second"));

    assertThat(lane.connections.statements() - before).isEqualTo(2);
  }

  @Test
  void aForgottenNodeLeavesNoLanes() {
    lane.close();
    assertThat(count()).isEqualTo(1);

    database.engine().sql().sql("delete from fleet.node where id = ?").param(lane.node).update();

    assertThat(count()).isZero();
  }

  private long count() {
    return database
        .engine()
        .sql()
        .sql("select count(*) from fleet.writer_lane where node_id = ?")
        .param(lane.node)
        .query(Long.class)
        .single();
  }

  private Connection engineConnection() throws SQLException {
    Connection connection = database.engine().sessions("look-up").getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private CompletableFuture<Long> lookUp(Connection asking) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return lane.lease().lastGroup(asking, 0);
      } catch (SQLException | LeaseLostException e) {
        throw new CompletionException(e);
      }
    });
  }

  private void awaitBlocked() {
    Await.until(
        "the look-up waits",
        () ->
            database
                .owner()
                .sql()
                .sql(
                    """
                    select exists (
                      select from pg_stat_activity
                       where application_name = 'look-up' and datname = current_database()
                         and cardinality(pg_blocking_pids(pid)) > 0)
                    """)
                .query(Boolean.class)
                .single());
  }

  private static void join(CompletableFuture<Void> done) throws Exception {
    done.get(30, TimeUnit.SECONDS);
  }
}
