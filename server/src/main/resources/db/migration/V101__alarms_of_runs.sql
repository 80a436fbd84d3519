-- What an alarm is about, and when what it tells of was over by itself.
alter table fleet.alarm
  add column schedule_id     uuid,
  add column installation_id uuid,
  add column run_id          uuid,
  add column signal_id       uuid,
  add column resolved_at     timestamptz;

-- Those that somebody should look at: few.
create index alarm_open on fleet.alarm (tenant_id, id) where seen_at is null and resolved_at is null;

create index alarm_by_schedule on fleet.alarm (tenant_id, schedule_id, raised_at);

grant update (directive_id, resolved_at) on fleet.alarm to ${engine};
