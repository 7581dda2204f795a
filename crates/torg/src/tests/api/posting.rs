//! What the calls about posts and stops name: posts of a colleague that wait, one that is posted, one that is held back, an answer that waits.
use std::collections::BTreeMap;

use crate::govern::mandate::{self, Govern, Scope};
use crate::ground::{ChannelId, PostId};
use crate::publish::delivery::State;
use crate::publish::demand::{self, Demand, Own};
use crate::publish::version::When;
use crate::tests::publishing::says;
use crate::tests::town::Town;

/// The things, by their names.
pub(super) async fn made(town: &Town) -> BTreeMap<&'static str, String> {
    let (free, asks) = (town.channel("simhallen").await.id, town.channel("exempelby-no").await.id);
    town.demands_in(free, Own { posts: Some(Demand::None), answers: None }).await;
    let ingrid = town.colleague("Ingrid Solberg").await;
    let handed_in = async |text: &str, channel: ChannelId| {
        let id = ingrid.begins(says(text, &[channel])).await;
        ingrid.hands_in(id, When::Now).await.unwrap();
        id
    };
    let posted = handed_in("Nu öppnar vi.", free).await;
    town.later(jiff::SignedDuration::from_secs(11));
    town.run_jobs().await;
    let lena = town.colleague("Lena Ek").await;
    let stop = lena.stops(Scope::Channel(free), "Klor i luften.").await.unwrap();
    let held = handed_in("Kom och bada!", free).await;
    town.run_jobs().await;
    lena.lifts(stop, Scope::Channel(free)).await.unwrap();
    let first = async |post: PostId| town.deliveries_of(post).await[0].clone();
    assert_eq!(first(held).await.state, State::Stopped);

    town.demands_in(asks, Own { posts: None, answers: Some(Demand::One) }).await;
    town.citizen("Kari Voll").says("Når åpner badet? @exempelby-no");
    town.hears().await;
    let conversation = ingrid.conversation_about("Når åpner").await.id;
    let answer = ingrid.answers(conversation, "Klokka 14.").await.unwrap();
    BTreeMap::from([
        ("waiting post", handed_in("Det väntar.", asks).await.to_string()),
        ("other post", handed_in("Det väntar också.", asks).await.to_string()),
        ("posted", first(posted).await.id.to_string()),
        ("held", first(held).await.id.to_string()),
        ("waiting answer", answer.to_string()),
        ("quiet channel", asks.to_string()),
    ])
}

impl Town {
    async fn demands_in(&self, channel: ChannelId, own: Own) {
        let boss = self.boss;
        let decided = self.desk.act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            demand::decide(act, &by, Scope::Channel(channel), own)
        });
        decided.await.unwrap();
    }
}
