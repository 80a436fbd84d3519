-- When the person last chose this organization; the next session begins in the latest one.
alter table fleet.membership add column entered_at timestamptz;
