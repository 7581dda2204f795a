//! What a channel promises to the public beside the response time: how active it is, what it does not tolerate, where cases are
//! taken, who speaks, and in which language.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use crate::govern::governing::Governs;
use crate::govern::mandate::Scope;
use crate::ground::clock::{from_micros, micros};
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Problem, refuse};
use crate::records::{Act, Committed, Event, content};

sql! {
    SAVE = "insert into govern_channel_promise (channel, activity, tolerance, contact, identity, language, saved_at, saved_by)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            on conflict (channel) do update set activity = excluded.activity, tolerance = excluded.tolerance, contact = excluded.contact,
              identity = excluded.identity, language = excluded.language, saved_at = excluded.saved_at, saved_by = excluded.saved_by";
    FIND = "select activity, tolerance, contact, identity, language, saved_at from govern_channel_promise where channel = ?1";
    ALL = "select channel, activity, tolerance, contact, identity, language, saved_at from govern_channel_promise";
}

/// How often something is said in the channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Activity {
    /// On most weekdays.
    Daily,
    /// Some times a week.
    #[default]
    Weekly,
    /// Some times a month.
    Monthly,
    /// When something happens.
    Seldom,
}

impl Activity {
    /// Each, in the order of forms.
    pub const ALL: &'static [Self] = &[Self::Daily, Self::Weekly, Self::Monthly, Self::Seldom];

    /// As the database, the API and the locale keys (`activity-daily`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Seldom => "seldom",
        }
    }

    /// The activity called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|activity| activity.as_str() == name)
    }

    /// After so long without a word the channel counts as left alone.
    pub fn silence(self) -> SignedDuration {
        SignedDuration::from_hours(
            24 * match self {
                Self::Daily => 7,
                Self::Weekly => 28,
                Self::Monthly => 90,
                Self::Seldom => 182,
            },
        )
    }
}

/// The promise, but for the response time, which stands with the channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicPromise {
    /// How often something is said.
    pub activity: Activity,
    /// What is taken away, beyond what the law demands. Empty: only that.
    pub tolerance: String,
    /// Where individual cases are taken: an address of the web, a telephone number.
    pub contact: String,
    /// Who speaks, when it is not the authority's own name: `Exempelby kommuns simhall`. Empty: the authority.
    pub identity: String,
    /// The profile's language.
    pub language: Locale,
}

/// Longest of its texts, in characters: they must fit on a profile.
const LONGEST: usize = 200;

impl PublicPromise {
    /// Trimmed, and refused where a text is too long for any profile.
    fn checked(self) -> Result<Self, Problem> {
        let line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let kept = Self { tolerance: line(self.tolerance), contact: line(self.contact), identity: line(self.identity), ..self };
        for text in [&kept.tolerance, &kept.contact, &kept.identity] {
            if text.chars().count() > LONGEST {
                return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-promise-long").with("limit", LONGEST).into());
            }
        }
        Ok(kept)
    }
}

fn read(row: &store::Row<'_>, at: usize) -> Result<(PublicPromise, Timestamp), Fault> {
    let promise = PublicPromise {
        activity: Activity::named(&row.get::<String>(at)?).unwrap_or_default(),
        tolerance: row.get(at + 1)?,
        contact: row.get(at + 2)?,
        identity: row.get(at + 3)?,
        language: Locale::named(&row.get::<String>(at + 4)?).unwrap_or_default(),
    };
    Ok((promise, from_micros(row.get(at + 5)?)))
}

/// A channel's promise and since when; none while nobody has given one.
pub fn of_channel(conn: &mut Conn, channel: ChannelId) -> Result<Option<(PublicPromise, Timestamp)>, Fault> {
    conn.one(&FIND, values![channel], |row| read(row, 0))
}

/// The activity each channel promises, where one has.
pub fn activities(conn: &mut Conn) -> Result<std::collections::HashMap<ChannelId, Activity>, Fault> {
    Ok(conn.rows(&ALL, values![], |row| Ok((row.get(0)?, read(row, 1)?.0.activity)))?.into_iter().collect())
}

/// Gives the promise.
pub fn save(mut act: Act<'_>, by: &impl Governs, channel: ChannelId, promise: PublicPromise) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(channel))?;
    if super::find(act.conn(), channel)?.is_none() {
        return Err(not_found());
    }
    let now = act.now();
    let promise = promise.checked()?;
    let values = values![
        channel,
        promise.activity.as_str(),
        &promise.tolerance,
        &promise.contact,
        &promise.identity,
        promise.language.tag(),
        micros(now),
        by.who()
    ];
    act.conn().run(&SAVE, values)?;
    let promise = content::keep_bytes(act.conn(), serde_json::to_string(&promise)?.as_bytes())?;
    act.commit(by.stated(), &Event::ChannelPromised { channel, promise }, ())
}
