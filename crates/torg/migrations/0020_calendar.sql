-- The calendar: days on which nothing is to go out, and subscriptions that calendar programs read.

create table publish_blackout (
  id {id} primary key,
  -- This unit and those under it; nothing: the whole desk.
  unit {id} references govern_unit (id),
  -- Days on the wall in the zone, both of them included: `2026-09-13`.
  first_day {text} not null,
  last_day {text} not null,
  zone {text} not null,
  -- The same as moments, the end not included.
  begins_at {int} not null,
  ends_at {int} not null,
  why {text} not null,
  made_by {id} not null,
  mandate {id} not null,
  made_at {int} not null,
  ended_by {id},
  ended_at {int}
){strict};
create index publish_blackout_ends on publish_blackout (ends_at);

create table publish_calendar_feed (
  id {id} primary key,
  person {id} not null,
  -- Whoever has the secret reads what its person may see on that very day.
  secret_hash {bytes} not null unique,
  name {text} not null,
  -- Only this unit's posts, or only this channel's; nothing: all within reach.
  unit {id},
  channel {id},
  made_at {int} not null,
  read_at {int},
  ended_at {int}
){strict};
create index publish_calendar_feed_person on publish_calendar_feed (person);

-- What was published at once has no time it was planned for: its time is when it was done.
create index publish_post_done on publish_post (state_at) where state = 'done' and planned_at is null;
