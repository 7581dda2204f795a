//! What someone at the desk does with a post, as a story tells it.
use super::colleague::Colleague;
use super::town::Town;
use crate::govern::mandate::{Approve, LeadCrisis, Mandate, Permission, Publish, Scope};
use crate::ground::{ChannelId, DeliveryId, PostId, Problem, StopId};
use crate::publish::approval::{self, Approver, Reading};
use crate::publish::composition::{Composition, Wording};
use crate::publish::delivery::{self, Delivery};
use crate::publish::over::{self, Over};
use crate::publish::post::{self, About, From, Post, Saved};
use crate::publish::schedule;
use crate::publish::sending;
use crate::publish::stop::{self, Decision};
use crate::publish::version::{self, When};
use crate::publish::withdrawal;

/// A post that says `text` in `channels`, with its source.
pub(super) fn says(text: &str, channels: &[ChannelId]) -> Composition {
    Composition {
        language: "sv".to_owned(),
        channels: channels.to_vec(),
        shared: Wording { text: text.to_owned(), ..Wording::default() },
        source: "https://exempelby.example/badet".to_owned(),
        ..Composition::default()
    }
}

impl Town {
    pub(super) async fn post_now(&self, id: PostId) -> Post {
        self.desk.read(move |conn| Ok(post::find(conn, id)?)).await.unwrap().unwrap()
    }

    /// A post's deliveries, by channel and part.
    pub(super) async fn deliveries_of(&self, id: PostId) -> Vec<Delivery> {
        self.desk.read(move |conn| Ok(delivery::of_post(conn, id)?)).await.unwrap()
    }
}

