-- Contact forms: how many came from one place lately, so that no machine fills the inbox. A place is kept as a hash, for an hour.
create table listen_form_sent (
  id {id} primary key,
  place {bytes} not null,
  channel {id} not null,
  at {int} not null
){strict};
create index listen_form_sent_at on listen_form_sent (at);
create index listen_form_sent_place on listen_form_sent (place, at);
