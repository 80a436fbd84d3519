-- Packages belong to no tenant. A version's rows are written once and never changed but for its status.
create table fleet.package (
  name       text collate "C" primary key,
  created_at timestamptz not null
);

create table fleet.package_version (
  package      text collate "C" not null references fleet.package,
  version      text collate "C" not null,
  digest       text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  title        text not null,
  summary      text not null,
  category     text collate "C" not null,
  status       text collate "C" not null default 'published' check (status in ('published', 'deprecated', 'yanked')),
  published_at timestamptz not null,
  primary key (package, version)
);

create table fleet.package_file (
  package text collate "C" not null,
  version text collate "C" not null,
  path    text collate "C" not null,
  content text collate "C" not null,
  primary key (package, version, path),
  foreign key (package, version) references fleet.package_version
);

grant select, insert on fleet.package, fleet.package_version, fleet.package_file to ${identity};

-- What a tenant has or had installed. Rows stay for good; reinstalling makes a row of the next generation.
create table fleet.installation (
  tenant_id             uuid not null,
  id                    uuid not null,
  package               text collate "C" not null,
  version               text collate "C" not null,
  digest                text collate "C" not null,
  generation            integer not null check (generation > 0),
  status                text collate "C" not null check (status in
    ('queued', 'installing', 'installed', 'failed', 'disabled', 'uninstalling', 'uninstalled')),
  configuration         jsonb not null,
  configuration_version integer not null,
  error_code            text collate "C",
  error                 text,
  created_at            timestamptz not null,
  changed_at            timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, package, generation)
);
create unique index installation_live on fleet.installation (tenant_id, package)
  where status in ('queued', 'installing', 'installed', 'disabled', 'uninstalling');

-- Every move of an installation, kept for good.
create table fleet.installation_move (
  tenant_id       uuid not null,
  installation_id uuid not null,
  number          integer not null,
  status          text collate "C" not null,
  directive_id    uuid not null,
  actor_kind      text collate "C" not null,
  actor_id        text collate "C" not null,
  reason          text,
  at              timestamptz not null,
  primary key (tenant_id, installation_id, number)
);

-- What an installation created, and the file of the package that it came from.
create table fleet.installation_resource (
  tenant_id       uuid not null,
  installation_id uuid not null,
  kind            text collate "C" not null check (kind in ('workflow', 'trigger', 'schedule')),
  name            text collate "C" not null,
  resource_id     uuid not null,
  template        text collate "C" not null,
  created_at      timestamptz not null,
  removed_at      timestamptz,
  primary key (tenant_id, installation_id, kind, name)
);

call fleet.protect_tenant_table('fleet.installation', 'select, insert, update', 'select, insert, update');
call fleet.protect_tenant_table('fleet.installation_move', 'select, insert', 'select, insert');
call fleet.protect_tenant_table('fleet.installation_resource', 'select, insert, update', 'select, insert, update');

-- Starts by hand of workflows that limit them.
create table fleet.manual_start (
  tenant_id       uuid not null,
  installation_id uuid not null,
  workflow        text collate "C" not null,
  started_at      timestamptz not null,
  run_id          uuid not null,
  window_from     timestamptz not null,
  window_to       timestamptz not null,
  primary key (tenant_id, installation_id, workflow, started_at, run_id)
);

call fleet.protect_tenant_table('fleet.manual_start', 'select, insert', 'select, insert');
