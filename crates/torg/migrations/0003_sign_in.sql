-- Signing in: second factors, passkeys, OpenID providers, and the logins and devices that come of it.

-- ── logins: each has an id its owner's page can name, and says how it began. Everyone signs in once more after this ──
delete from govern_login;
alter table govern_login add column id {id};
alter table govern_login add column way {text} not null default 'password';
alter table govern_login add column factors {int} not null default 1;
alter table govern_login add column proved_at {int} not null default 0;
alter table govern_login add column provider {id};
alter table govern_login add column provider_subject {text};
alter table govern_login add column provider_session {text};
create unique index govern_login_id on govern_login (id);
create index govern_login_provider on govern_login (provider, provider_subject) where provider is not null;

-- Browsers in which someone signed in before: strangers' failures do not count against them.
create table govern_device (
  token_hash {bytes} not null,
  person {id} not null references govern_person (id),
  known_at {int} not null,
  seen_at {int} not null,
  primary key (token_hash, person)
){strict};
create index govern_device_person on govern_device (person);

-- Begun and not finished: a password that was right, a question to a passkey, a person who is at their provider. Sealed.
create table govern_half_sign_in (
  token_hash {bytes} primary key,
  kind {text} not null,
  sealed {bytes} not null,
  tries {int} not null default 0,
  expires_at {int} not null
){strict};
create index govern_half_sign_in_over on govern_half_sign_in (expires_at);

-- ── second factors ──
create table govern_totp (
  person {id} primary key references govern_person (id),
  sealed {bytes} not null,
  begun_at {int} not null,
  confirmed_at {int},
  last_step {int} not null default 0
){strict};

create table govern_recovery_code (
  code_hash {bytes} primary key,
  person {id} not null references govern_person (id),
  made_at {int} not null,
  used_at {int}
){strict};
create index govern_recovery_code_person on govern_recovery_code (person);

create table govern_passkey (
  id {id} primary key,
  person {id} not null references govern_person (id),
  name {text} not null,
  credential_id {bytes} not null unique,
  credential {text} not null,
  added_at {int} not null,
  used_at {int}
){strict};
create index govern_passkey_person on govern_passkey (person);

-- Wrong codes from browsers that are not known.
create table govern_second_factor_failure (
  id {id} primary key,
  person {id} not null references govern_person (id),
  at {int} not null
){strict};
create index govern_second_factor_failure_person on govern_second_factor_failure (person, at);

-- What the authority demands of everyone: a row is the newest word with who and when; the record has the earlier ones.
create table govern_demand (
  name {text} primary key,
  value {text} not null,
  set_by {id} references govern_person (id),
  set_at {int} not null
){strict};

-- ── OpenID providers: the authority's own directory of people ──
create table govern_identity_provider (
  id {id} primary key,
  name {text} not null,
  issuer {text} not null,
  client_id {text} not null,
  sealed_secret {bytes} not null,
  private_addresses {text} not null,
  groups_claim {text} not null,
  second_factor {text} not null,
  joining_unit {id} references govern_unit (id),
  added_at {int} not null,
  added_by {id} references govern_person (id),
  changed_at {int} not null,
  ended_at {int},
  told {text},
  told_at {int}
){strict};
create unique index govern_identity_provider_open on govern_identity_provider (issuer, client_id) where ended_at is null;

create table govern_provider_person (
  provider {id} not null references govern_identity_provider (id),
  subject {text} not null,
  person {id} not null references govern_person (id),
  linked_at {int} not null,
  primary key (provider, subject)
){strict};
create index govern_provider_person_person on govern_provider_person (person);

-- A group at the provider means a mandate here: a rule that one who governs made, within what they hold.
create table govern_group_rule (
  id {id} primary key,
  provider {id} not null references govern_identity_provider (id),
  group_name {text} not null,
  unit {id} references govern_unit (id),
  channel {id} references govern_channel (id),
  acts {text} not null,
  document {text} not null,
  made_by {id} not null references govern_person (id),
  made_at {int} not null,
  ended_by {id} references govern_person (id),
  ended_at {int}
){strict};
create index govern_group_rule_provider on govern_group_rule (provider);

create table govern_group_mandate (
  mandate {id} primary key references govern_mandate (id),
  rule {id} not null references govern_group_rule (id),
  person {id} not null references govern_person (id)
){strict};
create index govern_group_mandate_person on govern_group_mandate (person, rule);

-- Logouts that a provider told of: none counts twice (OpenID Connect Back-Channel Logout 1.0, 2.6), and a sign-in of that session
-- that is under way comes too late.
create table govern_logout_token (
  provider {id} not null references govern_identity_provider (id),
  jti {text} not null,
  subject {text},
  session {text},
  at {int} not null,
  forget_at {int} not null,
  primary key (provider, jti)
){strict};
