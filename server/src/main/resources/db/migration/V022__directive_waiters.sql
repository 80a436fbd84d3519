-- Runs that asked for an effect which a directive of another requester brings about: they learn of its end too.
-- `reference` is the id under which the run waits.
create table fleet.directive_waiter (
  tenant_id    uuid not null,
  directive_id uuid not null,
  run_id       uuid not null,
  reference    uuid not null,
  primary key (tenant_id, directive_id, run_id, reference)
);

call fleet.protect_tenant_table('fleet.directive_waiter', 'select, insert, delete', 'select, insert, delete');
