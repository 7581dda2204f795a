//! An archive of invented talk: conversations of four messages in five languages, words as common and as rare as in life.
use connect::{Attachment, Author, Change, Counts, Item, Kind};
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use torg::demo::town;
use torg::govern::channel::{self, Channel};
use torg::ground::config::{Config, Mode, Settings};
use torg::ground::vault::Vault;
use torg::ground::{Clock, Desk};

use crate::Place;

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
pub async fn desk(place: &Place, folder: &std::path::Path) -> anyhow::Result<(Desk, Channel)> {
    let settings = Settings { listen: Some("127.0.0.1:0".to_owned()), ..Settings::default() };
    let config = Config::checked(settings, folder, Mode::Demo)?;
    let desk = Desk::new(place.town.database.clone(), Clock::System, Vault::new(&[7; 32])?, config)?;
    town::settle(&desk).await?;
    let channel = desk.read(|conn| Ok(channel::all(conn)?.into_iter().next())).await?;
    let channel = channel.ok_or_else(|| anyhow::anyhow!("the town has no channel"))?;
    Ok((desk, channel))
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
