package dev.fleetprompt.platform.tenancy;

import dev.fleetprompt.platform.database.AppDatabase;
import dev.fleetprompt.platform.tenancy.TenancyException.NestedTransaction;
import dev.fleetprompt.platform.tenancy.TenancyException.UnknownTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions as one tenant. Each begins by taking the tenant's role, which the end of the
 * transaction takes away again; row-level security and privileges then let it see that tenant's
 * rows and schema only. Safe for any number of threads; one transaction at a time per thread.
 */
public final class TenantDatabase {
  private static final String TAKE_ROLE = "select set_config('role', ?, true)";

  private final AppDatabase database;
  private final TenantRoles roles;
  private final JdbcTemplate connections;
  private final TransactionTemplate writing;
  private final TransactionTemplate reading;

  public TenantDatabase(AppDatabase database, Organizations organizations) {
    this.database = database;
    this.roles = new TenantRoles(organizations);
    this.connections = new JdbcTemplate(database.dataSource());
    JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
    this.writing = new TransactionTemplate(transactions);
    this.reading = new TransactionTemplate(transactions);
    this.reading.setReadOnly(true);
  }

  /**
   * Runs {@code work} as one transaction of {@code tenant}: committed when it returns, rolled back
   * when it throws.
   *
   * @throws UnknownTenant if there is no such organization
   * @throws NestedTransaction within another tenant's transaction, or the same one's
   */
  public <T extends @Nullable Object> T inTransaction(
      TenantId tenant, Function<JdbcClient, T> work) {
    return run(writing, tenant, () -> work.apply(database.sql()));
  }

  /** Like {@link #inTransaction}, and the server refuses to write. */
  public <T extends @Nullable Object> T readOnly(TenantId tenant, Function<JdbcClient, T> work) {
    return run(reading, tenant, () -> work.apply(database.sql()));
  }

  /**
   * Like {@link #inTransaction}, for batches. The transaction is begun and ended here: {@code work}
   * neither commits, nor rolls back, nor closes the connection.
   */
  public <T extends @Nullable Object> T withConnection(
      TenantId tenant, ConnectionCallback<T> work) {
    return run(writing, tenant, () -> connections.execute(work));
  }

  /**
   * Like both: statements and batches in one transaction. What holds for {@link #withConnection}'s
   * connection holds here.
   */
  public <T extends @Nullable Object> T withConnection(TenantId tenant, TenantWork<T> work) {
    return run(
        writing,
        tenant,
        () -> connections.execute((Connection connection) -> work.run(database.sql(), connection)));
  }

  /**
   * What is done in one transaction of a tenant.
   *
   * @param <T> what it comes to
   */
  @FunctionalInterface
  public interface TenantWork<T extends @Nullable Object> {
    /** {@code sql} and {@code connection} belong to the same transaction. */
    T run(JdbcClient sql, Connection connection) throws SQLException;
  }

  private <T extends @Nullable Object> T run(
      TransactionTemplate transaction, TenantId tenant, Work<T> work) {
    if (TransactionSynchronizationManager.hasResource(database.dataSource())) {
      throw new NestedTransaction();
    }
    String role = roles.of(tenant);
    return transaction.execute(status -> {
      database.sql().sql(TAKE_ROLE).param(role).query(String.class).single();
      return work.run();
    });
  }

  @FunctionalInterface
  private interface Work<T extends @Nullable Object> {
    T run();
  }
}
