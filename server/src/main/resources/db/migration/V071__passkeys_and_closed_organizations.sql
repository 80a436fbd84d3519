-- What a passkey is asked to sign; each once, within minutes.
create table fleet.passkey_challenge (
  challenge_hash bytea primary key check (length(challenge_hash) = 32),
  person_id      uuid references fleet.person on delete cascade,
  ends_at        timestamptz not null
);
create index passkey_challenge_by_end on fleet.passkey_challenge (ends_at);
grant select, insert, delete on fleet.passkey_challenge to ${identity};

alter table fleet.passkey add column backup_eligible boolean not null default false;

-- The owner may see and delete the rows of closed organizations, and of no others.
create or replace procedure fleet.protect_tenant_table(table_name text, engine_privileges text, tenant_privileges text)
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
  execute format(
    'create policy closed on %s to ${owner}'
    ' using (tenant_id in (select t.tenant_id from fleet.tenant t where t.closed_at is not null))', target);
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

-- The same for the tables that are protected already. Deleting in a partition follows the policy of its parent.
do $$
declare
  target regclass;
begin
  for target in
    select c.oid::regclass from pg_class c
      join pg_policy p on p.polrelid = c.oid and p.polname in ('tenant', 'engine')
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
     where c.relnamespace = 'fleet'::regnamespace
       and c.oid not in ('fleet.tenant'::regclass, 'fleet.tenant_role'::regclass)
       and not exists (select from pg_policy o where o.polrelid = c.oid and o.polname = 'closed')
     group by c.oid
  loop
    execute format(
      'create policy closed on %s to ${owner}'
      ' using (tenant_id in (select t.tenant_id from fleet.tenant t where t.closed_at is not null))', target);
  end loop;
end $$;
