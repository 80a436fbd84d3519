-- What items, such as runs, wait for among the signals: one row for each type and correlation that a task listens to. Found by type,
-- then by the expressions whose values correlate (canonical JSON, an array), then by the hash of what those must come to.
create table fleet.wait (
  tenant_id        uuid not null,
  kind             smallint not null,
  item_id          uuid not null,
  listen           text collate "C" not null,
  number           smallint not null,
  type             text collate "C" not null,
  correlation_key  text collate "C" not null,
  correlation_hash bigint not null,
  -- What was not visible when the row was written is looked for afterwards, however old it claims to be.
  began            pg_snapshot not null default pg_current_snapshot(),
  primary key (tenant_id, kind, item_id, listen, number)
);
create index wait_for on fleet.wait (tenant_id, type, correlation_key, correlation_hash, kind, item_id);

call fleet.protect_tenant_table('fleet.wait', 'select, insert, delete', 'select');

-- A message whose body is gone was taken into account and must not be delivered again.
alter table fleet.inbox alter column body drop not null;
create index inbox_news on fleet.inbox (tenant_id, kind, item_id) where body is not null;