impl Colleague<'_> {
    /// Begins a post in the unit of its first channel.
    pub(super) async fn begins(&self, composition: Composition) -> PostId {
        let (person, vault, now) = (self.id(), self.town.desk.clone(), self.town.now());
        let begun = self.town.desk.write(move |conn| {
            let unit = crate::govern::channel::unit_of(conn, composition.channels[0])?.unwrap();
            let about = About { zone: "Europe/Stockholm".to_owned(), ..About::default() };
            post::make(conn, vault.vault(), person, unit, &about, &composition, &From::default(), now)
        });
        begun.await.unwrap()
    }

    /// Begins a draft that is meant for a time.
    pub(super) async fn plans(&self, composition: Composition, at: jiff::Timestamp) -> PostId {
        let id = self.begins(composition.clone()).await;
        let (officer, here, now) = (self.officer.clone(), self.town.desk.clone(), self.town.now());
        let about = About { zone: "Europe/Stockholm".to_owned(), planned_at: Some(at), ..About::default() };
        let saved = self.town.desk.write(move |conn| {
            let (_, by) = post::for_writing(conn, &officer, id, now)?;
            post::save(conn, here.vault(), &by, id, 1, &about, &composition, now)
        });
        saved.await.unwrap();
        id
    }

    /// Saves other words, made from revision `made_from`.
    pub(super) async fn saves(&self, id: PostId, made_from: i64, composition: Composition) -> Result<Saved, Problem> {
        let (officer, here, now) = (self.officer.clone(), self.town.desk.clone(), self.town.now());
        let saved = self.town.desk.write(move |conn| {
            let (_, by) = post::for_writing(conn, &officer, id, now)?;
            let about = About { zone: "Europe/Stockholm".to_owned(), ..About::default() };
            post::save(conn, here.vault(), &by, id, made_from, &about, &composition, now)
        });
        saved.await
    }

    /// Hands in what stands now.
    pub(super) async fn hands_in(&self, id: PostId, when: When) -> Result<Post, Problem> {
        let seen = self.town.post_now(id).await.revision;
        self.hands_in_seen(id, seen, when).await
    }

    /// Hands in the revision that they had before their eyes.
    pub(super) async fn hands_in_seen(&self, id: PostId, seen: i64, when: When) -> Result<Post, Problem> {
        let (officer, here) = (self.officer.clone(), self.town.desk.clone());
        let handed_in = self.town.desk.act(move |mut act| {
            let now = act.now();
            let composition = post::composition(act.conn(), here.vault(), id)?;
            let Some(found) = post::find(act.conn(), id)? else { return Err(crate::ground::problem::not_found()) };
            let by = Over::<Publish>::ask(act.conn(), &officer, found.unit, &composition.channels, now)?;
            let fits = sending::in_one_part(&composition);
            version::hand_in(act, &by, here.vault(), id, seen, when, &fits)
        });
        handed_in.await
    }

    /// Says yes to the version that stands now.
    pub(super) async fn approves(&self, id: PostId) -> Result<Post, Problem> {
        let version = self.town.post_now(id).await.version;
        self.approves_version(id, version).await
    }

    /// Says yes to the version that they read.
    pub(super) async fn approves_version(&self, id: PostId, version: i64) -> Result<Post, Problem> {
        let officer = self.officer.clone();
        let approved = self.town.desk.act(move |mut act| {
            let now = act.now();
            let Some(found) = post::find(act.conn(), id)? else { return Err(crate::ground::problem::not_found()) };
            let channels = post::channels(act.conn(), id)?;
            let over = Over::<Approve>::ask(act.conn(), &officer, found.unit, &channels, now)?;
            let leads_crisis = over::leads_crisis(act.conn(), &officer, &channels, now)?;
            approval::approve(act, &Approver { over, leads_crisis }, Reading { post: id, version, note: "" })
        });
        approved.await
    }

    /// Sends the version that stands now back.
    pub(super) async fn gives_back(&self, id: PostId, note: &str) -> Result<(), Problem> {
        let (officer, version, note) = (self.officer.clone(), self.town.post_now(id).await.version, note.to_owned());
        let given = self.town.desk.act(move |mut act| {
            let now = act.now();
            let Some(found) = post::find(act.conn(), id)? else { return Err(crate::ground::problem::not_found()) };
            let channels = post::channels(act.conn(), id)?;
            let over = Over::<Approve>::ask(act.conn(), &officer, found.unit, &channels, now)?;
            approval::give_back(act, &Approver { over, leads_crisis: false }, Reading { post: id, version, note: &note })
        });
        given.await
    }

    /// Opens what was handed in for writing again.
    pub(super) async fn reopens(&self, id: PostId) -> Result<(), Problem> {
        let officer = self.officer.clone();
        let reopened = self.town.desk.act(move |mut act| {
            let now = act.now();
            let (_, by) = post::for_writing(act.conn(), &officer, id, now)?;
            approval::reopen(act, &by, id)
        });
        reopened.await
    }

    /// Moves what was handed in to another time.
    pub(super) async fn moves(&self, id: PostId, to: jiff::Timestamp) -> Result<Post, Problem> {
        let officer = self.officer.clone();
        let moved = self.town.desk.act(move |mut act| {
            let now = act.now();
            let (_, by) = post::for_writing(act.conn(), &officer, id, now)?;
            schedule::reschedule(act, &by, id, &schedule::Time { at: to, zone: "Europe/Stockholm" })
        });
        moved.await
    }

    /// Orders that nothing leaves.
    pub(super) async fn stops(&self, scope: Scope, why: &str) -> Result<StopId, Problem> {
        let why = why.to_owned();
        self.under::<LeadCrisis, _>(scope, move |act, by| stop::order(act, by, scope, &why)).await
    }

    /// Lifts a stop.
    pub(super) async fn lifts(&self, id: StopId, scope: Scope) -> Result<(), Problem> {
        self.under::<LeadCrisis, _>(scope, move |act, by| stop::lift(act, by, id)).await
    }

    /// Decides about something that was held back.
    pub(super) async fn decides(&self, id: DeliveryId, channel: ChannelId, decision: Decision) -> Result<Delivery, Problem> {
        self.under::<Publish, _>(Scope::Channel(channel), move |act, by| stop::decide(act, by, id, decision)).await
    }

    /// Takes something of ours away from its network.
    pub(super) async fn withdraws(&self, id: DeliveryId, channel: ChannelId, why: &str) -> Result<DeliveryId, Problem> {
        let why = why.to_owned();
        self.under::<Publish, _>(Scope::Channel(channel), move |act, by| withdrawal::withdraw(act, by, id, &why)).await
    }

    async fn under<A: Permission, T: Send + 'static>(
        &self,
        scope: Scope,
        f: impl FnOnce(crate::records::Act<'_>, &Mandate<A>) -> Result<crate::records::Committed<T>, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let officer = self.officer.clone();
        let done = self.town.desk.act(move |mut act| {
            let now = act.now();
            let by = officer.may::<A>(act.conn(), scope, now)?;
            f(act, &by)
        });
        done.await
    }
}
