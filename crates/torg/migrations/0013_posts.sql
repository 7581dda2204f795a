-- Posts: one thing to say, its form per channel, its approval, its journeys; and the stop.

-- How many others must say yes first: none, one, two, crisis. Nothing: as the unit above says; nothing anywhere: one for posts, none for
-- answers.
alter table govern_unit add column post_approval {text};
alter table govern_unit add column reply_approval {text};
alter table govern_channel add column post_approval {text};
alter table govern_channel add column reply_approval {text};

create table publish_post (
  id {id} primary key,
  unit {id} not null references govern_unit (id),
  -- What colleagues call it; never sent.
  name {text} not null,
  campaign {text} not null default '',
  purpose {text} not null default '',
  audience {text} not null default '',
  state {text} not null,
  state_at {int} not null,
  state_by {id},
  made_by {id} not null,
  made_at {int} not null,
  -- What is being written, sealed: it is no record before it is handed in. Each saving is one revision.
  revision {int} not null,
  sealed {bytes} not null,
  saved_by {id} not null,
  saved_at {int} not null,
  -- The latest version that was handed in; 0 before the first.
  version {int} not null default 0,
  planned_at {int},
  zone {text} not null,
  -- What it came from: a feed's entry, a series, a template.
  origin {text} not null default '',
  -- A published post that this one corrects.
  corrects {id}
){strict};
create index publish_post_state on publish_post (state, state_at);
create index publish_post_planned on publish_post (planned_at);

create table publish_post_channel (
  post {id} not null,
  channel {id} not null,
  primary key (post, channel)
){strict};
create index publish_post_channel_channel on publish_post_channel (channel);

-- Every saving of the last weeks, so that two who write at once lose nothing.
create table publish_revision (
  post {id} not null,
  revision {int} not null,
  -- The revision it was made from: two from one are two people at once.
  made_from {int} not null,
  sealed {bytes} not null,
  saved_by {id} not null,
  saved_at {int} not null,
  primary key (post, revision)
){strict};

create table publish_version (
  post {id} not null,
  number {int} not null,
  revision {int} not null,
  content {bytes} not null,
  -- Why personal data in it must be there.
  because {bytes},
  submitted_by {id} not null,
  mandate {id} not null,
  substitution {id},
  submitted_at {int} not null,
  planned_at {int},
  -- How many must say yes, decided when it was handed in: none, one, two, crisis.
  demand {text} not null,
  -- From when on it may be sent; nothing while somebody's yes is missing.
  approved_at {int},
  -- After this it is not sent any more without being approved anew.
  good_until {int},
  voided_at {int},
  voided_by {id},
  primary key (post, number)
){strict};

-- Under whose mandate it is sent in each of its channels.
create table publish_version_channel (
  post {id} not null,
  number {int} not null,
  channel {id} not null,
  mandate {id} not null,
  substitution {id},
  primary key (post, number, channel)
){strict};

-- A yes, or a no with what should be different: to a post's version, or to an answer that waits.
create table publish_approval (
  id {id} primary key,
  post {id},
  version {int},
  delivery {id},
  person {id} not null,
  -- Whose mandate it was: a substitute's holder.
  holder {id} not null,
  mandate {id} not null,
  leads_crisis {int} not null default 0,
  says {text} not null,
  note {bytes},
  at {int} not null
){strict};
create index publish_approval_post on publish_approval (post, version);
create index publish_approval_delivery on publish_approval (delivery);

create table publish_remark (
  id {id} primary key,
  post {id} not null,
  -- Where: the channel it is shaped for, or nothing for the shared text; and the words it is about.
  channel {id},
  quote {text} not null,
  sealed {bytes} not null,
  by_person {id} not null,
  at {int} not null,
  settled_by {id},
  settled_at {int}
){strict};
create index publish_remark_post on publish_remark (post, id);

create table publish_media (
  id {id} primary key,
  post {id} not null,
  media_type {text} not null,
  name {text} not null,
  width {int} not null default 0,
  height {int} not null default 0,
  bytes {bytes} not null,
  added_by {id} not null,
  added_at {int} not null,
  -- Its content on the record, once a version with it was handed in.
  content {bytes}
){strict};
create index publish_media_post on publish_media (post, id);

create table publish_presence (
  post {id} not null,
  person {id} not null,
  seen_at {int} not null,
  primary key (post, person)
){strict};

create table publish_stop (
  id {id} primary key,
  -- Both empty: everything.
  unit {id},
  channel {id},
  why {text} not null,
  ordered_by {id} not null,
  mandate {id} not null,
  at {int} not null,
  lifted_by {id},
  lifted_at {int}
){strict};
create index publish_stop_lifted on publish_stop (lifted_at);

-- One row: a try to send holds it shared, a stop takes it alone. So no try begins after a stop is in force.
create table publish_turnstile (id {int} primary key){strict};
insert into publish_turnstile (id) values (1);

-- What a delivery does: say, edit, delete; `target` is the delivery whose message it changes.
alter table publish_delivery add column does {text} not null default 'say';
alter table publish_delivery add column target {id};
alter table publish_delivery add column post {id};
alter table publish_delivery add column version {int};
-- A long text goes on in answers to itself: part 0 is the first.
alter table publish_delivery add column part {int} not null default 0;
-- The time it was meant for; `send_at` moves with each try.
alter table publish_delivery add column planned_at {int};
alter table publish_delivery add column stop {id};
create index publish_delivery_post on publish_delivery (post, channel, part);
create index publish_delivery_turn on publish_delivery (channel, state, planned_at);
