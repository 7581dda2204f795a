//! A conversation with a real WordPress site. Without one these are left out, loudly.
use connect::testing::{WordPressSite, now};
use connect::{
    Change, Connection, Found, Item, Kind, Listening, Media, Moderating, Network, Outgoing, Publishing, ReplyTo, Secret, Tape,
};
use uuid::Uuid;

fn network() -> &'static dyn Network {
    connect::by_name("wordpress").unwrap()
}
fn listening() -> &'static dyn Listening {
    network().listening().unwrap()
}
fn publishing() -> &'static dyn Publishing {
    network().publishing().unwrap()
}
fn moderating() -> &'static dyn Moderating {
    network().moderating().unwrap()
}

/// Stories share one site, and it is the same for every run against it.
fn says(title: &str, text: &str) -> Outgoing {
    Outgoing { title: Some(title.into()), ..Outgoing::saying(Uuid::now_v7(), now(), text) }
}

fn answers(text: &str, remote_id: &str, root: &str) -> Outgoing {
    let reply_to = ReplyTo { remote_id: remote_id.into(), root: Some(root.into()), handle: None };
    Outgoing { reply_to: Some(reply_to), title: None, ..says("", text) }
}

fn number(remote_id: &str) -> u64 {
    remote_id.split_once(':').unwrap().1.parse().unwrap()
}

/// What is new under one post after the cursor; the cursor goes along.
async fn hears(connection: &Connection, cursor: &mut String, root: &str) -> Vec<Item> {
    let mut heard = Vec::new();
    loop {
        let batch = listening().since(connection, Some(cursor)).await.unwrap();
        *cursor = batch.cursor;
        heard.extend(batch.items.into_iter().map(Result::unwrap).filter(|item| item.root.as_deref() == Some(root)));
        if !batch.more {
            return heard;
        }
    }
}

