package dev.fleetprompt.platform.tenancy;

import dev.fleetprompt.platform.database.Instance;
import dev.fleetprompt.platform.database.OwnerDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Removes what closed organizations left: their rows of all shared tables, in batches, then schema
 * and role. Begun again at each start, so an end of the process in the middle does no harm.
 */
public final class Erasure {
  private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
  private static final int BATCH = 5_000;
  private static final int MOST_PASSES = 50;

  private static final String CLOSED =
      """
      select t.tenant_id, t.slug from fleet.tenant t join fleet.tenant_role r using (tenant_id)
       where t.closed_at is not null order by t.tenant_id limit 100
      """;

  /** The tables whose policy shows the owner the rows of closed organizations; parents only. */
  private static final String TABLES =
      """
      select c.oid::regclass::text from pg_policy p join pg_class c on c.oid = p.polrelid
       where p.polname = 'closed' and c.relnamespace = 'fleet'::regnamespace
       order by 1
      """;

  private static final String DELETE =
      """
      delete from %1$s where tenant_id = ? and (tableoid, ctid) in
        (select tableoid, ctid from %1$s where tenant_id = ? limit %2$d)
      """;

  private static final String SCHEMA_EXISTS =
      "select exists (select from pg_namespace where nspname = ?)";
  private static final String ROLE_EXISTS =
      "select exists (select from pg_roles where rolname = ?)";
  private static final String FORGET_ROLE = "delete from fleet.tenant_role where tenant_id = ?";

  private final OwnerDatabase owner;
  private final Instance instance;
  private final ReentrantLock busy = new ReentrantLock();

  public Erasure(OwnerDatabase owner, Instance instance) {
    this.owner = owner;
    this.instance = instance;
  }

  private record Closed(UUID id, String slug) {}

  @EventListener(ApplicationReadyEvent.class)
  void started() {
    begin();
  }

  /** Goes through all closed organizations, on a thread of its own. */
  public void begin() {
    Thread.ofVirtual().name("erasure").start(this::run);
  }

  /** The same on this thread; returns at once while another one is at it. */
  public void run() {
    if (!busy.tryLock()) {
      return;
    }
    try {
      List<Closed> closed =
          owner
              .sql()
              .sql(CLOSED)
              .query((row, index) ->
                  new Closed(row.getObject("tenant_id", UUID.class), row.getString("slug")))
              .list();
      for (Closed one : closed) {
        erase(one);
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("What a closed organization left is removed at the next start", e);
    } finally {
      busy.unlock();
    }
  }

  private void erase(Closed closed) {
    List<String> tables = owner.sql().sql(TABLES).query((row, index) -> row.getString(1)).list();
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      // What was at work while the organization was closed may still write a last row.
      if (pass(tables, closed) == 0) {
        drop(closed);
        LOG.info("Organization {} was removed", closed.id());
        return;
      }
    }
    LOG.warn("Organization {} is removed further at the next start", closed.id());
  }

  /** How many rows went; 1 at least where something refers to others that must go first. */
  private long pass(List<String> tables, Closed closed) {
    long gone = 0;
    for (String table : tables) {
      try {
        int deleted;
        do {
          // The table's name comes from the catalogue, quoted.
          deleted =
              owner
                  .sql()
                  .sql(DELETE.formatted(table, BATCH))
                  .param(closed.id())
                  .param(closed.id())
                  .update();
          gone += deleted;
        } while (deleted == BATCH);
      } catch (DataIntegrityViolationException e) {
        gone++;
      }
    }
    return gone;
  }

  private void drop(Closed closed) {
    String schema = "org_" + closed.slug();
    String role = instance.tenantRole(closed.slug());
    owner.inTransaction(sql -> {
      // Names made of the instance's id and a valid slug need no quoting.
      if (sql.sql(SCHEMA_EXISTS).param(schema).query(Boolean.class).single()) {
        sql.sql("drop schema %s cascade".formatted(schema)).update();
      }
      if (sql.sql(ROLE_EXISTS).param(role).query(Boolean.class).single()) {
        sql.sql("drop role %s".formatted(role)).update();
      }
      return sql.sql(FORGET_ROLE).param(closed.id()).update();
    });
  }
}
