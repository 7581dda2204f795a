-- Who was shown what is hidden in a message, with a reason on the record, and until when they see it.
create table participate_revealing (
  entry {id} primary key,
  message {id} not null references records_message (id),
  conversation {id} not null,
  person {id} not null,
  revealed_at {int} not null,
  until {int} not null
){strict};
create index participate_revealing_person on participate_revealing (person, conversation, until);

-- Under which rules a finding was made: those that Torg brings, and the authority's own.
alter table records_finding add column rules {text};

-- What a unit answers to whoever writes what should not stand in the open: where its secure channel is, and in which words. Every version
-- stays; the highest number is in force, and without an address it is as the unit above says.
create table govern_secure_channel (
  unit {id} not null references govern_unit (id),
  number {int} not null,
  address {text} not null,
  -- JSON: words by language; a language that is left out has Torg's own.
  texts {text} not null,
  decided_by {id} not null,
  decided_at {int} not null,
  entry {id} not null,
  primary key (unit, number)
){strict};
