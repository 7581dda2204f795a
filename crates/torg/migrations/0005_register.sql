-- The public register: what everyone may see of channels, through views that lack all that is protected; accounts that pretend to be
-- ours; links to people who speak for themselves.
create table share_impostor (
  id {id} primary key,
  address {text} not null,
  lookalike {text} not null unique,
  note {text} not null,
  reported_at {int} not null,
  state {text} not null,
  state_at {int} not null,
  state_by {id},
  why {text}
){strict};
create index share_impostor_state on share_impostor (state, id);

-- Reports in the last hour, by a hash of where they came from, so that nobody can flood the list. Forgotten after an hour.
create table share_report (
  id {id} primary key,
  sender {bytes} not null,
  at {int} not null
){strict};
create index share_report_sender on share_report (sender, at);

create table share_external_link (
  id {id} primary key,
  name {text} not null,
  url {text} not null,
  about {text} not null,
  decision {text} not null,
  added_at {int} not null,
  added_by {id},
  removed_at {int},
  removed_by {id},
  removed_why {text}
){strict};

create view share_public_channel as
  select c.id as id, c.unit as unit, u.name as unit_name, c.network as network, c.name as name, c.handle as handle, c.url as url,
    case when c.remote_id like 'did:%' then c.remote_id else null end as did, c.proof_handle as proof_handle,
    c.stage as stage, c.mode as mode, c.opened_at as opened_at, c.paused_at as paused_at, c.closed_at as closed_at,
    c.answer_within_minutes as answer_within_minutes, c.hours as hours,
    p.activity as activity, p.tolerance as tolerance, p.contact as contact, p.identity as identity, p.language as language,
    a.number as decision
  from govern_channel c
  join govern_unit u on u.id = c.unit
  left join govern_channel_promise p on p.channel = c.id
  left join govern_channel_application a on a.id = c.application and a.state = 'approved';

create view share_public_impostor as
  select id, address, lookalike, state, state_at from share_impostor where state in ('confirmed', 'gone');

create view share_public_link as
  select id, name, url, about, decision, added_at from share_external_link where removed_at is null;
