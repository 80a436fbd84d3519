-- Where an organization wants its alarms. No row, or no connection: they are shown, not sent.
create table fleet.alarm_target (
  tenant_id  uuid primary key,
  connection text collate "C",
  place      text collate "C",
  chosen_at  timestamptz not null,
  chosen_by  text collate "C" not null
);

call fleet.protect_tenant_table('fleet.alarm_target', null, 'select, insert, update');

-- What people have to know although nobody asked: each thing once, by its key.
create table fleet.alarm (
  tenant_id    uuid not null,
  id           uuid not null,
  key          text collate "C" not null,
  kind         text collate "C" not null,
  title        text not null,
  text         text not null,
  directive_id uuid,
  raised_at    timestamptz not null,
  seen_at      timestamptz,
  seen_by      text collate "C",
  primary key (tenant_id, id)
);

create unique index alarm_by_key on fleet.alarm (tenant_id, key);

call fleet.protect_tenant_table('fleet.alarm', 'select, insert, delete', 'select, insert, update');
