//! Handing over pictures and films. Nothing is posted yet, so no trouble here can mean that the message arrived.
use std::time::Duration;

use super::instance;
use super::server::{Server, in_path};
use super::shapes::MediaAttachment;
use crate::http::{Answer, FilePart};
use crate::outgoing::Media;
use crate::trouble::Trouble;

/// Large files over slow lines.
const TIMEOUT: Duration = Duration::from_secs(180);
/// How often a server is asked whether it is done with a file: for about two minutes.
const QUESTIONS: u32 = 40;

/// Hands over each file with its alt text and gives their ids, once the server is done with all of them.
pub(super) async fn upload(server: &Server<'_>, media: &[Media]) -> Result<Vec<String>, Trouble> {
    if !media.is_empty() {
        takes_all(&instance::told(server).await.map(|instance| instance.media_types).unwrap_or_default(), media)?;
    }
    let mut ids = Vec::new();
    for file in media {
        ids.push(upload_one(server, file).await.map_err(nothing_arrived)?);
    }
    Ok(ids)
}

/// Refuses a type that the server's own list leaves out; a server without a list is asked by handing over.
fn takes_all(taken: &[String], media: &[Media]) -> Result<(), Trouble> {
    let strange = |media: &&Media| !taken.is_empty() && !taken.iter().any(|kind| kind.eq_ignore_ascii_case(&media.media_type));
    match media.iter().find(strange) {
        Some(file) => Err(Trouble::Refused { status: 415, reason: format!("this server takes no {}", file.media_type) }),
        None => Ok(()),
    }
}

async fn upload_one(server: &Server<'_>, media: &Media) -> Result<String, Trouble> {
    let answer = match send(server, "/api/v2/media", media).await {
        // Older servers have only the first version, which answers when it is done.
        Err(Trouble::Gone) => send(server, "/api/v1/media", media).await?,
        other => other?,
    };
    let attachment: MediaAttachment = answer.json()?;
    if answer.status == 202 {
        wait_until_done(server, &attachment.id).await?;
    }
    Ok(attachment.id)
}

async fn send(server: &Server<'_>, path: &str, media: &Media) -> Result<Answer, Trouble> {
    let file = FilePart {
        field: "file".to_owned(),
        file_name: media.file_name(),
        media_type: media.media_type.clone(),
        bytes: media.bytes.clone().into(),
    };
    let mut fields = vec![("description".to_owned(), media.alt.clone())];
    fields.extend(media.focus.map(|focus| ("focus".to_owned(), format!("{},{}", thousandths(focus.x), thousandths(focus.y)))));
    server.send(server.post(path)?.multipart(file, fields).timeout(TIMEOUT)).await
}

/// -1.0 to 1.0, which is how the API has it.
fn thousandths(part: i16) -> f32 {
    f32::from(part.clamp(-1000, 1000)) / 1000.0
}

/// 206 means that the server is still at it.
async fn wait_until_done(server: &Server<'_>, id: &str) -> Result<(), Trouble> {
    let path = format!("/api/v1/media/{}", in_path(id)?);
    for question in 1..=QUESTIONS {
        if server.send(server.get(&path)?).await?.status != 206 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(250 * u64::from(question.min(12)))).await;
    }
    Err(Trouble::Unclear { reason: "the server is still working on a picture or film".to_owned() })
}

fn nothing_arrived(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Unclear { reason } | Trouble::Nonsense { reason } => {
            Trouble::Unreachable { reason: format!("a picture or film could not be handed over: {reason}") }
        }
        Trouble::Gone => Trouble::Refused { status: 404, reason: "this server takes no pictures or films".to_owned() },
        other => other,
    }
}
