-- The whole ground in one: technical tables, the record, who may do what, what goes out, what is said.
-- Times are UTC microseconds; ids are UUIDv7; a state is a row or a column with who and when beside it.
-- On SQLite, tables whose rows are short or come in the order of their key are kept in the key's own tree (`without rowid`).

-- ── ground ──
create table ground_secret (
  name {text} primary key,
  sealed {bytes} not null
){strict};

create table ground_lease (
  name {text} primary key,
  node {text} not null,
  until {int} not null
){strict};

create table ground_job (
  id {id} primary key,
  name {text} not null,
  payload {text} not null,
  run_at {int} not null,
  attempts {int} not null default 0,
  leased_by {text},
  leased_until {int},
  dead_at {int},
  last_error {text},
  unique_key {text} unique
){strict};
create index ground_job_due on ground_job (run_at) where dead_at is null;

-- ── records: the log only grows; content lies apart, so that it can be erased under a decision ──
create table records_content (
  sha256 {bytes} primary key,
  bytes {bytes},
  erased_under {text},
  erased_at {int},
  erased_entry {id}
){strict};

create table records_entry (
  id {id} primary key,
  at {int} not null,
  event {text} not null,
  subject {id} not null,
  body {bytes} not null
--sqlite
) strict, without rowid;
--postgres
);
--both
create index records_entry_subject on records_entry (subject, id);

create table records_unsealed (
  entry {id} primary key
--sqlite
) strict, without rowid;
--postgres
);
--both

create table records_leaf (
  position {int} primary key,
  entry {id} not null unique,
  hash {bytes} not null
){strict};

create table records_tile (
  level {int} not null,
  position {int} not null,
  hashes {bytes} not null,
  primary key (level, position)
--sqlite
) strict, without rowid;
--postgres
);
--both

create table records_checkpoint (
  size {int} primary key,
  at {int} not null,
  note {text} not null
){strict};

create table records_retention_decision (
  number {text} primary key,
  decided_by {text} not null,
  valid_from {int} not null,
  valid_to {int},
  entry {id} not null
){strict};

-- ── govern ──
create table govern_unit (
  id {id} primary key,
  parent {id} references govern_unit (id),
  name {text} not null,
  zone {text} not null,
  created_at {int} not null
){strict};

create table govern_person (
  id {id} primary key,
  unit {id} not null references govern_unit (id),
  name {text} not null,
  post {text} not null,
  signature {text} not null,
  email {text} not null unique,
  password_hash {text},
  language {text} not null,
  single_keys {text} not null default 'on',
  created_at {int} not null,
  left_at {int}
){strict};

create table govern_invitation (
  token_hash {bytes} primary key,
  person {id} not null references govern_person (id),
  expires_at {int} not null,
  used_at {int}
){strict};

create table govern_login (
  token_hash {bytes} primary key,
  person {id} not null references govern_person (id),
  begun_at {int} not null,
  seen_at {int} not null,
  expires_at {int} not null,
  browser {text} not null
){strict};
create index govern_login_person on govern_login (person);

create table govern_sign_in_failure (
  id {id} primary key,
  email {text} not null,
  address {text} not null,
  at {int} not null
){strict};
create index govern_sign_in_failure_email on govern_sign_in_failure (email, at);
create index govern_sign_in_failure_address on govern_sign_in_failure (address, at);

create table govern_channel (
  id {id} primary key,
  unit {id} not null references govern_unit (id),
  network {text} not null,
  name {text} not null,
  handle {text} not null,
  remote_id {text} not null,
  url {text},
  avatar_url {text},
  settings {text} not null,
  sealed_secrets {bytes} not null,
  private_addresses {text} not null default 'refuse',
  answer_within_minutes {int} not null,
  opened_at {int} not null,
  paused_at {int},
  paused_by {id},
  fetched_at {int},
  posted_at {int},
  trouble {text},
  trouble_at {int},
  trouble_detail {text},
  unique (network, remote_id)
){strict};

create table govern_mandate (
  id {id} primary key,
  person {id} not null references govern_person (id),
  unit {id} references govern_unit (id),
  channel {id} references govern_channel (id),
  acts {text} not null,
  document {text} not null,
  valid_from {int} not null,
  valid_to {int},
  granted_by {id},
  granted_at {int} not null,
  revoked_by {id},
  revoked_at {int},
  revoked_why {text}
){strict};
create index govern_mandate_person on govern_mandate (person);

create table govern_token (
  id {id} primary key,
  token_hash {bytes} not null unique,
  name {text} not null,
  mandate {id} not null references govern_mandate (id),
  issued_by {id} not null,
  issued_with {id} references govern_token (id),
  issued_at {int} not null,
  expires_at {int} not null,
  revoked_at {int}
){strict};

create table govern_channel_sign_in (
  state {text} primary key,
  person {id} not null,
  sealed {bytes} not null,
  expires_at {int} not null
){strict};