/// The smallest picture: one grey point.
fn picture() -> Media {
    let bytes = base64::Engine::decode(
        &base64::engine::general_purpose::STANDARD,
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
    );
    Media::picture(bytes.unwrap(), "image/png", "Bassängen \"stora\" & <lilla>")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_goes_all_the_way() {
    let Some(site) = WordPressSite::running() else { return };
    let ours = site.connection(None);
    let account = network().account(&ours).await.unwrap();
    assert_eq!((account.name.as_str(), account.handle.as_str()), ("Exempelby kommun", "torg@127.0.0.1"));
    assert!(publishing().limits(&ours).await.unwrap().media > 0);
    let mut cursor = listening().since(&ours, None).await.unwrap().cursor;

    let message = Outgoing {
        media: vec![picture()],
        ..says("Badet öppnar", "Hej \"alla\" – badet är öppet [gallery].\n\nSe https://example.com/bad?a=1&b=2")
    };
    let post = publishing().publish(&ours, &message).await.unwrap();
    assert!(post.url.as_deref().unwrap().contains("/badet-oppnar-"), "{post:?}");
    assert_eq!(publishing().find(&ours, &message).await.unwrap(), Found::Posted(post.clone()));
    assert_eq!(publishing().find(&ours, &says("Badet öppnar", "samma rubrik")).await.unwrap(), Found::Absent);

    let asked = site.commented(number(&post.remote_id), "Når åpner badet? <b>tack</b>").await;
    let heard = hears(&ours, &mut cursor, &post.remote_id).await;
    let [comment] = heard.as_slice() else { panic!("{heard:?}") };
    assert_eq!(
        (comment.remote_id.clone(), comment.kind, comment.text.as_str()),
        (format!("comment:{asked}"), Kind::Comment, "Når åpner badet? tack")
    );
    assert_eq!((comment.author.name.as_str(), comment.parent.as_deref()), ("Åse Ågren", Some(post.remote_id.as_str())));
    let raw = String::from_utf8_lossy(&comment.raw);
    assert!(!raw.contains("author_ip") && !raw.contains("author_email"), "{raw}");

    let answer = answers("Klockan sju & åtta. Välkommen!", &comment.remote_id, &post.remote_id);
    let answered = publishing().publish(&ours, &answer).await.unwrap();
    assert_eq!(publishing().find(&ours, &answer).await.unwrap(), Found::Posted(answered.clone()));
    assert_eq!(publishing().publish(&ours, &answer).await.unwrap(), answered, "the site knows the same words again");

    let thread = listening().thread(&ours, &comment.remote_id).await.unwrap();
    let thread: Vec<Item> = thread.items.into_iter().map(Result::unwrap).collect();
    let told: Vec<(&str, bool)> = thread.iter().map(|item| (item.remote_id.as_str(), item.author.ours)).collect();
    assert_eq!(told, [(post.remote_id.as_str(), true), (&comment.remote_id, false), (&answered.remote_id, true)]);
    assert_eq!(thread[0].warning.as_deref(), Some("Badet öppnar"));
    assert!(
        thread[0].text.contains("[gallery]") && thread[0].text.contains("https://example.com/bad?a=1&b=2"),
        "{}",
        thread[0].text
    );
    assert_eq!(thread[0].attachments[0].alt, "Bassängen \"stora\" & <lilla>");
    assert_eq!(thread[2].text, "Klockan sju & åtta. Välkommen!");
    assert_eq!(thread[2].parent.as_deref(), Some(comment.remote_id.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_and_deletions_are_seen_from_both_sides() {
    let Some(site) = WordPressSite::running() else { return };
    let ours = site.connection(None);
    let first = Outgoing { media: vec![picture()], ..says("Läget", "Vattnet är avstängt") };
    let post = publishing().publish(&ours, &first).await.unwrap();
    let mut cursor = listening().since(&ours, None).await.unwrap().cursor;
    publishing().edit(&ours, &post.remote_id, &says("Läget nu", "Vattnet är på")).await.unwrap();
    let now = listening().look(&ours, &post.remote_id).await.unwrap().unwrap();
    assert_eq!((now.warning.as_deref(), now.attachments.len()), (Some("Läget nu"), 1));
    assert!(now.text.starts_with("Vattnet är på"), "{}", now.text);

    let answer = publishing().publish(&ours, &answers("Tack för er hjälp", &post.remote_id, &post.remote_id)).await.unwrap();
    assert_eq!(hears(&ours, &mut cursor, &post.remote_id).await.len(), 1);
    publishing().edit(&ours, &answer.remote_id, &answers("Tack för hjälpen", &post.remote_id, &post.remote_id)).await.unwrap();
    let heard = hears(&ours, &mut cursor, &post.remote_id).await;
    assert!(
        matches!(heard.as_slice(), [Item { change: Change::Edited { .. }, text, .. }] if text == "Tack för hjälpen"),
        "{heard:?}"
    );

    for id in [&answer.remote_id, &post.remote_id] {
        publishing().delete(&ours, id).await.unwrap();
        publishing().delete(&ours, id).await.unwrap();
        assert_eq!(listening().look(&ours, id).await.unwrap(), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_a_yes_is_heard_held_and_shown() {
    let Some(site) = WordPressSite::running() else { return };
    let ours = site.connection(None);
    let post = publishing().publish(&ours, &says("Torgdag", "Kom till torget")).await.unwrap();
    let mut cursor = listening().since(&ours, None).await.unwrap().cursor;
    let waiting = site.commented(number(&post.remote_id), "Vinn på lotteri").await;
    let heard = hears(&ours, &mut cursor, &post.remote_id).await;
    assert_eq!(heard[0].warning.as_deref(), Some("WordPress: hold"), "{heard:?}");
    let id = format!("comment:{waiting}");
    moderating().unhide(&ours, &post.remote_id, &id).await.unwrap();
    moderating().unhide(&ours, &post.remote_id, &id).await.unwrap();
    assert_eq!(listening().look(&ours, &id).await.unwrap().unwrap().warning, None);
    moderating().hide(&ours, &post.remote_id, &id).await.unwrap();
    assert_eq!(listening().look(&ours, &id).await.unwrap().unwrap().warning.as_deref(), Some("WordPress: hold"));
    let thread = listening().thread(&ours, &id).await.unwrap();
    assert_eq!(thread.items.len(), 2, "what is held is still ours to see");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_was_taken_back_is_told() {
    let Some(site) = WordPressSite::running() else { return };
    let settings = [("site".to_owned(), site.url.clone()), ("user".to_owned(), "torg".to_owned())].into();
    let http = site.connection(None).http;
    let stranger = Connection::new(http, settings, [("app_password".to_owned(), Secret::new("abcd EFGH 1234"))].into());
    for answer in [network().account(&stranger).await.map(|_| ()), listening().since(&stranger, None).await.map(|_| ())] {
        assert!(matches!(answer, Err(connect::Trouble::Unauthorised { .. })), "{answer:?}");
    }
}

/// Records a short story with a real site and plays it again. With `TORG_FIXTURES=crates/connect/fixtures/wordpress`, and a site that has
/// not been used yet, the tape is kept there for `networks/wordpress/tests/recorded.rs`.
#[tokio::test(flavor = "multi_thread")]
async fn a_real_exchange_can_be_recorded_and_played_again() {
    let Some(site) = WordPressSite::running() else { return };
    let temporary = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("TORG_FIXTURES").map_or_else(|| temporary.path().to_owned(), std::path::PathBuf::from);
    let taped = site.connection(Some(Tape::recording(&folder).unwrap()));
    let account = network().account(&taped).await.unwrap();
    let post = publishing().publish(&taped, &says("Badet öppnar", "Välkommen!")).await.unwrap();
    let asked = site.commented(number(&post.remote_id), "Når åpner badet? 🏊 \"Snart\"?").await;
    listening().since(&taped, None).await.unwrap();
    let told = listening().thread(&taped, &format!("comment:{asked}")).await.unwrap();

    let settings =
        connect::HttpSettings { tape: Some(std::sync::Arc::new(Tape::replaying(&folder).unwrap())), ..Default::default() };
    let played = Connection::new(
        connect::Http::new(settings).unwrap(),
        [("site".to_owned(), "https://www.exempelby.example".to_owned()), ("user".to_owned(), "torg".to_owned())].into(),
        [("app_password".to_owned(), Secret::new("another"))].into(),
    );
    assert_eq!(network().account(&played).await.unwrap(), account);
    let again = listening().thread(&played, &format!("comment:{asked}")).await.unwrap();
    // Only the order of the fields in the raw bytes differs.
    let shown =
        |batch: connect::Batch| batch.items.into_iter().map(Result::unwrap).map(|item| (item.remote_id, item.text, item.author));
    assert!(shown(again).eq(shown(told)));
    let [_, _, (_, password)] = site.settings();
    for file in std::fs::read_dir(&folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(!text.contains(&password), "{text}");
    }
}
