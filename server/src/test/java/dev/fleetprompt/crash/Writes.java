package dev.fleetprompt.crash;

import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.nodes.Membership;
import java.util.List;
import java.util.UUID;

/** What each session wrote, and when each node was declared dead, as the database itself saw it. */
final class Writes {

  private static final List<String> TABLES =
      List.of(
          "queue",
          "journal",
          "execution",
          "directive",
          "attempt",
          "signal",
          "timer",
          "inbox",
          "payload",
          "node",
          "writer_lane");

  private static final String RECORD =
      """
      create table public.writes (
        id bigint generated always as identity, at timestamptz not null, session text not null,
        place text not null, dead uuid);
      create function public.record_write() returns trigger language plpgsql security definer as $$
      begin
        insert into public.writes (at, session, place)
        values (clock_timestamp(), current_setting('application_name'),
                tg_op || ' ' || tg_table_name || ' ' || to_jsonb(coalesce(new, old)));
        return null;
      end $$;
      create function public.record_death() returns trigger language plpgsql security definer as $$
      begin
        insert into public.writes (at, session, place, dead)
        values (clock_timestamp(), current_setting('application_name'), 'node', new.id);
        return null;
      end $$;
      create trigger record_death after update on fleet.node
        for each row when (old.alive and not new.alive) execute function public.record_death();
      """;

  private static final String WATCH =
      """
      create trigger record_write after insert or update or delete on fleet.%s
        for each row execute function public.record_write()
      """;

  private static final String DEAD = "select exists (select from public.writes where dead = ?)";

  private static final String AFTER_DEATH =
      """
      select w.at - d.at || ' ' || w.place
        from public.writes w join public.writes d on d.dead = ?
       where w.session = ? and w.at > d.at order by w.at
      """;

  private static final String BEFORE_DEATH = "select count(*) from public.writes where session = ?";

  private final OwnerDatabase owner;

  private Writes(OwnerDatabase owner) {
    this.owner = owner;
  }

  static Writes watch(OwnerDatabase owner) {
    owner.sql().sql(RECORD).update();
    for (String table : TABLES) {
      owner.sql().sql(WATCH.formatted(table)).update();
    }
    return new Writes(owner);
  }

  boolean isDead(UUID node) {
    return owner.sql().sql(DEAD).param(node).query(Boolean.class).single();
  }

  long by(UUID node) {
    return owner.sql().sql(BEFORE_DEATH).param(session(node)).query(Long.class).single();
  }

  /** The rows that the node's sessions changed after it was declared dead, and how long after. */
  List<String> afterDeath(UUID node) {
    return owner
        .sql()
        .sql(AFTER_DEATH)
        .param(node)
        .param(session(node))
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static String session(UUID node) {
    return Membership.sessionName(node);
  }
}
