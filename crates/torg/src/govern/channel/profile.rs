//! A channel's profile at its network: set under a mandate, on the record before it leaves; looked at each day, so that drift between
//! what is promised and what stands there is seen.
use axum::http::StatusCode;
use connect::{Profiling, Trouble};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::profile_text::{self, ProfileText, Promised};
use super::{Channel, Stage, connected, find, public_promise, refused_by_network, trouble_key};
use crate::govern::gate::{self, Passed, Place};
use crate::govern::mandate::{self, Govern, Mandate, Scope};
use crate::govern::{Governs as _, Officer, screening_rules, unit};
use crate::ground::clock::{from_micros, micros};
use crate::ground::jobs::{self, Job, Next};
use crate::ground::locale::Locale;
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, MandateId, Problem, refuse};
use crate::records::{Act, By, Committed, Event, content};

/// How often a profile is looked at.
const EACH_DAY: SignedDuration = SignedDuration::from_hours(24);

sql! {
    FIND = "select live, text_limit, looked_at, drift_since, wanted, state, state_at, trouble, trouble_detail, mandate
            from govern_channel_profile where channel = ?1";
    QUEUE = "insert into govern_channel_profile (channel, wanted, wanted_at, wanted_by, mandate, state, state_at)
             values (?1, ?2, ?3, ?4, ?5, 'queued', ?3)
             on conflict (channel) do update set wanted = excluded.wanted, wanted_at = excluded.wanted_at, wanted_by = excluded.wanted_by,
               mandate = excluded.mandate, state = 'queued', state_at = excluded.state_at, trouble = null, trouble_detail = null";
    SET = "update govern_channel_profile set state = 'set', state_at = ?2, live = ?3, looked_at = ?2, drift_since = null
           where channel = ?1 and state = 'queued' and wanted = ?3";
    FAILED = "update govern_channel_profile set state = 'failed', state_at = ?2, trouble = ?3, trouble_detail = ?4
              where channel = ?1 and state = 'queued' and wanted = ?5";
    LOOKED = "insert into govern_channel_profile (channel, live, text_limit, looked_at, drift_since, state, state_at)
              values (?1, ?2, ?3, ?4, ?5, 'never', ?4)
              on conflict (channel) do update set live = excluded.live, text_limit = excluded.text_limit, looked_at = excluded.looked_at,
                drift_since = case when excluded.drift_since is null then null
                                   else coalesce(govern_channel_profile.drift_since, excluded.drift_since) end";
}

/// How far the setting of a profile has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has set it from here.
    Never,
    /// It waits to be sent.
    Queued,
    /// It stands at the network.
    Set,
    /// The network did not take it.
    Failed,
}

/// What is known of a channel's profile.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Profile {
    pub live: Option<String>,
    pub text_limit: Option<usize>,
    pub looked_at: Option<Timestamp>,
    pub drift_since: Option<Timestamp>,
    pub wanted: Option<String>,
    pub state: State,
    pub state_at: Timestamp,
    pub trouble: Option<String>,
    pub trouble_detail: Option<String>,
    mandate: Option<MandateId>,
}

/// What is known of a channel's profile; none before anyone looked.
pub fn of_channel(conn: &mut Conn, channel: ChannelId) -> Result<Option<Profile>, Fault> {
    conn.one(&FIND, values![channel], |row| {
        Ok(Profile {
            live: row.get(0)?,
            text_limit: row.get::<Option<i64>>(1)?.and_then(|limit| usize::try_from(limit).into_iter().next()),
            looked_at: row.get::<Option<i64>>(2)?.map(from_micros),
            drift_since: row.get::<Option<i64>>(3)?.map(from_micros),
            wanted: row.get(4)?,
            state: match row.get::<String>(5)?.as_str() {
                "queued" => State::Queued,
                "set" => State::Set,
                "failed" => State::Failed,
                _ => State::Never,
            },
            state_at: from_micros(row.get(6)?),
            trouble: row.get(7)?,
            trouble_detail: row.get(8)?,
            mandate: row.get(9)?,
        })
    })
}

/// The text that the channel's promise makes, within `limit`; none while nobody has given a promise, or its network has no profile.
pub fn promised_text(
    conn: &mut Conn,
    desk: &Desk,
    channel: &Channel,
    limit: Option<usize>,
) -> Result<Option<ProfileText>, Problem> {
    let Some(profiling) = channel.network()?.profiling() else { return Ok(None) };
    let Some((promise, _)) = public_promise::of_channel(conn, channel.id)? else { return Ok(None) };
    let founded = unit::all(conn)?.into_iter().find(|unit| unit.parent.is_none());
    let authority = founded.map_or_else(|| desk.config().authority.clone(), |unit| unit.name);
    let page = register_page(desk, promise.language);
    let promised = Promised { authority: &authority, channel, promise: &promise, page: &page };
    let limit = limit.unwrap_or_else(|| profiling.documented_profile_limit());
    Ok(Some(profile_text::written(&promised, limit, &|text| profiling.profile_length(text))))
}

