//! Posts: written once, approved by a second person, in every channel exactly once and on the record.
use jiff::SignedDuration;

use super::publishing::says;
use super::town::{Town, on_both_engines, refusal};
use super::witness::verified;
use crate::govern::mandate::{Govern, Scope};
use crate::ground::{ChannelId, PostId};
use crate::participate::conversation::State as Stands;
use crate::publish::composition::{Composition, Wording};
use crate::publish::delivery::{self, State};
use crate::publish::demand::{self, Demand, Own};
use crate::publish::post::{self, About, From, Saved, State as PostStands};
use crate::publish::version::When;
use crate::records::message::{self, Text};

on_both_engines!(
    one_message_is_in_two_channels_once_and_on_the_record,
    nobody_approves_what_they_wrote_and_an_edit_voids_it,
    two_steps_need_two_others,
    without_a_demand_it_leaves_after_the_seconds_for_undo,
    what_is_not_whole_is_refused_in_words,
    two_who_write_at_once_lose_nothing,
    a_planned_post_leaves_at_its_time_and_not_before,
    a_published_post_is_put_right_and_taken_away,
    a_long_text_goes_on_in_answers_to_itself,
    an_answer_waits_where_the_channel_demands_it,
);

impl Town {
    /// Time passes, work is done.
    async fn passes(&self, by: SignedDuration) {
        self.later(by);
        self.run_jobs().await;
    }

    async fn demands(&self, scope: Scope, own: Own) {
        let boss = self.boss;
        let decided = self.desk.act(move |mut act| {
            let now = act.now();
            let by = crate::govern::mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            demand::decide(act, &by, scope, own)
        });
        decided.await.unwrap();
    }

    /// What our account said in a channel, in the order the desk knows it; gone ones marked.
    async fn said_in(&self, channel: ChannelId, id: PostId) -> Vec<String> {
        let deliveries = self.deliveries_of(id).await;
        let mut said = Vec::new();
        for one in deliveries.into_iter().filter(|one| one.channel == channel && one.does == delivery::Does::Say) {
            let Some(remote_id) = one.remote_id else { continue };
            let shown = self.desk.read(move |conn| {
                let Some(known) = message::known(conn, channel, &remote_id)? else { return Ok("(not known)".to_owned()) };
                let gone = if known.gone_at.is_some() { " (gone)" } else { "" };
                Ok(format!("{}{gone}", message::text(conn, known.content)?.plain()))
            });
            said.push(shown.await.unwrap());
        }
        said
    }
}

async fn one_message_is_in_two_channels_once_and_on_the_record(town: Town) {
    let (kommun, badet) = (town.channel("exempelby").await.id, town.channel("simhallen").await.id);
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let mut post = says("Simhallen öppnar kl. 14 i dag.", &[kommun, badet]);
    post.shape_for(badet);
    post.variants.get_mut(&badet).unwrap().text = "Vi öppnar kl. 14 i dag. Välkomna!".to_owned();
    let id = ingrid.begins(post).await;
    assert_eq!(ingrid.hands_in(id, When::Now).await.unwrap().state, PostStands::Waiting);
    town.passes(SignedDuration::from_mins(5)).await;
    assert!(town.deliveries_of(id).await.is_empty(), "nothing leaves before somebody else said yes");

    assert_eq!(lena.approves(id).await.unwrap().state, PostStands::Planned);
    town.passes(SignedDuration::from_secs(11)).await;
    let deliveries = town.deliveries_of(id).await;
    assert_eq!(deliveries.iter().map(|one| one.state).collect::<Vec<_>>(), [State::Posted, State::Posted]);
    assert_eq!(town.said_in(kommun, id).await, ["Simhallen öppnar kl. 14 i dag."]);
    assert_eq!(town.said_in(badet, id).await, ["Vi öppnar kl. 14 i dag. Välkomna!"]);
    assert_eq!(town.post_now(id).await.state, PostStands::Done);

    // A comment under it comes to the inbox, in the conversation that the post began.
    let first = deliveries.iter().find(|one| one.channel == kommun).unwrap();
    let conversation = first.conversation.expect("the post began a conversation");
    town.citizen("Åse Lind").replies(first.remote_id.as_deref().unwrap(), "Är bastun också öppen?");
    town.hears().await;
    let (heard, thread) = lena.opens(conversation).await.unwrap();
    assert_eq!(heard.state, Stands::Open);
    let said: Vec<&str> = thread.iter().map(|(_, text)| text.plain()).collect();
    assert_eq!(said, ["Simhallen öppnar kl. 14 i dag.", "Är bastun också öppen?"]);

    let entries = verified(&town.desk).await;
    let told: Vec<&str> = entries.iter().map(|entry| entry.body.event.name()).collect();
    for event in ["post-handed-in", "post-approved", "delivery-queued", "delivery-started", "delivery-posted"] {
        assert!(told.contains(&event), "{event}: {told:?}");
    }
}

