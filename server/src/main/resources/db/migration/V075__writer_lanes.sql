-- The last group of changes that each writer lane of a node committed. Every group counts it up in its own transaction, so it tells
-- whether a commit whose answer was lost took place. The number belongs to the key: the row is found by its exact value, and the many
-- versions of it that are dead, or kept by somebody's old snapshot, cost the next group nothing.
create table fleet.writer_lane (
  node_id  uuid not null references fleet.node on delete cascade,
  lane     smallint not null,
  group_no bigint not null,
  primary key (node_id, lane, group_no)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
grant select, insert, update on fleet.writer_lane to ${engine};
