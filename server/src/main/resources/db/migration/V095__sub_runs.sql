-- Who hears of a run's end: the run that called it, or the schedule that started it. `parent_call` says what the parent is told it as;
-- null when nobody waits for it. `depth` is how many runs of workflows stand above it.
alter table fleet.execution
  add column parent_kind smallint,
  add column parent_id   uuid,
  add column parent_call text collate "C",
  add column depth       smallint not null default 0;
create index execution_of_parent on fleet.execution (tenant_id, parent_id) where parent_id is not null and ended_at is null;
create index definition_by_name on fleet.definition (tenant_id, name);
