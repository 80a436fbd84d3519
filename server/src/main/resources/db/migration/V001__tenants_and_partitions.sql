-- What is created here is executed by nobody unless it is granted.
alter default privileges revoke execute on routines from public;

grant usage on schema fleet to ${engine}, ${identity}, ${tenants};
grant select on fleet.instance to ${engine}, ${identity};

-- An organization. `ready` turns true when everything that belongs to it exists.
create table fleet.tenant (
  tenant_id  uuid primary key,
  slug       text collate "C" not null unique check (length(slug) <= 48 and slug ~ '^[a-z0-9]+(_[a-z0-9]+)*$'),
  name       text not null check (length(name) between 1 and 200),
  zone       text collate "C" not null,
  ready      boolean not null,
  created_at timestamptz not null
);

-- Which tenant a session is, known from the one thing it cannot choose freely: its role.
create table fleet.tenant_role (
  role_name text collate "C" primary key,
  tenant_id uuid not null unique references fleet.tenant
);

alter table fleet.tenant enable row level security;
alter table fleet.tenant force row level security;
alter table fleet.tenant_role enable row level security;
alter table fleet.tenant_role force row level security;

create policy owner on fleet.tenant to ${owner} using (true) with check (true);
create policy identity on fleet.tenant for select to ${identity} using (true);
create policy engine on fleet.tenant for select to ${engine} using (true);
create policy tenant on fleet.tenant for select to ${tenants}
  using (tenant_id = (select r.tenant_id from fleet.tenant_role r where r.role_name = current_user));
grant select on fleet.tenant to ${identity}, ${engine}, ${tenants};

create policy owner on fleet.tenant_role to ${owner} using (true) with check (true);
create policy identity on fleet.tenant_role for select to ${identity} using (true);
create policy tenant on fleet.tenant_role for select to ${tenants} using (role_name = current_user);
grant select on fleet.tenant_role to ${identity}, ${tenants};

-- Locks a table with a column `tenant_id` into its tenants, for its owner too. Privileges are lists such as
-- 'select, insert'; null means none. The engine sees all rows, a tenant its own.
create procedure fleet.protect_tenant_table(table_name text, engine_privileges text, tenant_privileges text)
language plpgsql as $$
declare
  target regclass := table_name::regclass;
  list text;
begin
  foreach list in array array[engine_privileges, tenant_privileges] loop
    if list !~ '^(select|insert|update|delete)(, *(select|insert|update|delete))*$' then
      raise exception 'not a list of privileges: %', list;
    end if;
  end loop;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  if engine_privileges is not null then
    execute format('create policy engine on %s to ${engine} using (true) with check (true)', target);
    execute format('grant %s on %s to ${engine}', engine_privileges, target);
  end if;
  if tenant_privileges is not null then
    execute format(
      'create policy tenant on %s to ${tenants}'
      ' using (tenant_id = (select r.tenant_id from fleet.tenant_role r where r.role_name = current_user))'
      ' with check (tenant_id = (select r.tenant_id from fleet.tenant_role r where r.role_name = current_user))',
      target);
    execute format('grant %s on %s to ${tenants}', tenant_privileges, target);
  end if;
end $$;

-- The tables that get a partition for every month.
create table fleet.partitioned_table (
  name text collate "C" primary key
);

-- The smallest UUID of version 7 that can be made at or after an instant.
create function fleet.lowest_id_at(instant timestamptz) returns uuid
language sql immutable parallel safe as $$
  select (lpad(to_hex((extract(epoch from instant) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the missing partitions of a table that is partitioned by range on a UUID of version 7: `months` months (UTC),
-- beginning with the one of `first_month`. Registers the table for the daily upkeep. Partitions are attached, which
-- lets readers and writers of the table go on.
create procedure fleet.create_month_partitions(
  table_name text,
  first_month date default ((now() at time zone 'UTC') - interval '1 month')::date,
  months int default 5)
language plpgsql as $$
declare
  parent regclass := table_name::regclass;
  parent_schema text;
  parent_name text;
  month timestamp;
  part text;
begin
  if months not between 1 and 120 then
    raise exception 'months must be between 1 and 120, not %', months;
  end if;
  select c.relnamespace::regnamespace::text, c.relname into parent_schema, parent_name
    from pg_class c where c.oid = parent;
  if length(parent_name) > 55 then
    raise exception 'the name of % is too long for its partitions', table_name;
  end if;
  insert into fleet.partitioned_table (name) values (parent_schema || '.' || parent_name) on conflict do nothing;
  for n in 0 .. months - 1 loop
    month := date_trunc('month', first_month::timestamp) + make_interval(months => n);
    part := format('%s.%I', parent_schema, parent_name || to_char(month, '"_"YYYY"_"MM'));
    if to_regclass(part) is null then
      execute format(
        'create table %s (like %s including defaults including constraints including generated'
        ' including storage including compression)', part, parent);
      execute format('alter table %s enable row level security', part);
      execute format('alter table %s force row level security', part);
      execute format('alter table %s attach partition %s for values from (%L) to (%L)', parent, part,
        fleet.lowest_id_at(month at time zone 'UTC'),
        fleet.lowest_id_at((month + interval '1 month') at time zone 'UTC'));
    end if;
  end loop;
end $$;
