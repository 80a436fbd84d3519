-- Secrets, encrypted with a data key of their own. Only the tenant's role reads them: the engine never does.
create table fleet.credential (
  tenant_id  uuid not null,
  name       text collate "C" not null check (length(name) between 1 and 200),
  sealed     bytea not null,
  key_id     bigint not null,
  updated_at timestamptz not null,
  primary key (tenant_id, name)
);
call fleet.protect_tenant_table('fleet.credential', null, 'select, insert, update, delete');

-- The key-encryption keys that credentials were made with (their numbers, not the keys), so that a start without
-- the key file can tell a lost file from a first start. No tenant: the keys belong to the instance.
create table fleet.vault_key (
  key_id        bigint primary key,
  first_used_at timestamptz not null
);
alter table fleet.vault_key enable row level security;
alter table fleet.vault_key force row level security;
create policy owner on fleet.vault_key to ${owner} using (true) with check (true);
create policy tenant_read on fleet.vault_key for select to ${tenants} using (true);
create policy tenant_add on fleet.vault_key for insert to ${tenants} with check (true);
grant select, insert on fleet.vault_key to ${tenants};
