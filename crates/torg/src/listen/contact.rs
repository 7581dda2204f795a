//! Contact forms: what anybody writes on a page of the desk's own. The form carries a sealed proof of when it was shown; out of it comes the
//! secret of the writer's own page, so that the same form twice is one message and nothing need be kept about who asked for the page.
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use connect::{Author, Batch, Change, Counts, Item, Kind};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::intake::{self, MovesCursor};
use crate::govern::channel::{self, Channel};
use crate::govern::throttle::place;
use crate::ground::clock::micros;
use crate::ground::ids::fresh;
use crate::ground::problem::not_found;
use crate::ground::vault::{random, sha256};
use crate::ground::{ChannelId, Desk, Problem, refuse};
use crate::participate::conversation;
use crate::records::message::{self, Message, Text};

/// The network of contact forms.
const NETWORK: &str = "webform";
/// Longest message, in characters.
pub const LONGEST: usize = 10_000;
/// Longest name, e-mail address or subject, in characters.
pub const LONGEST_LINE: usize = 200;
/// Nobody reads and fills in a form faster.
const SHORTEST: SignedDuration = SignedDuration::from_secs(3);
/// A page that stood open longer is asked for anew; the words stay.
const OLDEST: SignedDuration = SignedDuration::from_hours(48);
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// Forms of one place in an hour: a library's computers are one place.
const FROM_ONE: i64 = 20;
/// Forms to one channel in an hour: more than any crisis brings, less than fills a disk.
const TO_ONE: i64 = 3_000;

sql! {
    FORM = "select id from govern_channel where network = ?1 and remote_id = ?2 order by (closed_at is null) desc, id desc limit 1";
    FORGET = "delete from listen_form_sent where at <= ?1";
    FROM_PLACE = "select count(*) from listen_form_sent where place = ?1 and at > ?2";
    TO_CHANNEL = "select count(*) from listen_form_sent where channel = ?1 and at > ?2";
    SENT = "insert into listen_form_sent (id, place, channel, at) values (?1, ?2, ?3, ?4)";
}

/// The channel whose form stands at `path`; one that is open before one that was closed.
pub fn at(conn: &mut Conn, path: &str) -> Result<Option<Channel>, Fault> {
    let id: Option<ChannelId> = conn.one(&FORM, values![NETWORK, path], |row| row.get(0))?;
    match id {
        Some(id) => channel::find(conn, id),
        None => Ok(None),
    }
}

/// True while something can be sent there.
pub fn is_open(channel: &Channel) -> bool {
    channel.closed_at.is_none() && channel.paused_at.is_none()
}

#[derive(Serialize, Deserialize)]
struct Shown {
    at: i64,
    secret: [u8; 16],
}

/// The secret in the address of a writer's own page. Whoever has it can read the answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 16]);

impl Secret {
    /// As it stands in the address: 32 hexadecimal digits.
    pub fn written(&self) -> String {
        hex::encode(self.0)
    }

    /// Reads it; what is none is no secret.
    pub fn read(written: &str) -> Option<Self> {
        let mut secret = [0; 16];
        hex::decode_to_slice(written, &mut secret).ok().map(|()| Self(secret))
    }

    /// What the record knows the message by. It does not tell the secret.
    fn remote_id(&self) -> String {
        format!("form:{}", hex::encode(&sha256(&[b"contact form:", self.0.as_slice()].concat())[..20]))
    }
}

fn purpose(channel: ChannelId) -> String {
    format!("contact-form:{channel}")
}

/// The proof that a form shown now carries.
pub fn proof(desk: &Desk, channel: ChannelId) -> Result<String, Problem> {
    let shown = Shown { at: micros(desk.now()), secret: random()? };
    Ok(URL_SAFE_NO_PAD.encode(desk.vault().seal(&purpose(channel), &serde_json::to_vec(&shown)?)?))
}

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "as the form names them")]
pub struct Filled {
    pub proof: String,
    pub name: String,
    pub email: String,
    pub subject: String,
    pub text: String,
    /// A field that people do not see.
    pub website: String,
}

