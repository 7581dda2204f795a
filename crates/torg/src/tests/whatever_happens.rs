//! Whatever happens at the desk, in whatever order, and whatever is erased under a decision: the record fits.
use jiff::SignedDuration;
use proptest::prelude::*;
use store::{Conn, Engine};

use super::town::{Town, tell};
use crate::ground::{MessageId, Problem};
use crate::participate::inbox::{Order, View};
use crate::records::message;

/// Something that happens at the desk.
#[derive(Clone, Copy, Debug)]
enum Happens {
    Asked,
    Edited(prop::sample::Index),
    Deleted(prop::sample::Index),
    Answered,
    Erased(prop::sample::Index),
    Sealed,
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        4 => Just(Happens::Asked),
        2 => any::<prop::sample::Index>().prop_map(Happens::Edited),
        1 => any::<prop::sample::Index>().prop_map(Happens::Deleted),
        2 => Just(Happens::Answered),
        2 => any::<prop::sample::Index>().prop_map(Happens::Erased),
        2 => Just(Happens::Sealed),
    ]
}

async fn live_through(town: &Town, story: &[Happens]) -> u64 {
    let citizen = town.citizen("Åse Lind");
    let fatima = town.colleague("Fatima Berg").await;
    let mut said: Vec<String> = Vec::new();
    let mut erased = 0;
    town.decide("KS 2026/00098").await;
    for (n, happens) in story.iter().enumerate() {
        town.later(SignedDuration::from_secs(30));
        match happens {
            Happens::Asked => said.push(citizen.asks(&format!("Fråga nummer {n}"))),
            Happens::Edited(which) if !said.is_empty() => citizen.edits(which.get::<String>(&said), &format!("Ändrad till {n}")),
            Happens::Deleted(which) if !said.is_empty() => citizen.deletes(&said.remove(which.index(said.len()))),
            Happens::Answered => {
                let open = fatima.sees(View::Open, Order::Newest).await;
                for conversation in open.iter().take(1) {
                    // A message that is gone cannot be answered; that is a refusal and no fault.
                    if let Err(Problem::Fault(fault)) = fatima.answers(conversation.id, "Svar").await {
                        panic!("{fault:#}");
                    }
                }
            }
            Happens::Erased(which) => {
                let all = town.desk.read(|conn| Ok(messages(conn)?)).await.unwrap();
                if !all.is_empty()
                    && let Ok(n_erased) = town.erase(*which.get(&all), "KS 2026/00098").await
                {
                    erased += n_erased as u64;
                }
            }
            Happens::Sealed => town.seal().await,
            Happens::Edited(_) | Happens::Deleted(_) => {}
        }
        town.hears().await;
    }
    erased
}

fn messages(conn: &mut Conn) -> Result<Vec<MessageId>, store::Fault> {
    let mut found = Vec::new();
    for n in 1..200 {
        found.extend(message::numbered(conn, n)?.map(|message| message.id));
    }
    Ok(found)
}

fn whatever_happens(engine: Engine, story: Vec<Happens>) {
    tell(engine, |town| async move {
        let erased = live_through(&town, &story).await;
        let report = town.verify().await;
        assert_eq!(report.misfits, [], "{story:?}");
        assert_eq!(report.erased.values().sum::<u64>(), erased);
        town.seal().await;
        let report = town.verify().await;
        assert_eq!((report.misfits, report.unsealed), (vec![], 0), "{story:?}");
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn whatever_happens_the_record_fits_on_sqlite(story in prop::collection::vec(happens(), 1..25)) {
        whatever_happens(Engine::Sqlite, story);
    }
    #[test]
    fn whatever_happens_the_record_fits_on_postgres(story in prop::collection::vec(happens(), 1..25)) {
        whatever_happens(Engine::Postgres, story);
    }
}