async fn nobody_approves_what_they_wrote_and_an_edit_voids_it(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let (ingrid, lena, omar) =
        (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await, town.colleague("Omar Lind").await);
    let id = lena.begins(says("Första", &[kommun])).await;
    lena.hands_in(id, When::Now).await.unwrap();
    assert_eq!(refusal(lena.approves(id).await), "refuse-approve-oneself");
    assert_eq!(refusal(omar.approves(id).await), "refuse-no-mandate", "who may publish may not approve");

    // Lena wrote in Ingrid's post too: her yes would be to her own words.
    let shared = ingrid.begins(says("Utkast", &[kommun])).await;
    assert_eq!(lena.saves(shared, 1, says("Utkast, rättat", &[kommun])).await.unwrap(), Saved::Kept(2));
    ingrid.hands_in(shared, When::Now).await.unwrap();
    assert_eq!(refusal(lena.approves(shared).await), "refuse-approve-oneself");

    let own = ingrid.begins(says("Vi stänger kl. 16", &[kommun])).await;
    assert_eq!(refusal(ingrid.saves(id, 1, says("x", &[kommun])).await), "refuse-post-not-draft");
    let at = town.now() + SignedDuration::from_hours(2);
    ingrid.hands_in(own, When::At(at)).await.unwrap();
    lena.approves(own).await.unwrap();
    ingrid.reopens(own).await.unwrap();
    let revision = town.post_now(own).await.revision;
    ingrid.saves(own, revision, says("Vi stänger kl. 17", &[kommun])).await.unwrap();
    town.passes(SignedDuration::from_hours(3)).await;
    assert_eq!(town.deliveries_of(own).await.iter().map(|one| one.state).collect::<Vec<_>>(), [State::Undone]);
    ingrid.hands_in(own, When::Now).await.unwrap();
    assert_eq!(
        refusal(lena.approves_version(own, 1).await),
        "refuse-post-changed",
        "the version she read is not the one that waits"
    );
    lena.approves(own).await.unwrap();
    town.passes(SignedDuration::from_secs(11)).await;
    assert_eq!(town.said_in(kommun, own).await, ["Vi stänger kl. 17"]);
}

async fn two_steps_need_two_others(town: Town) {
    let channel = town.channel("simhallen").await;
    town.demands(Scope::Unit(channel.unit), Own { posts: Some(Demand::Two), answers: None }).await;
    let (omar, lena) = (town.colleague("Omar Lind").await, town.colleague("Lena Ek").await);
    let id = omar.begins(says("Stängt i morgon.", &[channel.id])).await;
    omar.hands_in(id, When::Now).await.unwrap();
    assert_eq!(lena.approves(id).await.unwrap().state, PostStands::Waiting, "one of two");
    assert_eq!(refusal(lena.approves(id).await), "refuse-approved-already");
    let astrid = town.colleague("Astrid Holm").await;
    assert_eq!(astrid.approves(id).await.unwrap().state, PostStands::Planned);
    // In a crisis one who leads in it is enough.
    town.demands(Scope::Channel(channel.id), Own { posts: Some(Demand::Crisis), answers: None }).await;
    let urgent = omar.begins(says("Brand i simhallen. Gå hem.", &[channel.id])).await;
    omar.hands_in(urgent, When::Now).await.unwrap();
    assert_eq!(lena.approves(urgent).await.unwrap().state, PostStands::Planned);
    assert_eq!(refusal(lena.gives_back(urgent, "för sent").await), "refuse-post-not-waiting");
}

async fn without_a_demand_it_leaves_after_the_seconds_for_undo(town: Town) {
    let channel = town.channel("simhallen").await;
    town.demands(Scope::Channel(channel.id), Own { posts: Some(Demand::None), answers: None }).await;
    let omar = town.colleague("Omar Lind").await;
    let id = omar.begins(says("Nu öppnar vi.", &[channel.id])).await;
    assert_eq!(omar.hands_in(id, When::Now).await.unwrap().state, PostStands::Planned);
    town.passes(SignedDuration::from_secs(5)).await;
    omar.reopens(id).await.unwrap();
    town.passes(SignedDuration::from_secs(30)).await;
    assert!(town.said_in(channel.id, id).await.is_empty(), "taken back in time");
    omar.hands_in(id, When::Now).await.unwrap();
    town.passes(SignedDuration::from_secs(11)).await;
    assert_eq!(town.said_in(channel.id, id).await, ["Nu öppnar vi."]);
    assert_eq!(refusal(omar.reopens(id).await), "refuse-post-not-open");
}

