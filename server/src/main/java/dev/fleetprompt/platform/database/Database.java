package dev.fleetprompt.platform.database;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database as one role sees it, through that role's own bounded pool. Safe for any number of
 * threads.
 */
public abstract sealed class Database
    permits OwnerDatabase, EngineDatabase, IdentityDatabase, AppDatabase {
  private final DataSource dataSource;
  private final JdbcClient sql;
  private final TransactionTemplate transaction;

  Database(DataSource dataSource) {
    this.dataSource = dataSource;
    this.sql = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** The role's pool. A connection comes within 3 seconds or not at all. */
  public DataSource dataSource() {
    return dataSource;
  }

  /**
   * Runs statements in the thread's transaction of this role, or each by itself if there is none.
   */
  public JdbcClient sql() {
    return sql;
  }

  /**
   * Runs {@code work} as one transaction: committed when it returns, rolled back when it throws.
   * Called within a transaction of the same role on the same thread, it joins that one.
   */
  public <T extends @Nullable Object> T inTransaction(Function<JdbcClient, T> work) {
    return transaction.execute(status -> work.apply(sql));
  }
}
