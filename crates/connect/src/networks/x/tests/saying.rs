//! What the account writes, and how it finds again what it wrote.
use super::stage::{Stage, problem};
use crate::contract::outgoing;
use crate::network::Publishing;
use crate::networks::x::X;
use crate::outgoing::{Choice, Found, Media, Outgoing, Poll, ReplyTo, Visibility};
use crate::testing::{Staged, StandIn, now, quick_http};
use crate::trouble::Trouble;

fn says(text: &str) -> Outgoing {
    Outgoing { begun_at: now(), ..outgoing(text) }
}

fn answers(text: &str, remote_id: &str) -> Outgoing {
    Outgoing {
        reply_to: Some(ReplyTo { remote_id: remote_id.into(), root: None, handle: Some("ase_lind".into()) }),
        ..says(text)
    }
}

fn poll() -> Option<Poll> {
    Some(Poll { options: vec!["Ja".into(), "Nej".into()], open_for: 86_400, choice: Choice::One })
}

#[tokio::test]
async fn a_post_has_pictures_with_alt_text_or_a_poll() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let picture = Media::picture(b"png".to_vec(), "image/png", "Bassängen");
    let message = Outgoing { media: vec![picture.clone()], ..says("Badet & bion, se https://example.com/bad") };
    let posted = X.publish(&connection, &message).await.unwrap();
    assert_eq!(stage.state().alts[0]["metadata"]["alt_text"]["text"], "Bassängen");
    assert_eq!(stage.state().posts[0]["media"]["media_ids"][0], "1880028106020515840");
    assert_eq!(X.find(&connection, &message).await.unwrap(), Found::Posted(posted));
    X.publish(&connection, &Outgoing { poll: poll(), ..says("Öppet?") }).await.unwrap();
    assert_eq!(stage.state().posts[1]["poll"]["duration_minutes"], 1440);
    let both = Outgoing { poll: poll(), media: vec![picture], ..says("x") };
    assert!(matches!(X.publish(&connection, &both).await, Err(Trouble::Refused { status: 422, .. })));
}

#[tokio::test]
async fn an_answer_is_known_again_in_its_place_only() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let (one, two) = (stage.mentioned("När?", None), stage.mentioned("Var?", None));
    let message = answers("Klockan sju", &one);
    assert_eq!(X.find(&connection, &message).await.unwrap(), Found::Absent);
    let posted = X.publish(&connection, &message).await.unwrap();
    assert_eq!(X.find(&connection, &message).await.unwrap(), Found::Posted(posted.clone()));
    assert_eq!(X.find(&connection, &answers("Klockan sju", &two)).await.unwrap(), Found::Absent);
    assert_eq!(X.find(&connection, &says("Klockan sju")).await.unwrap(), Found::Absent);
    for remote_id in [posted.remote_id.as_str(), posted.remote_id.as_str(), "12", "nonsens"] {
        X.delete(&connection, remote_id).await.unwrap();
    }
    assert_eq!(stage.state().posts.len(), 2);
    assert!(!X.can_edit() && X.edit(&connection, &one, &says("x")).await.is_err());
}

#[tokio::test]
async fn the_same_words_again_are_looked_for() {
    let stage = Stage::default();
    let staged = stage.clone();
    let server = StandIn::start(move |request| match staged.publishes(request) {
        true => problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content."),
        false => staged.answer(request, now()),
    })
    .await;
    let connection = stage.connection(&server.url(), quick_http());
    let message = says("Badet är öppet");
    assert!(matches!(X.publish(&connection, &message).await, Err(Trouble::Refused { status: 409, .. })));
    let id = stage.posted("Badet är öppet");
    assert_eq!(X.publish(&connection, &message).await.unwrap().remote_id, id);
}

#[tokio::test]
async fn what_x_cannot_have_is_refused_before_any_call() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let direct = Outgoing { visibility: Visibility::Direct, ..says("till en") };
    assert!(matches!(X.publish(&connection, &direct).await, Err(Trouble::Refused { status: 422, .. })));
    assert_eq!(X.publish(&connection, &answers("hej", "../users")).await, Err(Trouble::Gone));
    assert!(server.seen().is_empty());
}
