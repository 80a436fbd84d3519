-- The processes that share this database. A row is a lease: whoever reclaims a silent node locks its row first.
create table fleet.node (
  id           uuid primary key,
  epoch        bigint generated always as identity,
  name         text collate "C" not null,
  alive        boolean not null default true,
  started_at   timestamptz not null default clock_timestamp(),
  heartbeat_at timestamptz not null default clock_timestamp()
) with (fillfactor = 50);
grant select, insert, update, delete on fleet.node to ${engine};

-- Only what is runnable now (node is null) or owned (node is set).
create table fleet.queue (
  tenant_id   uuid not null,
  kind        smallint not null,
  item_id     uuid not null,
  node        uuid,
  dirty       boolean not null default false,
  reclaimed   boolean not null default false,
  enqueued_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, kind, item_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
create index queue_runnable on fleet.queue (kind, tenant_id, enqueued_at) where node is null;
create index queue_owned on fleet.queue (node) where node is not null;

-- What becomes runnable later.
create table fleet.timer (
  tenant_id uuid not null,
  kind      smallint not null,
  item_id   uuid not null,
  name      text collate "C" not null,
  due_at    timestamptz not null,
  primary key (tenant_id, kind, item_id, name)
);
create index timer_due on fleet.timer (due_at);

-- What arrived for an item and was not taken into account yet.
create table fleet.inbox (
  tenant_id  uuid not null,
  kind       smallint not null,
  item_id    uuid not null,
  message_id text collate "C" not null,
  body       text collate "C" not null,
  arrived_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, kind, item_id, message_id)
);

-- Requests wake items, set timers and deliver messages as their tenant; claiming and moving work is the engine's alone.
call fleet.protect_tenant_table('fleet.queue', 'select, insert, update, delete', 'select, insert, update');
call fleet.protect_tenant_table('fleet.timer', 'select, insert, update, delete', 'select, insert, update, delete');
call fleet.protect_tenant_table('fleet.inbox', 'select, insert, update, delete', 'select, insert');
