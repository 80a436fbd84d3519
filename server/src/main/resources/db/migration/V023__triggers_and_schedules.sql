-- Starts a workflow for each signal of a type that its filter lets through.
create table fleet.trigger (
  tenant_id       uuid not null,
  id              uuid not null,
  name            text collate "C" not null,
  type            text collate "C" not null,
  filter          jsonb,
  enabled         boolean not null,
  definition_id   uuid not null,
  workflow        text collate "C" not null,
  version         text collate "C" not null,
  installation_id uuid,
  context         jsonb not null,
  primary key (tenant_id, id)
);

create index trigger_by_type on fleet.trigger (tenant_id, type) where enabled;

call fleet.protect_tenant_table('fleet.trigger', 'select, insert, update, delete', 'select, insert, update, delete');

-- What became of a signal at a trigger that it passed: once each.
create table fleet.trigger_delivery (
  tenant_id    uuid not null,
  signal_id    uuid not null,
  trigger_id   uuid not null,
  status       text collate "C" not null check (status in ('started', 'failed')),
  run_id       uuid,
  error        text,
  delivered_at timestamptz not null,
  primary key (tenant_id, signal_id, trigger_id)
) partition by range (signal_id);

create index trigger_delivery_by_trigger on fleet.trigger_delivery (tenant_id, trigger_id, signal_id);

call fleet.protect_tenant_table('fleet.trigger_delivery', 'select, insert', 'select');
call fleet.create_month_partitions('fleet.trigger_delivery');

-- Starts a workflow at set times.
create table fleet.schedule (
  tenant_id       uuid not null,
  id              uuid not null,
  name            text collate "C" not null,
  cron            text collate "C" not null,
  zone            text collate "C" not null,
  enabled         boolean not null,
  definition_id   uuid not null,
  workflow        text collate "C" not null,
  version         text collate "C" not null,
  installation_id uuid,
  context         jsonb not null,
  handled_until   timestamptz not null,
  primary key (tenant_id, id)
);

call fleet.protect_tenant_table('fleet.schedule', 'select, insert, update, delete', 'select, insert, update, delete');