/// The public register's address in a language.
pub fn register_page(desk: &Desk, language: Locale) -> String {
    let mut url = desk.config().public_url.clone();
    url.set_path(match language {
        Locale::Sv | Locale::Nb => "/kanaler",
        Locale::Nn => "/kanalar",
        Locale::En => "/channels",
    });
    url.to_string()
}

/// A text for a channel's profile.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The text.
    pub text: &'a str,
    /// Why personal data in it must be there, where the gate asks.
    pub because: Option<&'a str>,
    /// How much the network takes, asked of it before the act.
    pub limit: usize,
}

/// Lets a text pass to a public profile by the same gate as all that leaves, and not longer than fits.
fn screened(conn: &mut Conn, profiling: &dyn Profiling, wanted: Wanted<'_>) -> Result<Passed, Problem> {
    let Wanted { text, because, limit } = wanted;
    let used = profiling.profile_length(text);
    if used > limit {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-text-long").with("limit", limit).with("used", used).into());
    }
    gate::pass(&screening_rules::in_force(conn)?, Place::Profile, text, because)
}

/// The network's own limit for the profile text, asked now.
pub async fn limit(desk: &Desk, id: ChannelId) -> Result<usize, Problem> {
    let (_, network, connection) = connected(desk, id).await?;
    let Some(profiling) = network.profiling() else { return Err(cannot(network.about().label)) };
    let told = profiling.profile_limit(&connection).await.map_err(|trouble| refused_by_network(&trouble))?;
    Ok(told.text)
}

fn cannot(network: &str) -> Problem {
    refuse(StatusCode::CONFLICT, "refuse-network-no-profile").with("network", network).into()
}

/// Wants a text on the channel's profile. It is on the record before it leaves.
pub fn queue(mut act: Act<'_>, by: &Mandate<Govern>, id: ChannelId, wanted: Wanted<'_>) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let now = act.now();
    let channel = find(act.conn(), id)?.ok_or_else(not_found)?;
    let network = channel.network()?;
    let Some(profiling) = network.profiling() else { return Err(cannot(network.about().label)) };
    if channel.stage == Stage::Closed || channel.paused_at.is_some() {
        return Err(refuse(StatusCode::CONFLICT, "refuse-channel-paused-already").into());
    }
    let passed = screened(act.conn(), profiling, wanted)?;
    let text = passed.text();
    act.conn().run(&QUEUE, values![id, text, micros(now), by.person(), by.id()])?;
    jobs::enqueue(act.conn(), now, now, &SetProfile { channel: id }, Some(&format!("set-profile:{id}")))?;
    let content = content::keep_bytes(act.conn(), text.as_bytes())?;
    let because = passed.because().map(|because| content::keep_bytes(act.conn(), because.as_bytes())).transpose()?;
    act.commit(by.by(), &Event::ProfileQueued { channel: id, content, because }, ())
}

/// Sets the text that the promise makes, within the network's own limit of now. `because` says why personal data in it must be there.
pub async fn set_promised(desk: &Desk, officer: &Officer, id: ChannelId, because: Option<String>) -> Result<(), Problem> {
    let (asking, now) = (officer.clone(), desk.now());
    desk.read(move |conn| asking.may::<Govern>(conn, Scope::Channel(id), now)).await?;
    let limit = limit(desk, id).await?;
    let (officer, here) = (officer.clone(), desk.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        let channel = find(act.conn(), id)?.ok_or_else(not_found)?;
        let made = promised_text(act.conn(), &here, &channel, Some(limit))?;
        let text = made.map(|made| made.text).unwrap_or_default();
        queue(act, &by, id, Wanted { text: &text, because: because.as_deref(), limit })
    })
    .await
}

/// Sets a queued profile text. Running it twice is harmless: the network gets the same text again.
#[derive(Debug, Serialize, Deserialize)]
pub struct SetProfile {
    /// Which channel's.
    pub channel: ChannelId,
}

impl Job for SetProfile {
    const NAME: &'static str = "set-profile";

