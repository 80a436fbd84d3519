-- Workflow definitions as installations brought them; a run pins the one that it began with.
create table fleet.definition (
  tenant_id       uuid not null,
  id              uuid not null,
  namespace       text collate "C" not null,
  name            text collate "C" not null,
  version         text collate "C" not null,
  content         text collate "C" not null,
  installation_id uuid,
  template        text collate "C",
  created_at      timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);
create index definition_of_installation on fleet.definition (tenant_id, installation_id);

create table fleet.execution (
  tenant_id       uuid not null,
  id              uuid not null,
  definition_id   uuid not null,
  workflow        text collate "C" not null,
  workflow_version text collate "C" not null,
  installation_id uuid,
  status          text collate "C" not null,
  origin          text collate "C" not null,
  requester_kind  text collate "C" not null,
  requester_id    text collate "C" not null,
  correlation     text collate "C" not null,
  causation       text collate "C",
  input           text collate "C" not null,
  context         text collate "C" not null,
  output          text collate "C",
  error           text collate "C",
  created_at      timestamptz not null,
  started_at      timestamptz,
  ended_at        timestamptz,
  primary key (tenant_id, id),
  constraint execution_status check
    (status in ('queued', 'running', 'waiting', 'suspended', 'completed', 'faulted', 'cancelled'))
) partition by range (id);
create index execution_of_installation on fleet.execution (tenant_id, installation_id, id);
create index execution_open on fleet.execution (tenant_id, created_at) where ended_at is null;
create index execution_ended on fleet.execution (tenant_id, ended_at) where ended_at is not null;

-- Append-only; only a run's owner appends. The key orders a run's entries and refuses a second owner's.
create table fleet.journal (
  tenant_id    uuid not null,
  execution_id uuid not null,
  seq          integer not null,
  kind         text collate "C" not null,
  task         text collate "C" not null,
  data         text collate "C",
  payload      bytea,
  at           timestamptz not null,
  primary key (tenant_id, execution_id, seq),
  constraint journal_data check ((data is null) <> (payload is null))
) partition by range (execution_id);

-- Journal values above 8 KiB, once per tenant, month and content. The month is the UUIDv7 of its first millisecond.
create table fleet.payload (
  tenant_id uuid not null,
  month     uuid not null,
  hash      bytea not null,
  content   text collate "C" not null,
  primary key (tenant_id, month, hash)
) partition by range (month);

call fleet.create_month_partitions('fleet.execution');
call fleet.create_month_partitions('fleet.journal');
call fleet.create_month_partitions('fleet.payload');

call fleet.protect_tenant_table('fleet.definition', 'select, insert, delete', 'select, insert');
call fleet.protect_tenant_table('fleet.execution', 'select, insert, update, delete', 'select, insert');
call fleet.protect_tenant_table('fleet.journal', 'select, insert, delete', 'select');
call fleet.protect_tenant_table('fleet.payload', 'select, insert, delete', 'select');
