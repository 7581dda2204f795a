//! Files of a post: pictures made ready as they are taken in (turned upright, stripped of all that they tell beside the picture), films
//! stripped too, captions as they are.
use axum::http::StatusCode;
use jiff::Timestamp;
use screen::FilmFault;
use store::{Conn, Fault, sql, values};

use super::picture;
use super::version::File;
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{MediaId, PersonId, PostId, Problem, refuse};
use crate::records::{Hash, content};

/// Largest file that is taken in.
pub const LARGEST: usize = 48 * 1024 * 1024;
/// Most files of one post.
const MOST: i64 = 40;

sql! {
    ADD = "insert into publish_media (id, post, media_type, name, width, height, bytes, added_by, added_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    COUNT = "select count(*) from publish_media where post = ?1";
    OF_POST = "select id, media_type, name, width, height from publish_media where post = ?1 order by id";
    FIND = "select post, media_type, bytes from publish_media where id = ?1";
    WORDS = "select name, case when media_type = 'text/vtt' then bytes else null end from publish_media where id = ?1";
    FROZEN = "select media_type, name, content from publish_media where id = ?1 and post = ?2";
    BYTES = "select bytes from publish_media where id = ?1";
    FREEZE = "update publish_media set content = ?2 where id = ?1";
    COPY = "insert into publish_media (id, post, media_type, name, width, height, bytes, added_by, added_at)
            select ?1, ?2, media_type, name, width, height, bytes, ?4, ?5 from publish_media where id = ?3";
}

/// A file of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Media {
    pub id: MediaId,
    pub media_type: String,
    pub name: String,
    pub width: i64,
    pub height: i64,
}

impl Media {
    /// True for a picture.
    pub fn is_picture(&self) -> bool {
        self.media_type.starts_with("image/")
    }
    /// True for captions.
    pub fn is_captions(&self) -> bool {
        self.media_type == "text/vtt"
    }
}

/// A file made ready to be taken in; see [`ready`].
#[derive(Clone, Debug)]
pub struct Ready {
    media_type: String,
    name: String,
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

impl Ready {
    /// True for captions.
    pub fn is_captions(&self) -> bool {
        self.media_type == "text/vtt"
    }
}

/// Makes a file ready: what it is, is seen from its bytes and not from its name. Takes time; not for the database's thread.
pub fn ready(name: &str, bytes: Vec<u8>) -> Result<Ready, Problem> {
    if bytes.len() > LARGEST {
        return Err(refuse(StatusCode::PAYLOAD_TOO_LARGE, "refuse-media-large").with("megabytes", LARGEST / 1024 / 1024).into());
    }
    let name: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(120).collect();
    if bytes.starts_with(b"WEBVTT") && std::str::from_utf8(&bytes).is_ok() {
        return Ok(Ready { media_type: "text/vtt".to_owned(), name, width: 0, height: 0, bytes });
    }
    // ISO base media: a box of type `ftyp` first (ISO/IEC 14496-12, 4.3).
    if bytes.get(4..8) == Some(b"ftyp") {
        let mut bytes = bytes;
        screen::strip_film(&mut bytes).map_err(|fault| {
            let key = match fault {
                FilmFault::Unreadable => "refuse-media-unreadable",
                FilmFault::Elsewhere => "refuse-film-elsewhere",
                FilmFault::Hidden => "refuse-film-hidden",
            };
            refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, key)
        })?;
        return Ok(Ready { media_type: "video/mp4".to_owned(), name, width: 0, height: 0, bytes });
    }
    let picture::Picture { bytes, media_type, width, height } = picture::upright(bytes)?;
    Ok(Ready { media_type: media_type.to_owned(), name, width, height, bytes })
}

/// Takes a file into a post that is being written.
pub fn add(conn: &mut Conn, post: PostId, by: PersonId, ready: &Ready, now: Timestamp) -> Result<MediaId, Problem> {
    if conn.one(&COUNT, values![post], |row| row.get::<i64>(0))?.unwrap_or(0) >= MOST {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-media-many").with("most", MOST).into());
    }
    let id = MediaId::new(now);
    let Ready { media_type, name, width, height, bytes } = ready;
    conn.run(&ADD, values![id, post, media_type, name, i64::from(*width), i64::from(*height), bytes, by, micros(now)])?;
    Ok(id)
}

/// A post's files, the first first.
pub fn of_post(conn: &mut Conn, post: PostId) -> Result<Vec<Media>, Fault> {
    conn.rows(&OF_POST, values![post], |row| {
        Ok(Media { id: row.get(0)?, media_type: row.get(1)?, name: row.get(2)?, width: row.get(3)?, height: row.get(4)? })
    })
}

/// A file: whose post it is in, its type and its bytes.
pub fn find(conn: &mut Conn, id: MediaId) -> Result<Option<(PostId, String, Vec<u8>)>, Fault> {
    conn.one(&FIND, values![id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// The words that go with a file: its name, and what captions say.
pub(super) fn words(conn: &mut Conn, id: MediaId) -> Result<Option<(String, Option<String>)>, Fault> {
    conn.one(&WORDS, values![id], |row| {
        let said: Option<Vec<u8>> = row.get(1)?;
        Ok((row.get(0)?, said.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())))
    })
}

/// Copies a file into another post, which corrects or repeats the first.
pub fn copy(conn: &mut Conn, id: MediaId, to: PostId, by: PersonId, now: Timestamp) -> Result<MediaId, Fault> {
    let copy = MediaId::new(now);
    conn.run(&COPY, values![copy, to, id, by, micros(now)])?;
    Ok(copy)
}

/// Puts a file on the record, once, and gives where it is.
pub(super) fn freeze(conn: &mut Conn, post: PostId, id: MediaId) -> Result<File, Problem> {
    type Row = (String, String, Option<Hash>);
    let row: Option<Row> = conn.one(&FROZEN, values![id, post], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let (media_type, name, kept) = row.ok_or_else(not_found)?;
    let content = match kept {
        Some(content) => content,
        None => {
            let bytes: Vec<u8> = conn.one(&BYTES, values![id], |row| row.get(0))?.ok_or_else(not_found)?;
            let content = content::keep_bytes(conn, &bytes)?;
            conn.run(&FREEZE, values![id, content])?;
            content
        }
    };
    Ok(File { content, media_type, name })
}