-- ── messages: what is written in a channel, in or out, with its versions ──
create table records_author (
  id {id} primary key,
  network {text} not null,
  remote_id {text} not null,
  handle {text} not null,
  name {text} not null,
  url {text},
  avatar_url {text},
  first_at {int} not null,
  last_at {int} not null,
  unique (network, remote_id)
){strict};

create table records_message (
  n {pk},
  id {id} not null unique,
  channel {id} not null references govern_channel (id),
  remote_id {text} not null,
  conversation {id} not null,
  author {id},
  direction {text} not null,
  kind {text} not null,
  parent_remote_id {text},
  url {text},
  written_at {int} not null,
  received_at {int} not null,
  version {int} not null,
  content {bytes} not null,
  language {text},
  marks {text} not null default '',
  gone_at {int},
  favourites {int} not null default 0,
  boosts {int} not null default 0,
  replies {int} not null default 0,
  delivery {id},
  unique (channel, remote_id)
){strict};
create index records_message_conversation on records_message (conversation, n);
create index records_message_author on records_message (author, n);

create table records_version (
  message {id} not null,
  number {int} not null,
  change {text} not null,
  source_version {text} not null,
  at {int} not null,
  entry {id} not null,
  content {bytes} not null,
  raw {bytes} not null,
  primary key (message, number)
--sqlite
) strict, without rowid;
--postgres
);
--both

create table records_finding (
  message {id} not null,
  version {int} not null,
  starts_at {int} not null,
  ends_at {int} not null,
  kind {text} not null,
  rule {text} not null,
  confidence {text} not null,
  primary key (message, version, starts_at)
--sqlite
) strict, without rowid;
--postgres
);
--both

--sqlite
-- "ascii" takes every letter beyond ASCII as part of a word and changes none: the words are made in Rust, for both engines alike.
create virtual table records_search using fts5 (tokens, content='', contentless_delete=1, detail=none, tokenize="ascii");
--postgres
create table records_search (n bigint primary key, tokens tsvector not null);
alter table records_search alter column tokens set statistics 2000;
create index records_search_tokens on records_search using gin (tokens);
--both

-- ── participate ──
create table participate_conversation (
  id {id} primary key,
  channel {id} not null references govern_channel (id),
  root_remote_id {text} not null,
  kind {text} not null,
  state {text} not null,
  state_at {int} not null,
  state_by {id},
  assignee {id},
  assigned_at {int},
  first_message {id} not null,
  latest_message {id} not null,
  latest_at {int} not null,
  waiting_since {int},
  due_at {int},
  messages {int} not null,
  marks {text} not null default '',
  unique (channel, root_remote_id)
--sqlite
) strict, without rowid;
--postgres
);
--both
create index participate_conversation_newest on participate_conversation (state, latest_at, id);
create index participate_conversation_due on participate_conversation (state, due_at, id);
create index participate_conversation_assignee on participate_conversation (assignee, state, latest_at, id);
create index participate_conversation_kind on participate_conversation (kind, state, latest_at, id);

create table participate_note (
  id {id} primary key,
  conversation {id} not null,
  content {bytes} not null,
  written_by {id} not null,
  written_at {int} not null,
  entry {id} not null
){strict};
create index participate_note_conversation on participate_note (conversation, id);

create table participate_reply_once (
  person {id} not null,
  key {text} not null,
  asked {bytes} not null,
  delivery {id} not null,
  at {int} not null,
  primary key (person, key)
){strict};
create index participate_reply_once_at on participate_reply_once (at);

create table participate_presence (
  conversation {id} not null,
  person {id} not null,
  seen_at {int} not null,
  primary key (conversation, person)
--sqlite
) strict, without rowid;
--postgres
);
--both

create table participate_draft (
  conversation {id} not null,
  person {id} not null,
  sealed {bytes} not null,
  saved_at {int} not null,
  primary key (conversation, person)
--sqlite
) strict, without rowid;
--postgres
);
--both

-- ── publish ──
create table publish_delivery (
  id {id} primary key,
  channel {id} not null references govern_channel (id),
  conversation {id},
  answers {id},
  content {bytes} not null,
  written_by {id} not null,
  mandate {id} not null,
  queued_at {int} not null,
  send_at {int} not null,
  begun_at {int},
  state {text} not null,
  state_at {int} not null,
  attempts {int} not null default 0,
  looks {int} not null default 0,
  remote_id {text},
  url {text},
  reason {text},
  detail {text},
  settled_by {id}
){strict};
create index publish_delivery_state on publish_delivery (state, state_at);
create index publish_delivery_state_newest on publish_delivery (state, id);
create index publish_delivery_conversation on publish_delivery (conversation, id);

-- ── listen ──
create table listen_cursor (
  channel {id} primary key references govern_channel (id),
  cursor {text} not null,
  at {int} not null
){strict};

create table listen_set_aside (
  id {id} primary key,
  channel {id} not null references govern_channel (id),
  remote_id {text},
  reason {text} not null,
  fingerprint {bytes} not null,
  raw {bytes} not null,
  at {int} not null,
  settled_at {int},
  settled_by {id},
  unique (channel, fingerprint)
){strict};
