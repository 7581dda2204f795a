-- Channels as they are governed: opening hours, what was applied for and decided, each step of a channel's life, what it promises,
-- and what stands on its profile.
alter table govern_unit add column hours {text};

alter table govern_channel add column hours {text};
-- pilot, live or closed. Channels from before this had been opened by someone who governs: they are live.
alter table govern_channel add column stage {text} not null default 'live';
-- dialogue, or information only.
alter table govern_channel add column mode {text} not null default 'dialogue';
alter table govern_channel add column closed_at {int};
alter table govern_channel add column application {id};
alter table govern_channel add column expires_at {int};
alter table govern_channel add column reviewed_at {int};
-- The host name for which this desk answers /.well-known/atproto-did.
alter table govern_channel add column proof_handle {text};

create table govern_channel_application (
  id {id} primary key,
  unit {id} not null references govern_unit (id),
  network {text} not null,
  name {text} not null,
  mode {text} not null,
  owner {id} references govern_person (id),
  form {text} not null,
  applied_by {id},
  applied_at {int} not null,
  state {text} not null,
  state_at {int} not null,
  state_by {id},
  number {text},
  why {text},
  channel {id} references govern_channel (id)
){strict};
create index govern_channel_application_state on govern_channel_application (state, id);

create table govern_channel_step (
  id {id} primary key,
  channel {id} not null references govern_channel (id),
  step {text} not null,
  at {int} not null,
  by {id},
  why {text}
){strict};
create index govern_channel_step_channel on govern_channel_step (channel, id);

create table govern_channel_promise (
  channel {id} primary key references govern_channel (id),
  activity {text} not null,
  tolerance {text} not null,
  contact {text} not null,
  identity {text} not null,
  language {text} not null,
  saved_at {int} not null,
  saved_by {id}
){strict};

create table govern_channel_profile (
  channel {id} primary key references govern_channel (id),
  live {text},
  -- Longest text that fits there, as the network last told.
  text_limit {int},
  looked_at {int},
  drift_since {int},
  wanted {text},
  wanted_at {int},
  wanted_by {id},
  mandate {id},
  state {text} not null,
  state_at {int} not null,
  trouble {text},
  trouble_detail {text}
){strict};
