-- Organizations as other modules' statements may join them; all but closed ones.
alter table fleet.tenant add column closed_at timestamptz;
create view fleet.organization with (security_invoker = true) as
  select tenant_id, slug, name, zone, ready, created_at from fleet.tenant where closed_at is null;
grant select on fleet.organization to ${identity}, ${engine}, ${tenants};

-- A person. Belongs to no tenant, and may be a member of several.
create table fleet.person (
  person_id           uuid primary key,
  email               text collate "C" not null check (length(email) between 3 and 254),
  email_key           text collate "C" not null unique,
  name                text not null check (length(name) between 1 and 200),
  password_hash       text collate "C" not null,
  password_changed_at timestamptz not null,
  totp_sealed         bytea,
  totp_key_id         bigint,
  totp_confirmed_at   timestamptz,
  totp_last_step      bigint,
  disabled_at         timestamptz,
  created_at          timestamptz not null,
  check ((totp_sealed is null) = (totp_key_id is null)),
  check (totp_confirmed_at is null or totp_sealed is not null)
);

-- Codes for the day the telephone is lost; each works once.
create table fleet.recovery_code (
  person_id uuid not null references fleet.person on delete cascade,
  code_hash bytea not null check (length(code_hash) = 32),
  used_at   timestamptz,
  primary key (person_id, code_hash)
);

create table fleet.passkey (
  credential_id bytea primary key check (length(credential_id) between 1 and 1023),
  passkey_id    uuid not null unique,
  person_id     uuid not null references fleet.person on delete cascade,
  name          text not null check (length(name) between 1 and 100),
  credential    bytea not null,
  sign_count    bigint not null,
  created_at    timestamptz not null,
  last_used_at  timestamptz
);
create index passkey_by_person on fleet.passkey (person_id);

create table fleet.membership (
  tenant_id  uuid not null references fleet.tenant,
  person_id  uuid not null references fleet.person,
  role       text collate "C" not null check (role in ('owner', 'admin', 'editor', 'member', 'viewer')),
  status     text collate "C" not null check (status in ('active', 'disabled')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, person_id)
);
create index membership_by_person on fleet.membership (person_id);

-- Someone who may become a member with the link whose hash this is. An open one has neither been accepted nor revoked.
create table fleet.invitation (
  invitation_id uuid primary key,
  token_hash    bytea not null unique check (length(token_hash) = 32),
  tenant_id     uuid not null references fleet.tenant,
  email         text collate "C" not null check (length(email) between 3 and 254),
  email_key     text collate "C" not null,
  role          text collate "C" not null check (role in ('owner', 'admin', 'editor', 'member', 'viewer')),
  invited_by    uuid references fleet.person,
  created_at    timestamptz not null,
  ends_at       timestamptz not null,
  accepted_at   timestamptz,
  revoked_at    timestamptz
);
create unique index invitation_open on fleet.invitation (tenant_id, email_key)
  where accepted_at is null and revoked_at is null;

create table fleet.session (
  token_hash bytea primary key check (length(token_hash) = 32),
  session_id uuid not null unique,
  person_id  uuid not null references fleet.person on delete cascade,
  tenant_id  uuid references fleet.tenant,
  created_at timestamptz not null,
  seen_at    timestamptz not null,
  ends_at    timestamptz not null,
  address    text collate "C" not null,
  agent      text not null
);
create index session_by_person on fleet.session (person_id);
create index session_by_end on fleet.session (ends_at);

-- A person whose password was right and whose second proof is still missing.
create table fleet.sign_in_step (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id  uuid not null references fleet.person on delete cascade,
  ends_at    timestamptz not null,
  failures   integer not null
);
create index sign_in_step_by_end on fleet.sign_in_step (ends_at);

-- Links of the operator's: to set the instance up while it has no person, or to give a person a new password.
create table fleet.one_time_link (
  token_hash bytea primary key check (length(token_hash) = 32),
  purpose    text collate "C" not null check (purpose in ('set_up', 'new_password')),
  person_id  uuid references fleet.person on delete cascade,
  created_at timestamptz not null,
  ends_at    timestamptz not null,
  used_at    timestamptz,
  check ((purpose = 'new_password') = (person_id is not null))
);

-- Every attempt to sign in and what changed about how a person signs in.
create table fleet.sign_in (
  sign_in_id uuid primary key,
  person_id  uuid,
  event      text collate "C" not null,
  method     text collate "C",
  reason     text collate "C",
  address    text collate "C" not null,
  agent      text not null,
  at         timestamptz not null
);
create index sign_in_by_person on fleet.sign_in (person_id, sign_in_id);

-- Counts failures in a fixed number of places, so that no flood makes the table grow.
create table fleet.sign_in_failure (
  kind     text collate "C" not null,
  place    integer not null check (place between 0 and 65535),
  failures integer not null,
  since    timestamptz not null,
  primary key (kind, place)
);

-- Tells the tenant's signal log what changed about its members; removed when told.
create table fleet.member_news (
  news_id   uuid primary key,
  tenant_id uuid not null,
  type      text collate "C" not null,
  person_id uuid not null,
  actor     text collate "C" not null,
  data      jsonb not null,
  at        timestamptz not null
);

-- None of these has a tenant's policy or privilege: only the role for identities reads them.
grant select, insert, update, delete on fleet.person, fleet.recovery_code, fleet.passkey, fleet.membership,
  fleet.invitation, fleet.session, fleet.sign_in_step, fleet.one_time_link, fleet.sign_in_failure, fleet.member_news
  to ${identity};
grant select, insert, delete on fleet.sign_in to ${identity};
grant select, insert on fleet.vault_key to ${identity};
create policy identity_read on fleet.vault_key for select to ${identity} using (true);
create policy identity_add on fleet.vault_key for insert to ${identity} with check (true);
