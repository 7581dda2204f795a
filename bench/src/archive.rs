//! An archive of invented talk: conversations of four messages in five languages, words as common and as rare as in life.
use anyhow::Context;
use connect::{Attachment, Author, Change, Counts, Item, Kind};
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use torg::demo::town;
use torg::govern::channel::{self, Channel};
use torg::govern::mandate::{self, Allowed, Govern, Grant, Scope};
use torg::govern::person::{self, NewPerson};
use torg::ground::config::{Config, Mode, Settings};
use torg::ground::locale::Locale;
use torg::ground::vault::Vault;
use torg::ground::{Clock, Desk, PersonId};

use crate::place::{KEY, Place};

const WORDS: &[&str] = &[
    "och",
    "det",
    "att",
    "i",
    "en",
    "på",
    "är",
    "som",
    "för",
    "inte",
    "kommunen",
    "vatten",
    "skolan",
    "när",
    "hur",
    "öppnar",
    "simhallen",
    "biblioteket",
    "vägen",
    "plogas",
    "brøyting",
    "ikke",
    "hvorfor",
    "kommune",
    "barnehagen",
    "takk",
    "tack",
    "snälla",
    "svar",
    "busshållplatsen",
    "kranen",
    "sopor",
    "hämtas",
    "bygglov",
    "ansökan",
    "telefon",
    "stängt",
    "måndag",
    "søndag",
    "klokken",
    "gata",
    "lyktstolpe",
    "trasig",
];

/// A desk on `place` with the town settled in it, and its first channel.
pub async fn desk(place: &Place) -> anyhow::Result<(Desk, Channel)> {
    let settings = Settings { listen: Some("127.0.0.1:0".to_owned()), ..Settings::default() };
    let config = Config::checked(settings, place.folder(), Mode::Demo)?;
    let desk = Desk::new(place.database.clone(), Clock::System, Vault::new(&KEY)?, config)?;
    town::settle(&desk).await?;
    let channel = nth_channel(&desk, 0).await?;
    Ok((desk, channel))
}

async fn nth_channel(desk: &Desk, n: usize) -> anyhow::Result<Channel> {
    let channel = desk.read(move |conn| Ok(channel::all(conn)?.into_iter().nth(n))).await?;
    channel.context("the town has too few channels")
}

/// Somebody of the town, by their address.
pub async fn someone(desk: &Desk, email: &'static str) -> anyhow::Result<PersonId> {
    let person = desk.read(move |conn| Ok(person::by_email(conn, email)?)).await?;
    Ok(person.with_context(|| format!("{email} does not work here"))?.id)
}

/// Another channel of the town, and somebody who may read and answer in it and nowhere else.
pub async fn small_channel(desk: &Desk) -> anyhow::Result<(Channel, PersonId)> {
    let channel = nth_channel(desk, 1).await?;
    let boss = someone(desk, town::ADMINISTRATOR.1).await?;
    let (unit, id) = (channel.unit, channel.id);
    let reader = desk
        .act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            let new = NewPerson {
                unit,
                name: "Nora Hav".to_owned(),
                post: "badvärd".to_owned(),
                signature: "Nora".to_owned(),
                email: "nora@exempelby.example".to_owned(),
                language: Locale::Sv,
            };
            person::add(act, &by, &new)
        })
        .await?;
    desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        let grant = Grant {
            person: reader,
            scope: Scope::Channel(id),
            acts: vec![Allowed::Read, Allowed::Answer],
            document: "KS 2026/00120".to_owned(),
            valid_from: now,
            valid_to: Some(now + SignedDuration::from_hours(24 * 300)),
        };
        mandate::grant(act, &by, &grant)
    })
    .await?;
    Ok((channel, reader))
}

/// Items `from..to` of an endless archive: every fourth opens a conversation, one in fifty holds a telephone number.
pub fn items(from: usize, to: usize) -> Vec<Item> {
    (from..to).map(item).collect()
}

fn item(n: usize) -> Item {
    let mut random = StdRng::seed_from_u64(n as u64);
    let mut text = String::with_capacity(180);
    while text.len() < 160 {
        // Squaring makes the first words common and the last rare.
        let share: f64 = random.random();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index into a short list"
        )]
        let at = (share * share * WORDS.len() as f64) as usize;
        text.push_str(WORDS[at.min(WORDS.len() - 1)]);
        text.push(' ');
    }
    if random.random_ratio(1, 50) {
        text.push_str("070-174 06 05 ");
    }
    text.push_str(&format!("ort{}", random.random_range(0..3000)));
    let root = n - n % 4;
    let written_at = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_700_000_000 + n as i64);
    let writer = random.random_range(0..50_000);
    Item {
        remote_id: format!("m{n:09}"),
        kind: if n == root { Kind::Mention } else { Kind::Comment },
        author: Author {
            remote_id: format!("w{writer}"),
            handle: format!("@w{writer}@social.example"),
            name: format!("Invånare {writer}"),
            url: None,
            avatar_url: None,
            ours: false,
        },
        raw: format!(
            "{{\"id\":\"m{n:09}\",\"content\":\"<p>{text}</p>\",\"visibility\":\"public\",\"account\":{{\"id\":\"w{writer}\"}}}}"
        )
        .into_bytes(),
        text,
        warning: None,
        language: None,
        written_at,
        parent: (n != root).then(|| format!("m{root:09}")),
        root: Some(format!("m{root:09}")),
        url: None,
        attachments: Vec::<Attachment>::new(),
        counts: Counts::default(),
        change: Change::Written,
    }
}
