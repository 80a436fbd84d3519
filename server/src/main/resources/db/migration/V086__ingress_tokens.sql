-- What may send events into a tenant. Of the token itself only its hash is kept: it has 256 random bits, so a plain
-- hash cannot be turned back.
create table fleet.ingress_token (
  tenant_id    uuid not null,
  id           uuid not null,
  name         text collate "C" not null check (length(name) between 1 and 100),
  prefix       text collate "C" not null,
  token_hash   bytea not null check (length(token_hash) = 32),
  created_at   timestamptz not null,
  created_by   text collate "C" not null,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  revoked_by   text collate "C",
  primary key (tenant_id, id)
);

-- Without the tenant in front: the token is what tells the tenant.
create unique index ingress_token_by_hash on fleet.ingress_token (token_hash);

call fleet.protect_tenant_table('fleet.ingress_token', null, 'select, insert, update');

create policy identity on fleet.ingress_token for select to ${identity} using (true);
create policy identity_use on fleet.ingress_token for update to ${identity} using (true) with check (true);
grant select, update (last_used_at) on fleet.ingress_token to ${identity};