async fn what_is_not_whole_is_refused_in_words(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let ingrid = town.colleague("Ingrid Solberg").await;
    let whole = || says("Välkomna!", &[kommun]);
    let refused = async |composition: Composition, when: When| {
        let id = ingrid.begins(composition).await;
        refusal(ingrid.hands_in(id, when).await)
    };
    let past = When::At(town.now() - SignedDuration::from_secs(1));
    assert_eq!(refused(whole(), past).await, "refuse-post-past");
    assert_eq!(refused(Composition { source: String::new(), ..whole() }, When::Now).await, "refuse-post-no-source");
    assert_eq!(refused(Composition { shared: Wording::default(), ..whole() }, When::Now).await, "refuse-post-empty");
    assert_eq!(refused(says("Gäller 19121212-1212.", &[kommun]), When::Now).await, "refuse-gate-block");
    assert_eq!(refused(says("Ring Åsa på 070-174 06 05.", &[kommun]), When::Now).await, "refuse-gate-justify");
    let mut hidden = whole();
    hidden.shared.warning = "Gäller 19121212-1212.".to_owned();
    assert_eq!(refused(hidden, When::Now).await, "refuse-gate-block", "a warning is read by people too");
    let fatima = town.colleague("Fatima Berg").await;
    let id = ingrid.begins(whole()).await;
    assert_eq!(refusal(fatima.hands_in(id, When::Now).await), "refuse-no-mandate");
    assert_eq!(refusal(ingrid.hands_in_seen(id, 0, When::Now).await), "refuse-post-changed");
}

async fn two_who_write_at_once_lose_nothing(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let (ingrid, omar) = (town.colleague("Ingrid Solberg").await, town.colleague("Omar Lind").await);
    let id = ingrid.begins(says("Ett", &[kommun])).await;
    assert_eq!(ingrid.saves(id, 1, says("Ett, av Ingrid", &[kommun])).await.unwrap(), Saved::Kept(2));
    let beside = omar.saves(id, 1, says("Ett, av Omar", &[kommun])).await.unwrap();
    assert_eq!(beside, Saved::Beside { mine: 3, theirs: 2, by: ingrid.id() });
    let here = town.desk.clone();
    let (stands, mine) = town
        .desk
        .read(move |conn| Ok((post::composition(conn, here.vault(), id)?, post::revision(conn, here.vault(), id, 3)?.unwrap())))
        .await
        .unwrap();
    assert_eq!((stands.shared.text.as_str(), mine.shared.text.as_str()), ("Ett, av Ingrid", "Ett, av Omar"));
    assert_eq!(omar.saves(id, 2, says("Ett, av båda", &[kommun])).await.unwrap(), Saved::Kept(4));
}

async fn a_planned_post_leaves_at_its_time_and_not_before(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let at = town.now() + SignedDuration::from_hours(30);
    let id = ingrid.begins(says("God morgon!", &[kommun])).await;
    ingrid.hands_in(id, When::At(at)).await.unwrap();
    lena.approves(id).await.unwrap();
    town.passes(SignedDuration::from_hours(30) - SignedDuration::from_secs(1)).await;
    assert_eq!(town.deliveries_of(id).await[0].state, State::Queued);
    town.passes(SignedDuration::from_secs(1)).await;
    assert_eq!(town.deliveries_of(id).await[0].state, State::Posted);

    // Moved: what was approved stays approved, and it leaves at the new time.
    let moved = ingrid.begins(says("God natt!", &[kommun])).await;
    ingrid.hands_in(moved, When::At(town.now() + SignedDuration::from_hours(2))).await.unwrap();
    lena.approves(moved).await.unwrap();
    let to = town.now() + SignedDuration::from_hours(5);
    assert_eq!(ingrid.moves(moved, to).await.unwrap().planned_at, Some(to));
    town.passes(SignedDuration::from_hours(4)).await;
    assert_eq!(town.deliveries_of(moved).await[0].state, State::Queued);
    town.passes(SignedDuration::from_hours(1)).await;
    assert_eq!(town.deliveries_of(moved).await[0].state, State::Posted);
    assert_eq!(refusal(ingrid.moves(moved, to + SignedDuration::from_hours(9)).await), "refuse-post-not-planned");

    let late = ingrid.begins(says("God kväll!", &[kommun])).await;
    ingrid.hands_in(late, When::At(town.now() + SignedDuration::from_mins(5))).await.unwrap();
    town.passes(SignedDuration::from_mins(6)).await;
    assert_eq!(refusal(lena.approves(late).await), "refuse-approve-late");
}