/// Takes a form in; gives the secret of the writer's page. `follows` is the page it was written on.
pub async fn send(
    desk: &Desk,
    channel: &Channel,
    filled: &Filled,
    follows: Option<&Secret>,
    language: &'static str,
    address: &str,
) -> Result<Secret, Problem> {
    if !is_open(channel) {
        return Err(refuse(StatusCode::CONFLICT, "refuse-contact-closed").into());
    }
    let now = desk.now();
    let too_old = || refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-contact-old");
    let sealed = URL_SAFE_NO_PAD.decode(&filled.proof).map_err(|_| too_old())?;
    let opened = desk.vault().open(&purpose(channel.id), &sealed).map_err(|_| too_old())?;
    let shown: Shown = serde_json::from_slice(&opened)?;
    let secret = Secret(shown.secret);
    let open_for = now.duration_since(crate::ground::clock::from_micros(shown.at));
    if open_for > OLDEST {
        return Err(too_old().into());
    }
    let item = item(filled, &secret, follows, language, now)?;
    // A browser may have filled in what its owner does not see: they are asked to look and send again, and lose no word.
    if open_for < SHORTEST || !filled.website.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-contact-quick").into());
    }
    let (id, remote_id, from) = (channel.id, item.remote_id.clone(), place(address));
    let from = sha256(format!("contact form:{from}").as_bytes()).to_vec();
    let root = item.root.clone();
    let is_new = desk.write(move |conn| {
        if let Some(root) = root
            && message::known(conn, id, &root)?.is_none()
        {
            return Err(not_found());
        }
        if message::known(conn, id, &remote_id)?.is_some() {
            return Ok(false);
        }
        let since = micros(now - HOUR);
        conn.run(&FORGET, values![since])?;
        let from_one = conn.one(&FROM_PLACE, values![&from, since], |row| row.get::<i64>(0))?.unwrap_or(0);
        let to_one = conn.one(&TO_CHANNEL, values![id, since], |row| row.get::<i64>(0))?.unwrap_or(0);
        if from_one >= FROM_ONE || to_one >= TO_ONE {
            return Err(refuse(StatusCode::TOO_MANY_REQUESTS, "refuse-contact-many").into());
        }
        conn.run(&SENT, values![fresh(now), from, id, micros(now)])?;
        Ok(true)
    });
    if is_new.await? {
        let batch = Batch { items: vec![Ok(item)], cursor: String::new(), more: false };
        intake::take(desk, channel, batch, MovesCursor::No).await?;
    }
    Ok(follows.cloned().unwrap_or(secret))
}

fn item(
    filled: &Filled,
    secret: &Secret,
    follows: Option<&Secret>,
    language: &'static str,
    now: Timestamp,
) -> Result<Item, Problem> {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (name, email, subject) = (line(&filled.name), line(&filled.email), line(&filled.subject));
    let text = filled.text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-contact-empty").into());
    }
    if text.chars().count() > LONGEST || [&name, &email, &subject].into_iter().any(|line| line.chars().count() > LONGEST_LINE) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-contact-long").with("limit", LONGEST).into());
    }
    if !email.is_empty() && !email.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.')) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-contact-email").into());
    }
    let raw = serde_json::to_vec(&serde_json::json!({ "name": name, "email": email, "subject": subject, "text": text }))?;
    let (remote_id, root) = (secret.remote_id(), follows.map(Secret::remote_id));
    let writer = root.clone().unwrap_or_else(|| remote_id.clone());
    // Who gives no address is told from others by their page.
    let handle = if email.is_empty() { writer.get(..11).unwrap_or_default().replace(':', "-") } else { email };
    Ok(Item {
        kind: Kind::Direct,
        // Each page has a writer of its own: nobody proved who they are.
        author: Author { remote_id: writer, handle, name, url: None, avatar_url: None, ours: false },
        text,
        warning: Some(subject).filter(|subject| !subject.is_empty()),
        language: Some(language.to_owned()),
        written_at: now,
        parent: root.clone(),
        root,
        url: None,
        attachments: Vec::new(),
        counts: Counts::default(),
        change: Change::Written,
        remote_id,
        raw,
    })
}

/// A message with its words.
pub type Spoken = (Message, Text);

/// What was said in the conversation behind a writer's page, the first first; none where there is no such page.
pub fn said(conn: &mut Conn, channel: &Channel, secret: &Secret) -> Result<Option<Vec<Spoken>>, Problem> {
    let Some(known) = message::known(conn, channel.id, &secret.remote_id())? else { return Ok(None) };
    let Some(found) = conversation::find(conn, known.conversation)? else { return Ok(None) };
    // A later message's own secret opens nothing: only the first one's was given away.
    if found.root_remote_id != secret.remote_id() {
        return Ok(None);
    }
    let mut said = Vec::new();
    for message in message::thread(conn, found.id)? {
        let text = message::text(conn, message.content)?;
        said.push((message, text));
    }
    Ok(Some(said))
}
