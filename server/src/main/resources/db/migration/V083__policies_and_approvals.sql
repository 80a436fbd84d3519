-- The rules by which a tenant's directives are judged. Every change is a new version; the newest is in force.
create table fleet.policy (
  tenant_id  uuid not null,
  version    int not null check (version > 0),
  rules      jsonb not null,
  actor_kind text collate "C" not null,
  actor_id   text collate "C" not null,
  reason     text not null,
  created_at timestamptz not null,
  primary key (tenant_id, version)
);

call fleet.protect_tenant_table('fleet.policy', null, 'select, insert');

-- For whom a directive is requested, and what a person decided about it.
alter table fleet.directive
  add column installation_id    uuid,
  add column starter_kind       text collate "C",
  add column starter_id         text collate "C",
  add column policy_version     int not null default 0,
  add column approver           text collate "C",
  add column decider_kind       text collate "C",
  add column decider_id         text collate "C",
  add column decided_at         timestamptz,
  add column decision_reason    text,
  add column self_confirmed     boolean;
