-- The latest night for which retention was done, by any node: one row.
create table fleet.retention_night (
  one      boolean primary key default true check (one),
  night    timestamptz not null,
  ended_at timestamptz not null,
  complete boolean not null
);
grant select, insert, update on fleet.retention_night to ${engine};

-- Retention is the engine's, and alone takes these rows away.
grant delete on fleet.directive, fleet.attempt, fleet.trigger_delivery, fleet.manual_start to ${engine};
