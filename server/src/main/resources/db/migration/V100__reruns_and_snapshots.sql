-- What a run takes over from the journal of another one before its first step: of a retry or a branch.
create table fleet.takeover (
  tenant_id    uuid not null,
  execution_id uuid not null,
  source_id    uuid not null,
  entries      integer not null check (entries > 0),
  dropped      integer[] not null,
  edits        text collate "C" not null,
  primary key (tenant_id, execution_id)
) partition by range (execution_id);

-- Where a run stood after its first `seq` entries; the latest only. The journal stays what counts.
create table fleet.snapshot (
  tenant_id     uuid not null,
  execution_id  uuid not null,
  seq           integer not null check (seq > 0),
  version       integer not null,
  hash          text collate "C" not null,
  state         text collate "C" not null,
  journal_bytes bigint not null,
  primary key (tenant_id, execution_id)
) partition by range (execution_id);

call fleet.create_month_partitions('fleet.takeover');
call fleet.create_month_partitions('fleet.snapshot');

call fleet.protect_tenant_table('fleet.takeover', 'select, insert, delete', 'select, insert');
call fleet.protect_tenant_table('fleet.snapshot', 'select, insert, update, delete', 'select');
