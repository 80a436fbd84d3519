package dev.fleetprompt.platform.commit;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

/** Writes lines into a table that takes every line as often as it comes; one statement. */
final class LineWriter implements ChangeWriter<LineWriter.Line> {

  static final String TABLE =
      "create table fleet.line (words text not null, at xid8 not null default pg_current_xact_id())";

  private static final String INSERT = "insert into fleet.line (words) select unnest(?::text[])";

  /** One line. */
  record Line(String words) implements Change {}

  /** Done once, before the next line is written. */
  final AtomicReference<Runnable> before = new AtomicReference<>(() -> {});

  @Override
  public Class<Line> changes() {
    return Line.class;
  }

  @Override
  public Stage stage() {
    return Stage.FACTS;
  }

  @Override
  public void write(Batch<Line> batch) throws SQLException {
    before.getAndSet(() -> {}).run();
    try (PreparedStatement insert = batch.connection().prepareStatement(INSERT)) {
      Columns.of(insert, batch.entries()).texts(entry -> entry.change().words());
      insert.executeUpdate();
    }
  }
}
