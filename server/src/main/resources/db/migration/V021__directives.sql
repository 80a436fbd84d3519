-- Intentions to change something, with how far they came.
create table fleet.directive (
  tenant_id       uuid not null,
  id              uuid not null,
  type            text collate "C" not null,
  state           text collate "C" not null check (state in (
                    'proposed', 'scheduled', 'approved', 'running', 'completed', 'failed', 'in_doubt',
                    'rejected', 'expired', 'denied', 'cancelled')),
  business_key    text collate "C" not null,
  params          jsonb not null,
  params_hash     bytea not null,
  reason          text not null,
  requester_kind  text collate "C" not null,
  requester_id    text collate "C" not null,
  run_id          uuid,
  correlation_id  text collate "C" not null,
  causation_id    text collate "C",
  ruling          text collate "C" not null,
  ruled_by        text not null,
  not_before      timestamptz,
  expires_at      timestamptz,
  requested_at    timestamptz not null,
  started_at      timestamptz,
  ended_at        timestamptz,
  attempts        int not null default 0,
  attempt_limit   int not null,
  open_attempt    int,
  verifications   int not null default 0,
  retry_at        timestamptz,
  result          jsonb,
  error_class     text collate "C",
  error_code      text collate "C",
  error_message   text,
  primary key (tenant_id, id)
) partition by range (id);

create index directive_unfinished on fleet.directive (tenant_id, state, id)
  where state in ('proposed', 'scheduled', 'approved', 'running', 'in_doubt');
create index directive_by_end on fleet.directive (tenant_id, ended_at) where ended_at is not null;
create index directive_by_run on fleet.directive (tenant_id, run_id) where run_id is not null;
create index directive_by_correlation on fleet.directive (tenant_id, correlation_id);
create index directive_by_causation on fleet.directive (tenant_id, causation_id)
  where causation_id is not null;

call fleet.protect_tenant_table('fleet.directive', 'select, insert, update', 'select, insert, update');
call fleet.create_month_partitions('fleet.directive');

-- Which directive holds a business key. The row goes when the directive ends without its effect.
create table fleet.directive_key (
  tenant_id    uuid not null,
  type         text collate "C" not null,
  key          text collate "C" not null,
  directive_id uuid not null,
  params_hash  bytea not null,
  primary key (tenant_id, type, key)
);

call fleet.protect_tenant_table('fleet.directive_key', 'select, insert, delete', 'select, insert, delete');

-- One try each. A row without an end is under way, or was cut.
create table fleet.attempt (
  tenant_id          uuid not null,
  directive_id       uuid not null,
  number             int not null,
  node               uuid not null,
  started_at         timestamptz not null,
  ended_at           timestamptz,
  outcome            text collate "C" check (outcome in ('completed', 'retryable', 'final', 'unknown')),
  error_code         text collate "C",
  error_message      text,
  provider_reference text,
  primary key (tenant_id, directive_id, number)
) partition by range (directive_id);

call fleet.protect_tenant_table('fleet.attempt', 'select, insert, update', 'select, update');
call fleet.create_month_partitions('fleet.attempt');
