//! `torg record show`: one entry, what it names, and the proof that it is in the sealed log.
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;

use super::super::Settable;
use super::{own_key, plainly};
use crate::ground::EntryId;
use crate::records::content::{self, Content};
use crate::records::entry::{self, Entry};
use crate::records::message::Said;
use crate::records::proof::{self, Standing};
use crate::records::verify::PublicKey;
use crate::records::{Hash, seal};

#[derive(Debug, Args)]
pub(in crate::cli) struct Show {
    /// The entry's id.
    id: EntryId,
    #[command(flatten)]
    settings: Settable,
}

/// All that is shown.
struct Shown {
    entry: Entry,
    contents: Vec<(Hash, Option<Content>)>,
    standing: Standing,
    checkpoint: Option<String>,
}

impl Show {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let desk = super::desk(self.settings)?;
        let key = own_key(&desk)?.map(|key| PublicKey(*key.public_bytes()));
        let id = self.id;
        let shown = desk
            .database()
            .read_blocking(move |conn| {
                conn.snapshot()?;
                let Some(entry) = entry::find(conn, id)? else { return Ok(None) };
                let mut contents = Vec::new();
                for hash in entry.body.event.contents() {
                    contents.push((hash, content::find(conn, hash)?));
                }
                let standing = proof::standing(conn, &entry, key)?;
                let checkpoint = seal::latest_checkpoint(conn)?.map(|(_, signed)| signed);
                Ok(Some(Shown { entry, contents, standing, checkpoint }))
            })
            .map_err(plainly)?;
        desk.database().close();
        let Some(shown) = shown else { bail!("the record has no entry {id}") };
        print!("{}", told(&shown)?);
        Ok(if matches!(shown.standing, Standing::Broken(_)) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

fn told(shown: &Shown) -> anyhow::Result<String> {
    let mut lines = vec![serde_json::to_string_pretty(&shown.entry.body)?];
    for (hash, content) in &shown.contents {
        lines.push(match content {
            Some(Content::Kept(bytes)) => format!("\nContent {hash}:\n{}", readable(bytes)),
            Some(Content::Erased { decision, at }) => format!("\nContent {hash}: erased under decision {decision} at {at}."),
            None => format!("\nContent {hash}: missing. Run `torg record verify`."),
        });
    }
    lines.push(match &shown.standing {
        Standing::Waits => "\nIt waits to be sealed.".to_owned(),
        Standing::Broken(why) => format!("\nIt cannot be proven to be in the sealed log: {why}. Run `torg record verify`."),
        Standing::Proven { position, size, proof } => {
            let checkpoint = shown.checkpoint.as_deref().unwrap_or_default();
            let hashes: Vec<String> = proof.iter().map(hex::encode).collect();
            format!(
                "\nIt is in the sealed log at position {position} of {size}, proven by these hashes:\n{}\nagainst this checkpoint:\n{checkpoint}",
                hashes.join("\n")
            )
        }
    });
    lines.push(String::new());
    Ok(lines.join("\n"))
}

/// What was said, as text without tricks for the terminal; bytes that are no text are counted.
fn readable(bytes: &[u8]) -> String {
    if let Ok(said) = serde_json::from_slice::<Said>(bytes) {
        return screen::show_safely(&said.text);
    }
    match str::from_utf8(bytes) {
        Ok(text) => screen::show_safely(text),
        Err(_) => format!("{} bytes that are no text", bytes.len()),
    }
}
