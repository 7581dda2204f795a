//! What must hold after all the killing: in the networks, in the record, and between them.
use std::collections::BTreeMap;

use connect::arena;
use torg::ground::{DeliveryId, Desk, EntryId, jobs};
use torg::publish::delivery::{self, State};
use torg::records::verify::{self, Against, PublicKey};
use torg::records::{Event, entry, message, seal};

use super::town::{Town, close};

impl Town {
    /// Everything said is on the record once; every answer is in its network once, or its end is for a person and it is not there
    /// twice; the record tells each answer's journey once; and it fits.
    pub(super) async fn holds_what_was_said(&self) {
        let desk = self.comes_to_rest().await;
        let events = events(&desk).await;
        self.nothing_said_is_lost_or_doubled(&desk, &events).await;
        self.each_answer_is_sent_once(&desk, &events).await;
        let dead = desk.read(|conn| Ok(jobs::dead(conn)?)).await.unwrap();
        assert!(dead.is_empty(), "jobs were given up: {dead:?}");
        the_record_fits(&desk).await;
        close(&desk);
    }

    async fn nothing_said_is_lost_or_doubled(&self, desk: &Desk, events: &[Event]) {
        let contents: Vec<_> = events
            .iter()
            .filter_map(|event| match event {
                Event::MessageReceived { content, .. } => Some(*content),
                _ => None,
            })
            .collect();
        let read = desk.read(move |conn| {
            let texts = contents.into_iter().map(|content| Ok(message::text(conn, content)?.plain().to_owned()));
            texts.collect::<Result<Vec<_>, torg::ground::Problem>>()
        });
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for text in read.await.unwrap() {
            // Mastodon puts the name of the one who is answered before the text. If our answer was heard there before its delivery
            // ended, it stands on the record as it was heard.
            let plain = text.strip_prefix("@ase@social.example ").unwrap_or(&text).to_owned();
            *times.entry(plain).or_default() += 1;
        }
        for text in &self.said {
            assert_eq!(times.remove(text), Some(1), "on the record: {text:?}");
        }
        for (id, text) in &self.answers {
            let posted = find(desk, *id).await.state == State::Posted;
            assert_eq!(times.remove(text).unwrap_or(0), usize::from(posted), "in its thread: {text:?}");
        }
        assert!(times.is_empty(), "on the record stands what nobody said: {times:?}");
    }

    async fn each_answer_is_sent_once(&self, desk: &Desk, events: &[Event]) {
        let square = arena::citizen_reads(&self.folder.path().join("arena")).unwrap();
        let ours = self.server.ours();
        let in_networks = |text: &str| {
            let arena = square.iter().filter(|seen| seen.text == text).count();
            arena + ours.iter().filter(|status| status.text.ends_with(text)).count()
        };
        let mut ended: BTreeMap<&'static str, usize> = BTreeMap::new();
        for (id, text) in &self.answers {
            let delivery = find(desk, *id).await;
            *ended.entry(delivery.state.as_str()).or_default() += 1;
            let told = told(events, *id);
            let found = in_networks(text);
            match delivery.state {
                State::Posted => {
                    assert_eq!(found, 1, "said to be sent: {text:?}, {told:?}");
                    assert_eq!((told.queued, told.posted, told.unknown), (1, 1, 0), "{text:?}");
                    assert!(told.started >= 1, "{text:?} was sent before the record said so");
                }
                // The server always shows what it has, so what cannot be found there did not arrive.
                State::Unknown => {
                    assert_eq!(found, 0, "put to a person although it is there: {text:?}, {told:?}");
                    assert_eq!((told.queued, told.posted, told.unknown), (1, 0, 1), "{text:?}");
                }
                other => panic!("{text:?} ended as {other:?}: {delivery:?}"),
            }
        }
        println!("{} messages, {} answers: {ended:?}", self.said.len(), self.answers.len());
    }
}

/// How often the record tells each part of an answer's journey.
#[derive(Debug, Default)]
struct Told {
    queued: usize,
    started: usize,
    posted: usize,
    unknown: usize,
}

fn told(events: &[Event], id: DeliveryId) -> Told {
    let mut told = Told::default();
    for event in events {
        match event {
            Event::ReplyQueued { delivery, .. } if *delivery == id => told.queued += 1,
            Event::DeliveryStarted { delivery, .. } if *delivery == id => told.started += 1,
            Event::DeliveryPosted { delivery, .. } if *delivery == id => told.posted += 1,
            Event::DeliveryUnknown { delivery, .. } if *delivery == id => told.unknown += 1,
            _ => {}
        }
    }
    told
}

async fn find(desk: &Desk, id: DeliveryId) -> delivery::Delivery {
    desk.read(move |conn| Ok(delivery::find(conn, id)?)).await.unwrap().unwrap()
}

/// Everything the record says happened, newest first.
async fn events(desk: &Desk) -> Vec<Event> {
    let read = desk.read(|conn| {
        let (mut all, mut before) = (Vec::new(), None::<EntryId>);
        loop {
            let page = entry::newest(conn, before, 1000)?;
            let Some(last) = page.last() else { return Ok(all) };
            before = Some(last.body.id);
            all.extend(page.into_iter().map(|entry| entry.body.event));
        }
    });
    read.await.unwrap()
}

async fn the_record_fits(desk: &Desk) {
    let (sealing, origin) = (desk.clone(), desk.config().log_origin());
    loop {
        let (here, origin, now) = (sealing.clone(), origin.clone(), desk.now());
        let sealed = desk.write(move |conn| seal::seal_round(conn, here.vault(), &origin, now)).await.unwrap();
        if sealed == 0 {
            break;
        }
    }
    let report = desk
        .read(move |conn| {
            let key = seal::verifying_key(conn, sealing.vault(), &origin)?;
            let key = key.map(|key| PublicKey(*key.public_bytes()));
            verify::database(conn, &Against { key, kept: Vec::new() })
        })
        .await
        .unwrap();
    assert_eq!(report.misfits, [], "the record fits");
    assert!(report.is_sound() && report.unsealed == 0 && report.sealed > 100, "{report:?}");
}
