-- Mandates grow up: training, substitutes, self-nomination, extension, answers looked at afterwards; units that are renamed, moved and
-- closed; topics, so that a matter belongs to the unit that answers for it.

-- ── mandates ──
alter table govern_mandate add column approval {text} not null default 'without';
alter table govern_mandate add column training {id};
alter table govern_mandate add column extends {id};
create index govern_mandate_unit on govern_mandate (unit);
create index govern_mandate_channel on govern_mandate (channel);

-- The founding mandate is for everything. What "everything" is grew with this version; otherwise nobody could grant the new acts.
update govern_mandate set acts = 'answer approve disclose dispose govern lead-crisis moderate publish read register run'
  where granted_by is null and revoked_at is null and acts = 'answer govern read run';

create table govern_training (
  id {id} primary key,
  name {text} not null,
  key {text} not null unique,
  added_by {id} not null,
  added_at {int} not null
){strict};

create table govern_trained (
  id {id} primary key,
  training {id} not null references govern_training (id),
  person {id} not null references govern_person (id),
  done_at {int} not null,
  valid_until {int},
  noted_by {id} not null,
  noted_at {int} not null,
  withdrawn_by {id},
  withdrawn_at {int},
  withdrawn_why {text}
){strict};
create index govern_trained_person on govern_trained (person, training);

create table govern_substitution (
  id {id} primary key,
  mandate {id} not null references govern_mandate (id),
  person {id} not null references govern_person (id),
  document {text} not null,
  valid_from {int} not null,
  valid_to {int} not null,
  appointed_by {id} not null,
  appointed_at {int} not null,
  ended_by {id},
  ended_at {int}
){strict};
create index govern_substitution_person on govern_substitution (person);
create index govern_substitution_mandate on govern_substitution (mandate);

create table govern_nomination (
  id {id} primary key,
  person {id} not null references govern_person (id),
  unit {id} references govern_unit (id),
  channel {id} references govern_channel (id),
  acts {text} not null,
  why {text} not null,
  made_at {int} not null,
  outcome {text} not null default 'waiting',
  answered_by {id},
  answered_at {int},
  answer {text},
  mandate {id} references govern_mandate (id)
){strict};
create index govern_nomination_outcome on govern_nomination (outcome, id);
create index govern_nomination_person on govern_nomination (person, id);

-- ── units ──
alter table govern_unit add column closed_at {int};
alter table govern_unit add column closed_by {id};
alter table govern_unit add column successor {id};
alter table govern_unit add column review_percent {int};

create table govern_topic (
  id {id} primary key,
  unit {id} not null references govern_unit (id),
  name {text} not null,
  key {text} not null unique,
  added_by {id} not null,
  added_at {int} not null,
  ended_by {id},
  ended_at {int}
){strict};
create index govern_topic_unit on govern_topic (unit);

-- ── conversations: whose matter it is; none is the unit of the channel ──
alter table participate_conversation add column topic {id};
alter table participate_conversation add column referred_to {id};
create index participate_conversation_referred on participate_conversation (referred_to, state) where referred_to is not null;

-- ── deliveries: queued by a substitute, it is asked for as such when it is sent ──
alter table publish_delivery add column substitution {id};

create table publish_review (
  delivery {id} primary key references publish_delivery (id),
  channel {id} not null references govern_channel (id),
  percent {int} not null,
  drawn_at {int} not null,
  outcome {text} not null default 'waiting',
  reviewed_by {id},
  reviewed_at {int},
  note {bytes}
){strict};
create index publish_review_outcome on publish_review (outcome, delivery);
