-- Guidelines of the house: each version as it was adopted, and who has read which.
create table govern_guideline (
  id {id} primary key,
  unit {id} references govern_unit (id),
  title {text} not null,
  number {text} not null,
  owner {id} references govern_person (id),
  language {text} not null,
  created_at {int} not null,
  withdrawn_at {int},
  withdrawn_by {id},
  withdrawn_why {text}
){strict};

create table govern_guideline_version (
  guideline {id} not null references govern_guideline (id),
  version {int} not null,
  text {text} not null,
  adopted_by {text} not null,
  adopted_on {text} not null,
  entered_at {int} not null,
  entered_by {id},
  primary key (guideline, version)
){strict};

create table govern_acknowledgement (
  guideline {id} not null references govern_guideline (id),
  version {int} not null,
  person {id} not null references govern_person (id),
  at {int} not null,
  primary key (guideline, version, person)
){strict};
