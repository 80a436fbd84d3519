-- The transaction that recorded a signal. Ids are made before the commit, so their order is not the order in which
-- signals become visible; whoever follows signals reads by transaction, below the oldest one still open.
-- The default is stable, so rows that exist get this transaction without being rewritten.
alter table fleet.signal add column recorded_by xid8 not null default pg_current_xact_id();

create index signal_by_transaction on fleet.signal (tenant_id, recorded_by, id);

-- What a signal started.
create index execution_by_causation on fleet.execution (tenant_id, causation) where causation is not null;
