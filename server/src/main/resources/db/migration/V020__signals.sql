-- Facts. Append only; retention is the only one to take away or to reduce a row to a stub.
create table fleet.signal (
  tenant_id       uuid not null,
  id              uuid not null,
  source          text collate "C" not null,
  event_id        text collate "C" not null,
  type            text collate "C" not null,
  subject         text collate "C",
  time            timestamptz not null,
  datacontenttype text collate "C",
  dataschema      text collate "C",
  data            jsonb,
  data_base64     text collate "C",
  actor_kind      text collate "C" not null,
  actor_id        text collate "C" not null,
  correlation_id  text collate "C" not null,
  causation_id    text collate "C",
  traceparent     text collate "C",
  extensions      jsonb,
  visibility      text collate "C" not null,
  outside         boolean not null,
  recorded_at     timestamptz not null,
  stub            boolean not null default false,
  primary key (tenant_id, id)
) partition by range (id);

create index signal_by_type on fleet.signal (tenant_id, type, time);
create index signal_by_time on fleet.signal (tenant_id, time);
create index signal_by_correlation on fleet.signal (tenant_id, correlation_id, id);
create index signal_by_causation on fleet.signal (tenant_id, causation_id) where causation_id is not null;

call fleet.protect_tenant_table('fleet.signal', 'select, insert, update, delete', 'select, insert');
call fleet.create_month_partitions('fleet.signal');

-- Which events from outside were taken in: small rows that outlive their signals.
create table fleet.signal_identity (
  tenant_id   uuid not null,
  source      text collate "C" not null,
  event_id    text collate "C" not null,
  signal_id   uuid not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, source, event_id)
);

create index signal_identity_by_age on fleet.signal_identity (tenant_id, recorded_at);

call fleet.protect_tenant_table('fleet.signal_identity', 'select, insert, delete', 'select, insert');

-- Who wants to hear of a type: a trigger, or a workflow with a `listen`.
create table fleet.subscription (
  tenant_id  uuid not null,
  type       text collate "C" not null,
  subscriber uuid not null,
  primary key (tenant_id, type, subscriber)
);

create index subscription_by_subscriber on fleet.subscription (tenant_id, subscriber);

call fleet.protect_tenant_table('fleet.subscription', 'select, insert, delete', 'select, insert, delete');

-- Tenants that keep their signals for another time than the default.
create table fleet.signal_retention (
  tenant_id uuid primary key,
  days      int not null check (days between 1 and 3650)
);

call fleet.protect_tenant_table('fleet.signal_retention', 'select', 'select, insert, update');
