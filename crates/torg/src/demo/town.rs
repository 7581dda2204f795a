//! The town's authority: units, people, mandates and channels.
use std::path::PathBuf;

use connect::PrivateAddresses;
use jiff::{SignedDuration, Timestamp};

use crate::govern::channel::{self, Filled, NewChannel, Opened};
use crate::govern::mandate::{self, Allowed, Govern, Grant, Scope};
use crate::govern::person::{self, NewPerson};
use crate::govern::{invitation, unit};
use crate::ground::locale::Locale;
use crate::ground::{ChannelId, Desk, PersonId, Problem, UnitId};

/// The units under the authority.
pub const UNITS: &[&str] = &["Kundservice", "Kultur och fritid", "Vatten och avlopp", "Kommunikation"];

/// Name, post, signature, address, unit, language, acts.
pub struct Colleague {
    /// Full name.
    pub name: &'static str,
    /// What they do.
    pub post: &'static str,
    /// How they sign.
    pub signature: &'static str,
    /// What they sign in with.
    pub email: &'static str,
    /// Where they belong, in [`UNITS`].
    pub unit: &'static str,
    /// The language of their pages.
    pub language: Locale,
    /// What they may do, everywhere.
    pub acts: &'static [Allowed],
}

/// The first administrator.
pub const ADMINISTRATOR: (&str, &str) = ("Astrid Holm", "astrid@exempelby.example");

/// Everyone at the desk but the administrator.
pub const COLLEAGUES: &[Colleague] = &[
    Colleague {
        name: "Fatima Berg",
        post: "kundservice",
        signature: "Fatima",
        email: "fatima@exempelby.example",
        unit: "Kundservice",
        language: Locale::Sv,
        acts: &[Allowed::Read, Allowed::Answer],
    },
    Colleague {
        name: "Omar Lind",
        post: "fritid",
        signature: "Omar",
        email: "omar@exempelby.example",
        unit: "Kultur och fritid",
        language: Locale::Sv,
        acts: &[Allowed::Read, Allowed::Answer, Allowed::Publish],
    },
    Colleague {
        name: "Ingrid Solberg",
        post: "kommunikasjon",
        signature: "Ingrid",
        email: "ingrid@exempelby.example",
        unit: "Kommunikation",
        language: Locale::Nb,
        acts: &[Allowed::Read, Allowed::Answer, Allowed::Publish],
    },
    Colleague {
        name: "Lena Ek",
        post: "kommunikationschef",
        signature: "Lena",
        email: "lena@exempelby.example",
        unit: "Kommunikation",
        language: Locale::Sv,
        acts: &[Allowed::Read, Allowed::Answer, Allowed::Publish, Allowed::Approve, Allowed::LeadCrisis],
    },
    Colleague {
        name: "Rune Arkiv",
        post: "registrator",
        signature: "registrator",
        email: "rune@exempelby.example",
        unit: "Kommunikation",
        language: Locale::Sv,
        acts: &[Allowed::Read],
    },
];

/// A channel of the town: handle, name, unit, minutes within which it answers.
pub struct Square {
    /// The account's handle in the arena.
    pub handle: &'static str,
    /// The name shown.
    pub name: &'static str,
    /// Whose it is, in [`UNITS`].
    pub unit: &'static str,
    /// Minutes within which it answers.
    pub answer_within: i64,
}

/// The town's channels.
pub const SQUARES: &[Square] = &[
    Square { handle: "exempelby", name: "Exempelby kommun", unit: "Kundservice", answer_within: 120 },
    Square { handle: "simhallen", name: "Simhallen i Exempelby", unit: "Kultur och fritid", answer_within: 240 },
    Square { handle: "exempelby-no", name: "Exempelby på norsk", unit: "Kommunikation", answer_within: 480 },
];

/// Where the town's arena lies.
pub fn arena_folder(desk: &Desk) -> PathBuf {
    desk.config().data.join("arena")
}

