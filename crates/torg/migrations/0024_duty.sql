-- Who is on duty, who is told when something waits too long, and what each was told of.

create table govern_duty (
  id {id} primary key,
  -- For this unit and those under it that have nobody of their own on duty.
  unit {id} not null references govern_unit (id),
  person {id} not null,
  begins_at {int} not null,
  ends_at {int} not null,
  made_by {id} not null,
  mandate {id} not null,
  made_at {int} not null,
  ended_by {id},
  ended_at {int}
){strict};
create index govern_duty_unit on govern_duty (unit, ends_at);

create table govern_escalation (
  id {id} primary key,
  -- For this unit and those under it that have no steps of their own.
  unit {id} not null references govern_unit (id),
  -- late: the promised time has passed; danger: a threat, or a sign that somebody is in danger.
  cause {text} not null,
  after_minutes {int} not null,
  -- Nobody: whoever is on duty then.
  person {id},
  made_by {id} not null,
  mandate {id} not null,
  made_at {int} not null,
  ended_by {id},
  ended_at {int}
){strict};
create index govern_escalation_unit on govern_escalation (unit);

create table participate_alert (
  id {id} primary key,
  step {id} not null,
  conversation {id} not null,
  -- Since when somebody waited: one who waits anew is a new matter.
  since {int} not null,
  person {id} not null,
  at {int} not null,
  seen_at {int},
  unique (step, conversation, since)
){strict};
create index participate_alert_person on participate_alert (person, at);
