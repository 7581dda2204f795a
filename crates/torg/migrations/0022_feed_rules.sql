-- What a feed says becomes a post of ours, by a rule.
create table publish_feed_rule (
  id {id} primary key,
  -- The channel that listens to the feed.
  source {id} not null,
  unit {id} not null,
  name {text} not null,
  -- Where it is said: channel ids, a space between.
  channels {text} not null,
  language {text} not null,
  -- What is said, with {{title}}, {{text}} and {{link}}.
  template {text} not null,
  -- Whether each is handed in; else it is a draft.
  hands_in {int} not null,
  -- Most of a day; what comes after is left alone, and counted.
  most_a_day {int} not null,
  -- Messages up to this one were looked at.
  seen {int} not null,
  day {text} not null default '',
  made_today {int} not null default 0,
  left_alone {int} not null default 0,
  -- Why the last one could not be handed in: a refusal's key.
  trouble {text},
  made_by {id} not null,
  mandate {id} not null,
  made_at {int} not null,
  ended_by {id},
  ended_at {int}
){strict};
-- Each entry becomes one post of a rule, whatever happens in between.
create unique index publish_post_origin on publish_post (origin) where origin like 'feed:%';