/// True when someone works at the desk already.
pub async fn is_settled(desk: &Desk) -> Result<bool, Problem> {
    desk.read(|conn| Ok(person::count(conn)? > 0)).await
}

/// Settles units, people, mandates and channels; gives the administrator's id.
pub async fn settle(desk: &Desk) -> Result<PersonId, Problem> {
    let authority = desk.config().authority.clone();
    let administrator = NewPerson {
        unit: UnitId(uuid::Uuid::nil()),
        name: ADMINISTRATOR.0.to_owned(),
        post: "systemägare".to_owned(),
        signature: "Exempelby kommun".to_owned(),
        email: ADMINISTRATOR.1.to_owned(),
        language: Locale::Sv,
    };
    let (top, boss, _link) = desk.act(move |act| invitation::found(act, &authority, "Europe/Stockholm", &administrator)).await?;
    let mut units = Vec::new();
    for name in UNITS {
        let id = desk
            .act(move |mut act| {
                let now = act.now();
                let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
                unit::add(act, &by, Some(top), name, "Europe/Stockholm")
            })
            .await?;
        units.push((*name, id));
    }
    let unit_called = |name: &str| units.iter().find(|(known, _)| *known == name).map_or(top, |(_, id)| *id);
    for (colleague, n) in COLLEAGUES.iter().zip(112..) {
        appoint(desk, boss, colleague, unit_called(colleague.unit), n).await?;
    }
    for square in SQUARES {
        open_square(desk, boss, square, unit_called(square.unit)).await?;
    }
    Ok(boss)
}

async fn appoint(desk: &Desk, boss: PersonId, colleague: &'static Colleague, unit: UnitId, n: u32) -> Result<PersonId, Problem> {
    let id = desk
        .act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            let new = NewPerson {
                unit,
                name: colleague.name.to_owned(),
                post: colleague.post.to_owned(),
                signature: colleague.signature.to_owned(),
                email: colleague.email.to_owned(),
                language: colleague.language,
            };
            person::add(act, &by, &new)
        })
        .await?;
    desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        let grant = Grant {
            person: id,
            scope: Scope::Everywhere,
            acts: colleague.acts.to_vec(),
            document: format!("KS 2026/{n:05}"),
            valid_from: now,
            valid_to: Some(end_of_next_year(now)),
        };
        mandate::grant(act, &by, &grant)
    })
    .await?;
    Ok(id)
}

/// Mandates in the town run to a year from now, to the day.
fn end_of_next_year(now: Timestamp) -> Timestamp {
    now + SignedDuration::from_hours(24 * 365)
}

/// Opens a channel in the town's arena.
pub async fn open_square(desk: &Desk, boss: PersonId, square: &'static Square, unit: UnitId) -> Result<ChannelId, Problem> {
    let network = connect::by_name("arena").ok_or_else(|| anyhow::anyhow!("the arena is not among the networks"))?;
    let folder = arena_folder(desk);
    std::fs::create_dir_all(&folder).map_err(anyhow::Error::from)?;
    let filled =
        [("folder", folder.display().to_string()), ("account", square.handle.to_owned()), ("name", square.name.to_owned())];
    let filled = Filled::new(network, &filled.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())?;
    let now = desk.now();
    let asking = desk.read(move |conn| mandate::ask::<Govern>(conn, boss, Scope::Everywhere, now)).await?;
    let account = channel::verify(desk, &asking, network, &filled, PrivateAddresses::Refuse).await?;
    let here = desk.clone();
    let id = desk
        .act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            let new = NewChannel {
                unit,
                network: network.about().name,
                account,
                filled,
                private_addresses: PrivateAddresses::Refuse,
                answer_within_minutes: square.answer_within,
                opened: Opened::Pilot,
            };
            channel::add(&here, act, &by, &new)
        })
        .await?;
    Ok(id)
}