async fn a_published_post_is_put_right_and_taken_away(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let id = ingrid.begins(says("Vi öppnar kl. 41.", &[kommun])).await;
    ingrid.hands_in(id, When::Now).await.unwrap();
    lena.approves(id).await.unwrap();
    town.passes(SignedDuration::from_secs(11)).await;

    let (person, here, now) = (ingrid.id(), town.desk.clone(), town.now());
    let unit = town.channel("exempelby").await.unit;
    let correction = town.desk.write(move |conn| {
        let from = From { corrects: Some(id), ..From::default() };
        let about = About { zone: "Europe/Stockholm".to_owned(), ..About::default() };
        post::make(conn, here.vault(), person, unit, &about, &says("Vi öppnar kl. 14.", &[kommun]), &from, now)
    });
    let correction = correction.await.unwrap();
    ingrid.hands_in(correction, When::Now).await.unwrap();
    lena.approves(correction).await.unwrap();
    town.passes(SignedDuration::from_secs(11)).await;
    assert_eq!(town.said_in(kommun, id).await, ["Vi öppnar kl. 14."], "the arena lets texts be changed");
    town.hears().await;
    let posted = town.deliveries_of(id).await[0].clone();
    let remote_id = posted.remote_id.clone().unwrap();
    let versions = town.desk.read(move |conn| {
        let known = message::known(conn, kommun, &remote_id)?.unwrap();
        let versions = message::versions(conn, known.id)?;
        versions.into_iter().map(|one| Ok(message::text(conn, one.content)?.plain().to_owned())).collect::<Result<Vec<_>, _>>()
    });
    assert_eq!(versions.await.unwrap(), ["Vi öppnar kl. 41.", "Vi öppnar kl. 14."], "both stay on the record, each once");

    assert_eq!(refusal(ingrid.withdraws(posted.id, kommun, " ").await), "refuse-withdraw-without-reason");
    ingrid.withdraws(posted.id, kommun, "Badet är stängt hela dagen.").await.unwrap();
    assert_eq!(refusal(ingrid.withdraws(posted.id, kommun, "igen").await), "refuse-withdrawn-already");
    town.passes(SignedDuration::from_secs(11)).await;
    assert_eq!(town.said_in(kommun, id).await, ["Vi öppnar kl. 14. (gone)"]);
    verified(&town.desk).await;
}

async fn a_long_text_goes_on_in_answers_to_itself(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    town.demands(Scope::Channel(kommun), Own { posts: Some(Demand::None), answers: None }).await;
    let ingrid = town.colleague("Ingrid Solberg").await;
    let id = ingrid.begins(says("Ett. Två. Tre.", &[kommun])).await;
    let (officer, here) = (ingrid.officer.clone(), town.desk.clone());
    let handed_in = town.desk.act(move |mut act| {
        let now = act.now();
        let unit = crate::govern::channel::unit_of(act.conn(), kommun)?.unwrap();
        let by = crate::publish::over::Over::ask(act.conn(), &officer, unit, &[kommun], now)?;
        let parts = ["Ett.", "Två.", "Tre."].map(str::to_owned).to_vec();
        let fits = [crate::publish::version::Fit { channel: kommun, limits: None, parts }];
        crate::publish::version::hand_in(act, &by, here.vault(), id, 1, When::Now, &fits)
    });
    handed_in.await.unwrap();
    for _ in 0..6 {
        town.passes(SignedDuration::from_secs(11)).await;
    }
    assert_eq!(town.said_in(kommun, id).await, ["Ett.", "Två.", "Tre."]);
    let deliveries = town.deliveries_of(id).await;
    let one = deliveries[0].conversation;
    assert!(one.is_some() && deliveries.iter().all(|delivery| delivery.conversation == one), "one conversation holds the thread");
}

async fn an_answer_waits_where_the_channel_demands_it(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    town.demands(Scope::Channel(kommun), Own { posts: None, answers: Some(Demand::One) }).await;
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;
    let (fatima, lena) = (town.colleague("Fatima Berg").await, town.colleague("Lena Ek").await);
    let conversation = fatima.conversation_about("badet").await.id;
    let id = fatima.answers(conversation, "Kl. 14.").await.unwrap();
    town.passes(SignedDuration::from_mins(10)).await;
    assert_eq!(town.delivery(id).await.state, State::Waiting);
    let approve = async |who: &super::colleague::Colleague<'_>| {
        let officer = who.officer.clone();
        let approved = town.desk.act(move |mut act| {
            let now = act.now();
            let by = officer.may(act.conn(), Scope::Channel(kommun), now)?;
            crate::publish::approval::approve_answer(act, &by, false, id, "")
        });
        approved.await
    };
    assert_eq!(refusal(approve(&fatima).await), "refuse-no-mandate");
    approve(&lena).await.unwrap();
    town.passes(SignedDuration::from_secs(11)).await;
    assert_eq!(town.delivery(id).await.state, State::Posted);
    let (_, thread) = fatima.opens(conversation).await.unwrap();
    assert!(thread.iter().any(|(_, text)| matches!(text, Text::Said(said) if said.text == "Kl. 14.")));
}
