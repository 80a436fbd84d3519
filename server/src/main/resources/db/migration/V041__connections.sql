-- What a tenant has connected to. The credential is in the vault; an address is kept as host and port only, because
-- tokens travel in paths.
create table fleet.connection (
  tenant_id     uuid not null,
  connection_id uuid not null,
  name          text collate "C" not null check (length(name) between 1 and 100),
  connector     text collate "C" not null,
  host          text collate "C" not null,
  port          int not null check (port between 1 and 65535),
  private       boolean not null,
  status        text collate "C" not null check (status in ('connected', 'failing', 'revoked')),
  config        jsonb not null,
  checked_at    timestamptz,
  last_error    text,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  primary key (tenant_id, connection_id),
  unique (tenant_id, name)
);
call fleet.protect_tenant_table('fleet.connection', null, 'select, insert, update');
