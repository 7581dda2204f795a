-- Templates: words that are said again and again, with slots for what changes. Kept by those who publish in the unit.
create table publish_template (
  id {id} primary key,
  -- Whom it is for: this unit and those under it.
  unit {id} not null references govern_unit (id),
  name {text} not null,
  -- When it is used, for colleagues: "At a water leak, before the place is found".
  hint {text} not null default '',
  language {text} not null,
  title {text} not null default '',
  text {text} not null,
  source {text} not null default '',
  kept_by {id} not null,
  kept_at {int} not null,
  ended_by {id},
  ended_at {int}
){strict};
create index publish_template_unit on publish_template (unit);

-- The words that a remark is about are words of a draft: they are sealed together with it.
alter table publish_remark drop column quote;
