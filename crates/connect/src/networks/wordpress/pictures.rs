//! Handing over pictures to the site's media library. Nothing is posted yet, so no trouble here can mean that the message arrived.
use std::time::Duration;

use serde::Deserialize;

use super::site::Site;
use crate::http::FilePart;
use crate::outgoing::{Media, Outgoing};
use crate::text;
use crate::trouble::Trouble;

/// Large files over slow lines, and the site makes smaller copies before it answers.
const TIMEOUT: Duration = Duration::from_secs(180);

/// A picture in the library (docs: reference/media).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Picture {
    pub(super) id: u64,
    source_url: String,
    /// What it shows in words: as it was handed over, since the library keeps it without anything that looks like a tag.
    #[serde(skip)]
    alt: String,
}

impl Picture {
    /// As the site's own editor writes it.
    pub(super) fn block(&self) -> String {
        let (id, address, alt) = (self.id, text::escaped(&self.source_url), text::escaped(&self.alt));
        format!(
            "<!-- wp:image {{\"id\":{id},\"sizeSlug\":\"full\",\"linkDestination\":\"none\"}} -->\n<figure class=\"wp-block-image \
             size-full\"><img src=\"{address}\" alt=\"{alt}\" class=\"wp-image-{id}\"/></figure>\n<!-- /wp:image -->"
        )
    }
}

/// Hands over each picture with its alt text. One that lies there already, by an earlier try or another post, is used again.
pub(super) async fn upload(site: &Site<'_>, outgoing: &Outgoing) -> Result<Vec<Picture>, Trouble> {
    let mut pictures = Vec::new();
    for media in &outgoing.media {
        let named = text::fingerprint(&[media.bytes.as_slice(), media.alt.as_bytes()].concat());
        let picture = one(site, media, &format!("torg-{named}")).await.map_err(nothing_arrived)?;
        pictures.push(Picture { alt: media.alt.clone(), ..picture });
    }
    Ok(pictures)
}

async fn one(site: &Site<'_>, media: &Media, slug: &str) -> Result<Picture, Trouble> {
    let earlier = site.get("/wp/v2/media").await?.query(&[("slug", slug), ("_fields", "id,source_url")]);
    let earlier: Vec<Picture> = site.send(earlier).await?.json()?;
    if let Some(picture) = earlier.into_iter().next() {
        return Ok(picture);
    }
    let ending: String =
        media.media_type.rsplit('/').next().unwrap_or("bin").chars().filter(char::is_ascii_alphanumeric).collect();
    let file = FilePart {
        field: "file".to_owned(),
        file_name: format!("{slug}.{ending}"),
        media_type: media.media_type.clone(),
        bytes: media.bytes.clone().into(),
    };
    let fields = [("alt_text", media.alt.as_str()), ("slug", slug), ("title", media.alt.as_str())];
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    site.send(site.post("/wp/v2/media").await?.multipart(file, fields).timeout(TIMEOUT)).await?.json()
}

fn nothing_arrived(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Unclear { reason } | Trouble::Nonsense { reason } => {
            Trouble::Unreachable { reason: format!("a picture could not be handed over: {reason}") }
        }
        Trouble::Gone => Trouble::Refused { status: 404, reason: "this site takes no pictures".to_owned() },
        other => other,
    }
}
