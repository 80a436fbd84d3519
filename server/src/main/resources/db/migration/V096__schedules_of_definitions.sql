-- Besides cron: every so many milliseconds, counted from the epoch; or so many after the end of the run before, which is `run_id` while
-- it is under way.
alter table fleet.schedule
  alter column cron drop not null,
  add column every_millis bigint check (every_millis > 0),
  add column after_millis bigint check (after_millis >= 0),
  add column run_id       uuid,
  add constraint schedule_timing check (num_nonnulls(cron, every_millis, after_millis) = 1);
