-- The authority's own screening rules and contact details: every version stays, the highest number is in force.
create table govern_screening_version (
  number {int} primary key,
  rules {text} not null,
  own {text} not null,
  hash {bytes} not null,
  at {int} not null,
  decided_by {id} not null,
  entry {id} not null
){strict};
