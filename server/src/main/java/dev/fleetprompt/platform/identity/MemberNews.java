package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.tenancy.TenancyException;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the signal log what changed about members. The two are written by different roles, hence in
 * different transactions: the news wait in a table that is written with the change, and are told
 * after it, at least once; the log knows each by its id.
 */
final class MemberNews {
  private static final Logger LOG = LoggerFactory.getLogger(MemberNews.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Who acts with a command of the server's machine. */
  static final String OPERATOR = "operator";

  private static final String ADD =
      """
      insert into fleet.member_news (news_id, tenant_id, type, person_id, actor, data, at)
      values (:id, :tenant, :type, :person, :actor, :data::jsonb, :now)
      """;

  private static final String WAITING =
      """
      select news_id, type, actor, data from fleet.member_news
       where tenant_id = :tenant order by news_id limit 100
      """;

  private static final String TOLD = "delete from fleet.member_news where news_id = any(:ids)";

  private final IdentityDatabase database;
  private final SignalEntry signals;
  private final Commits commits;
  private final Ids ids;
  private final Clock clock;

  MemberNews(
      IdentityDatabase database, SignalEntry signals, Commits commits, Ids ids, Clock clock) {
    this.database = database;
    this.signals = signals;
    this.commits = commits;
    this.ids = ids;
    this.clock = clock;
  }

  private record Item(UUID id, String type, String actor, JsonNode data) {}

  /** As part of the transaction that {@code sql} belongs to. */
  void add(
      JdbcClient sql,
      TenantId tenant,
      String type,
      UUID about,
      String actor,
      Map<String, String> data) {
    Map<String, String> all = new HashMap<>(data);
    all.put("about", about.toString());
    sql.sql(ADD)
        .param("id", ids.next())
        .param("tenant", tenant.value())
        .param("type", type)
        .param("person", about)
        .param("actor", actor)
        .param("data", JSON.writeValueAsString(all))
        .param("now", Times.utc(clock.instant()))
        .update();
  }

  /** After that transaction. What cannot be told now is told after the next change. */
  void publish(TenantId tenant) {
    try {
      List<Item> waiting =
          database
              .sql()
              .sql(WAITING)
              .param("tenant", tenant.value())
              .query((row, index) ->
                  new Item(
                      row.getObject("news_id", UUID.class),
                      row.getString("type"),
                      row.getString("actor"),
                      JSON.readTree(row.getString("data"))))
              .list();
      if (waiting.isEmpty()) {
        return;
      }
      UnitOfWork unit = new UnitOfWork(tenant);
      for (Item item : waiting) {
        unit.add(
            signals.first(
                tenant,
                new SignalType(item.type()),
                item.id() + ":" + item.type(),
                item.actor().equals(OPERATOR) ? Actor.system(OPERATOR) : Actor.human(item.actor()),
                item.data()));
      }
      commits.commit(unit);
      database
          .sql()
          .sql(TOLD)
          .param("ids", waiting.stream().map(Item::id).toArray(UUID[]::new))
          .update();
    } catch (DataAccessException | TransactionException | TenancyException e) {
      LOG.warn("News about members of {} wait for the next change", tenant, e);
    }
  }
}
