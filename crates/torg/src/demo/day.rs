//! The town's day so far: what was said, who took it, what was answered. Lived through with a clock of its own, by the same rules as
//! everything else, so the record of it is a true one.
use jiff::{SignedDuration, Timestamp};

use super::citizens;
use crate::govern::mandate::Answer;
use crate::govern::person;
use crate::govern::{Officer, channel};
use crate::ground::{ConversationId, Desk, MessageId, Problem, jobs};
use crate::listen::fetch;
use crate::participate::conversation::{self, State};
use crate::participate::{note, reply};
use crate::records::message;
use crate::work;

/// Something a colleague did about a citizen's line (its index in what was said), minutes ago.
struct Deed {
    minutes_ago: i64,
    who: &'static str,
    line: usize,
    does: Does,
}

enum Does {
    Takes,
    Notes(&'static str),
    Answers(&'static str),
    Closes,
}

const FATIMA: &str = "fatima@exempelby.example";
const OMAR: &str = "omar@exempelby.example";
const INGRID: &str = "ingrid@exempelby.example";

const DEEDS: &[Deed] = &[
    Deed { minutes_ago: 110, who: INGRID, line: 8, does: Does::Takes },
    Deed {
        minutes_ago: 104,
        who: INGRID,
        line: 8,
        does: Does::Answers(
            "Hei Kari. Du har rett, bakken skulle vært strødd i går. Bilen er på vei nå, og vi sjekker i kveld. Takk for at du sier fra.",
        ),
    },
    Deed { minutes_ago: 48, who: FATIMA, line: 1, does: Does::Takes },
    Deed {
        minutes_ago: 44,
        who: OMAR,
        line: 1,
        does: Does::Notes("Elbolaget säger klart 13.30. Simskolan flyttas till söndag, sms går ut kl. 12."),
    },
    Deed {
        minutes_ago: 36,
        who: FATIMA,
        line: 6,
        does: Does::Answers("Tack själv, Berit! Jag hälsar till bygglov, de blir glada."),
    },
    Deed { minutes_ago: 35, who: FATIMA, line: 6, does: Does::Closes },
    Deed { minutes_ago: 9, who: FATIMA, line: 12, does: Does::Takes },
];

/// Lives through the day up to `now`. `desk` has a clock that stands, and nothing else runs on it.
pub async fn live_through(desk: &Desk, now: Timestamp) -> Result<(), Problem> {
    let began = desk.now();
    desk.write(move |conn| {
        for channel in channel::all(conn)? {
            fetch::begin(conn, channel.id, began)?;
        }
        Ok(())
    })
    .await?;
    let mut order: Vec<usize> = (0..citizens::SAID.len()).collect();
    order.sort_by_key(|line| std::cmp::Reverse(citizens::SAID[*line].minutes_ago));
    let mut said: Vec<Option<String>> = vec![None; citizens::SAID.len()];
    let mut deeds = DEEDS.iter().peekable();
    for line in order {
        let minutes_ago = citizens::SAID[line].minutes_ago;
        while let Some(deed) = deeds.next_if(|deed| deed.minutes_ago > minutes_ago) {
            turn_to(desk, now, deed.minutes_ago).await?;
            done(desk, deed, &said).await?;
        }
        turn_to(desk, now, minutes_ago).await?;
        let parent = citizens::SAID[line].answers.and_then(|index| said[index].clone());
        said[line] = Some(citizens::say_line(desk, &citizens::SAID[line], parent.as_deref()).map_err(anyhow::Error::from)?);
        desk.clock().forward(SignedDuration::from_secs(25));
        jobs::run_due(desk, work::ALL).await?;
    }
    for deed in deeds {
        turn_to(desk, now, deed.minutes_ago).await?;
        done(desk, deed, &said).await?;
    }
    turn_to(desk, now, 0).await
}

/// Moves the clock on to so many minutes before `now`; never back.
async fn turn_to(desk: &Desk, now: Timestamp, minutes_ago: i64) -> Result<(), Problem> {
    let ahead = (now - SignedDuration::from_mins(minutes_ago)).duration_since(desk.now());
    if ahead.is_positive() {
        desk.clock().forward(ahead);
    }
    jobs::run_due(desk, work::ALL).await.map(drop)
}

async fn done(desk: &Desk, deed: &'static Deed, said: &[Option<String>]) -> Result<(), Problem> {
    let Some(remote_id) = said[deed.line].clone() else { return Ok(()) };
    let (officer, conversation, message) = desk.read(move |conn| met(conn, deed.who, &remote_id)).await?;
    desk.act(move |mut act| {
        let now = act.now();
        let (found, by) = conversation::with_mandate::<Answer>(act.conn(), &officer, conversation, now)?;
        Ok(match deed.does {
            Does::Takes => conversation::assign(act, &by, &found, Some(by.person()))?,
            Does::Notes(text) => note::write(act, &by, &found, text)?.map(drop),
            Does::Answers(text) => reply::answer(act, &by, &found, message, text.into())?.map(drop),
            Does::Closes => conversation::turn(act, &by, &found, State::Done)?,
        })
    })
    .await?;
    // What was answered goes out when its seconds for undo have passed.
    desk.clock().forward(SignedDuration::from_secs(15));
    jobs::run_due(desk, work::ALL).await.map(drop)
}

fn met(conn: &mut store::Conn, who: &str, remote_id: &str) -> Result<(Officer, ConversationId, MessageId), Problem> {
    let person = person::by_email(conn, who)?.ok_or_else(|| anyhow::anyhow!("{who} does not work in the town"))?;
    for channel in channel::all(conn)? {
        if let Some(known) = message::known(conn, channel.id, remote_id)? {
            return Ok((Officer { person, only_under: None }, known.conversation, known.id));
        }
    }
    Err(anyhow::anyhow!("the town never heard {remote_id}").into())
}

/// How long before now the town's day begins.
pub const BEGINS: SignedDuration = SignedDuration::from_mins(11 * 60);