    async fn run(self, desk: &Desk) -> Result<Next, Problem> {
        let id = self.channel;
        let now = desk.now();
        let queued = desk
            .read(move |conn| {
                let Some(profile) = of_channel(conn, id)?.filter(|profile| profile.state == State::Queued) else {
                    return Ok(None);
                };
                let Some(text) = profile.wanted else { return Ok(None) };
                // The permission is asked for again: a mandate that ended meanwhile sends nothing.
                let allowed = match profile.mandate {
                    Some(mandate) => mandate::ask_under::<Govern>(conn, mandate, Scope::Channel(id), now).is_ok(),
                    None => false,
                };
                let runs = find(conn, id)?.is_some_and(|channel| channel.paused_at.is_none());
                Ok(Some((text, allowed && runs)))
            })
            .await?;
        let Some((text, allowed)) = queued else { return Ok(Next::Done) };
        if !allowed {
            return failed(desk, id, text, "reason-mandate-ended".to_owned(), None).await;
        }
        let (_, network, connection) = connected(desk, id).await?;
        let Some(profiling) = network.profiling() else { return Ok(Next::Done) };
        match profiling.set_profile(&connection, &text).await {
            Ok(()) => {
                desk.act(move |mut act| {
                    let now = act.now();
                    if act.conn().run(&SET, values![id, micros(now), &text])? == 0 {
                        return Ok(act.nothing(()));
                    }
                    let content = content::keep_bytes(act.conn(), text.as_bytes())?;
                    act.commit(By::Torg, &Event::ProfileSet { channel: id, content }, ())
                })
                .await?;
                desk.news().tell(Changed::Desk);
                Ok(Next::Done)
            }
            // The same text once more does no harm, so whatever passes is tried again.
            Err(trouble) if trouble.passes() => Err(anyhow::anyhow!("the profile could not be set: {trouble}").into()),
            Err(trouble) => failed(desk, id, text, trouble_key(&trouble).to_owned(), Some(trouble)).await,
        }
    }
}

async fn failed(desk: &Desk, id: ChannelId, text: String, reason: String, trouble: Option<Trouble>) -> Result<Next, Problem> {
    desk.act(move |mut act| {
        let now = act.now();
        let detail = trouble.map(|trouble| trouble.to_string());
        if act.conn().run(&FAILED, values![id, micros(now), &reason, detail.as_deref(), text])? == 0 {
            return Ok(act.nothing(()));
        }
        act.commit(By::Torg, &Event::ProfileFailed { channel: id, reason }, ())
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Next::Done)
}

/// Looks at a channel's profile each day. Running it twice is harmless: it only notes what stands there.
#[derive(Debug, Serialize, Deserialize)]
pub struct LookAtProfile {
    /// Which channel's.
    pub channel: ChannelId,
}

impl Job for LookAtProfile {
    const NAME: &'static str = "look-at-profile";

    async fn run(self, desk: &Desk) -> Result<Next, Problem> {
        let (channel, network, connection) = connected(desk, self.channel).await?;
        let Some(profiling) = network.profiling().filter(|_| channel.stage != Stage::Closed) else { return Ok(Next::Done) };
        let tomorrow = Next::At(desk.now() + EACH_DAY);
        if channel.paused_at.is_some() {
            return Ok(tomorrow);
        }
        let told =
            async { Ok::<_, Trouble>((profiling.profile(&connection).await?, profiling.profile_limit(&connection).await?)) };
        let (live, limit) = match told.await {
            Ok(told) => told,
            Err(trouble) => {
                tracing::warn!(channel = %channel.name, "Could not look at the profile: {trouble}");
                return Ok(tomorrow);
            }
        };
        note(desk, channel, live, limit.text).await?;
        Ok(tomorrow)
    }
}

/// Notes what stands on the profile; drift is an event when it begins.
pub async fn note(desk: &Desk, channel: Channel, live: String, limit: usize) -> Result<(), Problem> {
    let here = desk.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let promised = promised_text(act.conn(), &here, &channel, Some(limit))?;
        let drifts = promised.is_some_and(|promised| !profile_text::is_same(&promised.text, &live));
        let before = of_channel(act.conn(), channel.id)?.and_then(|profile| profile.drift_since);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        act.conn().run(&LOOKED, values![channel.id, &live, limit, micros(now), drifts.then(|| micros(now))])?;
        if !drifts || before.is_some() {
            return Ok(act.nothing(()));
        }
        let live = content::keep_bytes(act.conn(), live.as_bytes())?;
        act.commit(By::Torg, &Event::ProfileDrifted { channel: channel.id, live }, ())
    })
    .await
}

/// Looks at the profile, now.
pub async fn look(desk: &Desk, id: ChannelId) -> Result<(), Problem> {
    let (channel, network, connection) = connected(desk, id).await?;
    let Some(profiling) = network.profiling() else { return Err(cannot(network.about().label)) };
    let refused = |trouble: Trouble| refused_by_network(&trouble);
    let live = profiling.profile(&connection).await.map_err(refused)?;
    let limit = profiling.profile_limit(&connection).await.map_err(refused)?;
    note(desk, channel, live, limit.text).await
}

/// Begins to look at a channel's profile each day. With the unique key there is one such job.
pub fn begin(conn: &mut Conn, channel: ChannelId, now: Timestamp) -> Result<(), Problem> {
    let soon = now + SignedDuration::from_mins(2);
    jobs::enqueue(conn, now, soon, &LookAtProfile { channel }, Some(&format!("profile:{channel}")))
}
