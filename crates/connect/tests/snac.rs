//! One comment all the way in a real network: a post, an answer by a citizen, our answer, its edit and its end, against snac2.
use std::time::{Duration, Instant};

use connect::contract::outgoing;
use connect::testing::{Snac, SnacUser, now};
use connect::{
    Batch, Card, Change, Choice, Connection, Found, Item, Kind, Listening, Media, Network, Numbering, Outgoing, Poll, Publishing,
    ReplyTo, Secret, Tape, Trouble, Visibility, by_name, in_parts,
};
use uuid::Uuid;

struct Town {
    snac: Snac,
    city: SnacUser,
    ase: SnacUser,
    /// The channel's line and the citizen's.
    ours: Connection,
    hers: Connection,
}

impl Town {
    async fn begin() -> Option<Self> {
        let snac = Snac::start()?;
        let (city, ase) = (snac.add_user("city").await, snac.add_user("ase").await);
        let (ours, hers) = (snac.connection(&city), snac.connection(&ase));
        Some(Self { snac, city, ase, ours, hers })
    }

    /// What reaches the channel after `cursor`, asked again until `count` items are there.
    async fn hears(&self, connection: &Connection, cursor: Option<&str>, count: usize) -> (Vec<Item>, String) {
        let begun = Instant::now();
        let (mut items, mut at) = (Vec::new(), cursor.map(str::to_owned));
        while items.len() < count {
            assert!(begun.elapsed() < Duration::from_secs(60), "only {} of {count} arrived", items.len());
            let batch = listening().since(connection, at.as_deref()).await.unwrap();
            items.extend(whole(&batch));
            at = Some(batch.cursor);
            if !batch.more {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        (items, at.unwrap_or_default())
    }
}

impl Town {
    /// Deletes on the server's page, and stays until it has been gone for a while: snac's queue may bring a message back that was
    /// still on its way to others.
    async fn gone_at_last(&self, posted: &connect::Posted) {
        self.snac.work_is_done().await;
        let begun = Instant::now();
        let mut gone = 0;
        while gone < 4 {
            assert!(begun.elapsed() < Duration::from_secs(60), "it does not go away");
            match listening().look(&self.ours, &posted.remote_id).await.unwrap() {
                None => gone += 1,
                Some(_) => {
                    gone = 0;
                    self.snac.delete(&self.city, posted.url.as_deref().unwrap()).await;
                }
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }
}

fn network() -> &'static dyn Network {
    by_name("mastodon").unwrap()
}
fn listening() -> &'static dyn Listening {
    network().listening().unwrap()
}
fn publishing() -> &'static dyn Publishing {
    network().publishing().unwrap()
}

fn whole(batch: &Batch) -> Vec<Item> {
    batch.items.iter().map(|item| item.clone().unwrap()).collect()
}

fn says(number: u128, text: &str) -> Outgoing {
    Outgoing { key: Uuid::from_u128(number), begun_at: now(), language: Some("sv".into()), ..outgoing(text) }
}

fn answers(number: u128, text: &str, item_id: &str, handle: &str) -> Outgoing {
    let reply_to = ReplyTo { remote_id: item_id.to_owned(), root: None, handle: Some(handle.trim_start_matches('@').to_owned()) };
    Outgoing { reply_to: Some(reply_to), ..says(number, text) }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_goes_all_the_way() {
    let Some(town) = Town::begin().await else { return };
    let account = network().account(&town.ours).await.unwrap();
    assert_eq!((account.handle.as_str(), account.name.as_str()), (town.city.handle.as_str(), "city"));
    let limits = publishing().limits(&town.ours).await.unwrap();
    assert!(limits.from_network && limits.text == 100_000 && limits.characters_per_url == Some(32), "{limits:?}");
    let start = listening().since(&town.ours, None).await.unwrap();
    assert!(start.items.is_empty());

    let first = says(1, "Badet är öppet, se https://example.com/badet?dag=1&tid=7 #bad");
    let post = publishing().publish(&town.ours, &first).await.unwrap();
    assert_eq!(publishing().find(&town.ours, &first).await.unwrap(), Found::Posted(post.clone()));
    assert_eq!(publishing().find(&town.ours, &says(2, "Badet är stängt")).await.unwrap(), Found::Absent);

    let question = answers(3, "Når åpner badet? 👩‍👩‍👧‍👦 <b>tack</b>", &post.remote_id, &town.city.handle);
    let asked = publishing().publish(&town.hers, &question).await.unwrap();
    let (items, cursor) = town.hears(&town.ours, Some(&start.cursor), 1).await;
    let [comment] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!((comment.kind, &comment.remote_id), (Kind::Comment, &asked.remote_id));
    assert!(comment.text.ends_with("Når åpner badet? 👩‍👩‍👧‍👦 tack"), "{}", comment.text);
    assert_eq!(
        (comment.parent.as_ref(), comment.author.handle.as_str()),
        (Some(&post.remote_id), format!("@{}", town.ase.handle).as_str())
    );
    assert!(!comment.author.ours && !comment.raw.is_empty() && comment.url.is_some());

    let answer = answers(4, "Klockan sju. Välkommen!", &comment.remote_id, &comment.author.handle);
    let answered = publishing().publish(&town.ours, &answer).await.unwrap();
    assert_eq!(publishing().find(&town.ours, &answer).await.unwrap(), Found::Posted(answered.clone()));
    let (at_hers, _) = town.hears(&town.hers, None, 1).await;
    assert!(at_hers[0].text.contains("Klockan sju. Välkommen!") && at_hers[0].remote_id == answered.remote_id, "{at_hers:?}");
    let thread = whole(&listening().thread(&town.ours, &comment.remote_id).await.unwrap());
    let told: Vec<(&str, bool, Kind)> =
        thread.iter().map(|item| (item.remote_id.as_str(), item.author.ours, item.kind)).collect();
    let comment_id = comment.remote_id.as_str();
    let expected = [
        (post.remote_id.as_str(), true, Kind::Post),
        (comment_id, false, Kind::Comment),
        (answered.remote_id.as_str(), true, Kind::Comment),
    ];
    assert_eq!(told, expected);
    assert_eq!(thread[0].text, "Badet är öppet, se https://example.com/badet?dag=1&tid=7 #bad");
    assert!(thread[1..].iter().all(|item| item.root.as_ref() == Some(&post.remote_id)));

    // snac changes the id at each edit; to us the message stays the same. Its clock ticks in whole seconds.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let edited = answers(5, "Klockan sex.", &comment.remote_id, &comment.author.handle);
    assert_eq!(publishing().edit(&town.ours, &answered.remote_id, &edited).await.unwrap().remote_id, answered.remote_id);
    let now_there = listening().look(&town.ours, &answered.remote_id).await.unwrap().unwrap();
    assert!(now_there.text.ends_with("Klockan sex.") && matches!(now_there.change, Change::Edited { .. }), "{now_there:?}");
    assert_eq!(now_there.remote_id, answered.remote_id);

    let refused = publishing().delete(&town.ours, &answered.remote_id).await;
    assert!(matches!(refused, Err(Trouble::Refused { .. })), "snac has learned to delete: {refused:?}");
    town.gone_at_last(&answered).await;
    publishing().delete(&town.ours, &answered.remote_id).await.unwrap();
    assert_eq!(town.hears(&town.ours, Some(&cursor), 0).await.0, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn private_words_stay_private_and_pictures_carry_their_words() {
    let Some(town) = Town::begin().await else { return };
    let secret = Outgoing { visibility: Visibility::Direct, ..says(1, "@city min adress är Storgatan 1") };
    publishing().publish(&town.hers, &secret).await.unwrap();
    let (items, _) = town.hears(&town.ours, Some("0"), 1).await;
    assert_eq!(items[0].kind, Kind::Direct);

    let mut answer = answers(2, "Tack, vi ringer.", &items[0].remote_id, "");
    answer.visibility = Visibility::Direct;
    answer.reply_to.as_mut().unwrap().handle = None;
    let answered = publishing().publish(&town.ours, &answer).await.unwrap();
    assert_eq!(publishing().find(&town.ours, &answer).await.unwrap(), Found::Posted(answered.clone()));
    let there = listening().look(&town.ours, &answered.remote_id).await.unwrap().unwrap();
    assert_eq!(there.kind, Kind::Direct);

    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89".to_vec();
    let picture = Media::picture(png, "image/png", "Badet sett från ån: en blå rutschkana");
    let with_picture = Outgoing { media: vec![picture], warning: Some("Spindlar".into()), ..says(3, "Ny rutschkana") };
    let posted = publishing().publish(&town.ours, &with_picture).await.unwrap();
    assert_eq!(publishing().find(&town.ours, &with_picture).await.unwrap(), Found::Posted(posted.clone()));
    let seen = listening().look(&town.ours, &posted.remote_id).await.unwrap().unwrap();
    assert_eq!(seen.attachments[0].alt, "Badet sett från ån: en blå rutschkana");
    assert_eq!((seen.warning.as_deref(), seen.attachments[0].media_type.as_str()), (Some("Spindlar"), "image"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dozen_mentions_arrive_once_each() {
    let Some(town) = Town::begin().await else { return };
    for number in 0..12 {
        publishing().publish(&town.hers, &says(number, &format!("@city hej nummer {number}."))).await.unwrap();
    }
    let (begun, mut heard, mut cursor) = (Instant::now(), Vec::new(), "0".to_owned());
    while heard.len() < 12 {
        let batch = listening().since(&town.ours, Some(&cursor)).await.unwrap();
        // Asking twice with one cursor gives what was given before, and perhaps more.
        let again = listening().since(&town.ours, Some(&cursor)).await.unwrap();
        assert!(ids(&again).starts_with(&ids(&batch)));
        heard.extend(ids(&batch));
        cursor = batch.cursor;
        let all = listening().since(&town.ours, Some("0")).await.unwrap();
        assert!(begun.elapsed() < Duration::from_secs(180), "{} of {} were heard", heard.len(), all.items.len());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    heard.sort_unstable();
    heard.dedup();
    assert_eq!(heard.len(), 12);
}

fn ids(batch: &Batch) -> Vec<String> {
    whole(batch).into_iter().map(|item| item.remote_id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_token_is_told_and_a_missing_stream_too() {
    let Some(town) = Town::begin().await else { return };
    tokio::time::timeout(Duration::from_secs(10), listening().stream(&town.ours, &|_| {})).await.unwrap().unwrap();
    let settings = [("instance".to_owned(), town.snac.url().to_owned())].into();
    let dead = Connection::new(connect::testing::quick_http(), settings, [("token".to_owned(), Secret::new("nix"))].into());
    assert!(matches!(network().account(&dead).await, Err(Trouble::Unauthorised { .. })));
    assert!(matches!(listening().since(&dead, None).await, Err(Trouble::Unauthorised { .. })));
    assert!(matches!(publishing().publish(&dead, &says(1, "hej")).await, Err(Trouble::Unauthorised { .. })));
}

/// Records a short story with a real server and plays it again. With `TORG_FIXTURES=crates/connect/fixtures/mastodon` the tape is kept
/// there for `networks/mastodon/tests/recorded.rs`.
#[tokio::test(flavor = "multi_thread")]
async fn a_real_exchange_can_be_recorded_and_played_again() {
    let Some(town) = Town::begin().await else { return };
    let temporary = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("TORG_FIXTURES").map_or_else(|| temporary.path().to_owned(), std::path::PathBuf::from);
    let taped = town.snac.recorded(&town.city, Tape::recording(&folder).unwrap());
    let post = publishing().publish(&taped, &says(1, "Badet är öppet i dag 🏊 #bad")).await.unwrap();
    let question = answers(2, "Når åpner badet? Se https://example.com/badet", &post.remote_id, &town.city.handle);
    publishing().publish(&town.hers, &question).await.unwrap();
    town.hears(&town.ours, Some("0"), 1).await;
    let told = story(&taped, &post.remote_id).await;

    let settings =
        connect::HttpSettings { tape: Some(std::sync::Arc::new(Tape::replaying(&folder).unwrap())), ..Default::default() };
    let secrets = [("token".to_owned(), Secret::new("another"))].into();
    let settings = (connect::Http::new(settings).unwrap(), [("instance".to_owned(), "https://social.example".to_owned())].into());
    let played = Connection::new(settings.0, settings.1, secrets);
    assert_eq!(story(&played, &post.remote_id).await, told);
    for file in std::fs::read_dir(&folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(!text.contains(&town.city.token) && !text.contains(&town.city.password), "{text}");
    }
}

/// What a desk asks in its first minutes.
async fn story(connection: &Connection, post_id: &str) -> Vec<String> {
    let account = network().account(connection).await.unwrap();
    let limits = publishing().limits(connection).await.unwrap();
    let news = whole(&listening().since(connection, Some("0")).await.unwrap());
    let thread = whole(&listening().thread(connection, post_id).await.unwrap());
    let gone = listening().look(connection, "00000000000000000000000000000000000000000f").await.unwrap();
    let items = news
        .into_iter()
        .chain(thread)
        .map(|item| format!("{:?} {} {} {}", item.kind, item.author.name, item.remote_id, item.text));
    [account.name, limits.text.to_string(), format!("{gone:?}")].into_iter().chain(items).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_a_card_and_a_thread_stand_in_the_network_and_a_poll_is_refused() {
    let Some(town) = Town::begin().await else { return };
    let limits = publishing().limits(&town.ours).await.unwrap();
    let look = async |remote_id: &str| listening().look(&town.ours, remote_id).await.unwrap().unwrap();

    let poll = Poll { options: vec!["Måndag".into(), "Fredag".into()], open_for: 3600, choice: Choice::One };
    // snac tells limits for polls and drops the poll: nothing may stand there as a question without its answers.
    assert_eq!(limits.poll, None, "{limits:?}");
    let question = Outgoing { poll: Some(poll), ..says(1, "När ska badet ha öppet?") };
    let refused = publishing().publish(&town.ours, &question).await.unwrap_err();
    assert!(matches!(refused, Trouble::Refused { .. }), "{refused:?}");
    assert_eq!(publishing().find(&town.ours, &question).await.unwrap(), Found::Absent);

    let film =
        Media { name: "badet.mp4".into(), ..Media::picture(b"\0\0\0\x18ftypisom".to_vec(), "video/mp4", "Badet från luften") };
    let filmed = Outgoing { media: vec![film], ..says(2, "Film") };
    let posted = publishing().publish(&town.ours, &filmed).await.unwrap();
    let seen = look(&posted.remote_id).await;
    assert_eq!((seen.attachments[0].media_type.as_str(), seen.attachments[0].alt.as_str()), ("video", "Badet från luften"));

    let url = "https://exempelby.example/bad".to_owned();
    let card = Some(Card { url: url.clone(), title: "Badet".into(), description: String::new(), picture: None });
    let linked = Outgoing { card, ..says(3, "Nya tider") };
    let posted = publishing().publish(&town.ours, &linked).await.unwrap();
    assert_eq!(publishing().find(&town.ours, &linked).await.unwrap(), Found::Posted(posted.clone()));
    assert!(look(&posted.remote_id).await.text.contains(&url));

    // A thread is answers to oneself.
    let text = "Badet stänger för ombyggnad. ".repeat(5);
    let short = connect::Limits { text: 60, ..limits };
    let parts = in_parts(publishing(), &short, &says(4, &text), Numbering::Slash).unwrap();
    let (mut first, mut above): (Option<String>, Option<String>) = (None, None);
    for (place, part) in parts.iter().enumerate() {
        let reply_to = above.map(|remote_id| ReplyTo { remote_id, root: first.clone(), handle: None });
        let posted = publishing().publish(&town.ours, &Outgoing { reply_to, ..says(10 + place as u128, part) }).await.unwrap();
        first.get_or_insert_with(|| posted.remote_id.clone());
        above = Some(posted.remote_id);
    }
    let told = whole(&listening().thread(&town.ours, &first.unwrap()).await.unwrap());
    let mut told: Vec<String> = told.into_iter().map(|item| item.text).collect();
    told.sort(); // snac's clock ticks in whole seconds
    let mut parts = parts;
    parts.sort();
    assert_eq!(told, parts);
}
