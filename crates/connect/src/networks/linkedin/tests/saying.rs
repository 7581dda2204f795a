//! What the page writes, and how it finds again what it wrote.
use super::stage::{Stage, error};
use crate::contract::outgoing;
use crate::network::Publishing;
use crate::networks::linkedin::LinkedIn;
use crate::outgoing::{Card, Found, Media, Outgoing, ReplyTo, Visibility};
use crate::testing::{Staged, StandIn, now, quick_http};
use crate::trouble::Trouble;

fn says(text: &str) -> Outgoing {
    Outgoing { begun_at: now(), ..outgoing(text) }
}

fn answers(text: &str, remote_id: &str) -> Outgoing {
    Outgoing { reply_to: Some(ReplyTo { remote_id: remote_id.into(), root: None, handle: None }), ..says(text) }
}

fn card() -> Option<Card> {
    Some(Card { url: "https://example.com/bad".into(), title: "Badet".into(), description: "Öppet".into(), picture: None })
}

#[tokio::test]
async fn a_post_has_pictures_with_alt_text_or_a_card() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let picture = |alt: &str| Media::picture(b"png".to_vec(), "image/png", alt);
    let one = Outgoing { media: vec![picture("Bassängen")], card: card(), ..says("Hej (alla) #badet") };
    let posted = LinkedIn.publish(&connection, &one).await.unwrap();
    let post = stage.state().posts[0].clone();
    assert_eq!(post["commentary"], "Hej \\(alla\\) {hashtag|\\#|badet}\nhttps://example.com/bad");
    assert_eq!(post["content"]["media"]["altText"], "Bassängen");
    assert_eq!(LinkedIn.find(&connection, &one).await.unwrap(), Found::Posted(posted));
    LinkedIn.publish(&connection, &Outgoing { media: vec![picture("a"), picture("b")], ..says("Två") }).await.unwrap();
    assert_eq!(stage.state().posts[1]["content"]["multiImage"]["images"].as_array().unwrap().len(), 2);
    assert_eq!(stage.state().files.len(), 3);
    LinkedIn.publish(&connection, &Outgoing { card: card(), ..says("Se här") }).await.unwrap();
    assert_eq!(stage.state().posts[2]["content"]["article"]["source"], "https://example.com/bad");
}

#[tokio::test]
async fn an_answer_is_known_again_in_its_place_only() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Badet är öppet");
    let (first, second) = (stage.commented(&post, "När?", None), stage.commented(&post, "Var?", None));
    let to = |urn: &str| format!("{post}/{urn}");
    let message = answers("Tack!", &to(&first));
    assert_eq!(LinkedIn.find(&connection, &message).await.unwrap(), Found::Absent);
    let posted = LinkedIn.publish(&connection, &message).await.unwrap();
    assert_eq!(LinkedIn.find(&connection, &message).await.unwrap(), Found::Posted(posted.clone()));
    assert_eq!(LinkedIn.find(&connection, &answers("Tack!", &to(&second))).await.unwrap(), Found::Absent);
    assert_eq!(LinkedIn.find(&connection, &answers("Tack!", &post)).await.unwrap(), Found::Absent);

    // An answer to our own answer stands under the same comment as that.
    let further = answers("Vi ses", &posted.remote_id);
    let again = LinkedIn.publish(&connection, &further).await.unwrap();
    assert_eq!(stage.state().comments[3]["parentComment"], first);
    assert_eq!(LinkedIn.find(&connection, &further).await.unwrap(), Found::Posted(again));
    let under = LinkedIn.publish(&connection, &answers("Frågor?", &post)).await.unwrap();
    LinkedIn.edit(&connection, &under.remote_id, &answers("Fler frågor?", &post)).await.unwrap();
    assert_eq!(stage.state().comments[4]["message"]["text"], "Fler frågor?");
    for remote_id in [under.remote_id.as_str(), under.remote_id.as_str(), "urn:li:share:9", "nonsens", "urn:li:share:1/../x"] {
        LinkedIn.delete(&connection, remote_id).await.unwrap();
    }
    assert_eq!(stage.state().comments.len(), 4);
}

#[tokio::test]
async fn a_post_is_edited_and_deleted() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let posted = LinkedIn.publish(&connection, &says("Öppet")).await.unwrap();
    LinkedIn.edit(&connection, &posted.remote_id, &says("Stängt")).await.unwrap();
    assert_eq!(stage.state().posts[0]["commentary"], "Stängt");
    LinkedIn.delete(&connection, &posted.remote_id).await.unwrap();
    LinkedIn.delete(&connection, &posted.remote_id).await.unwrap();
    assert_eq!(LinkedIn.edit(&connection, &posted.remote_id, &says("x")).await, Err(Trouble::Gone));
}

#[tokio::test]
async fn what_a_page_cannot_have_is_refused_before_any_call() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let media = vec![Media::picture(vec![1], "image/png", "a")];
    for message in
        [Outgoing { visibility: Visibility::Direct, ..says("till en") }, Outgoing { media, ..answers("bild", "urn:li:share:7") }]
    {
        let refused = LinkedIn.publish(&connection, &message).await;
        assert!(matches!(refused, Err(Trouble::Refused { status: 422, .. })), "{refused:?}");
    }
    assert!(server.seen().is_empty());
    let limits = LinkedIn.limits(&connection).await.unwrap();
    assert_eq!(LinkedIn.length(&limits, &answers("hej", "urn:li:share:7")).limit, 1250);
}

#[tokio::test]
async fn the_same_words_again_are_looked_for() {
    let stage = Stage::default();
    let staged = stage.clone();
    let server = StandIn::start(move |request| match staged.publishes(request) {
        true => error(422, "DUPLICATE_POST", "Content is a duplicate of urn:li:share:700"),
        false => staged.answer(request, now()),
    })
    .await;
    let connection = stage.connection(&server.url(), quick_http());
    let message = says("Badet är öppet");
    assert!(matches!(LinkedIn.publish(&connection, &message).await, Err(Trouble::Refused { status: 409, .. })));
    let id = stage.posted("Badet är öppet");
    assert_eq!(LinkedIn.publish(&connection, &message).await.unwrap().remote_id, id);
}
