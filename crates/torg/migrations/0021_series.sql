-- Posts that are said again and again: the next one is made some time before it is due.
create table publish_series (
  id {id} primary key,
  -- What is said is what this post says when the next one is made.
  post {id} not null,
  -- day, week, month (the same date), month-weekday (the same weekday, first to fourth or last).
  every {text} not null,
  -- Every so many of them.
  step {int} not null,
  -- The first time, on the wall of the zone: `2026-12-01T09:00:00`.
  first {text} not null,
  zone {text} not null,
  -- Nothing after this day.
  last_day {text} not null,
  -- Whether each is handed in when it is made; else it is a draft that a person hands in.
  hands_in {int} not null,
  -- How many were made: the number of the next one.
  made {int} not null default 0,
  -- Why the last one could not be handed in: a refusal's key.
  trouble {text},
  made_by {id} not null,
  mandate {id} not null,
  made_at {int} not null,
  ended_by {id},
  ended_at {int}
){strict};
create index publish_series_post on publish_series (post);
