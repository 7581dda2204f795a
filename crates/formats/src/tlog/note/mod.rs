//! Signed notes ([signed-note](https://c2sp.org/signed-note)): a text, a blank line, one signature a line, all readable by people.

mod key;

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::STANDARD};

pub use key::{KeyError, SigningKey, VerifyingKey};

/// What opens a signature line: em dash and space.
const DASH: &str = "\u{2014} ";

/// Notes longer than this are not looked at; the reference implementation in Go has the same limit.
const MOST_BYTES: usize = 1_000_000;

/// More signatures than this are refused, so that a hostile note costs little. The standard demands at least 16.
const MOST_SIGNATURES: usize = 100;

/// What is wrong with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not text, blank line and signature lines as the standard has them.
    #[error("this is not a signed note: a text, a blank line and one signature per line are needed")]
    Malformed,
    /// No signature comes from a key we know.
    #[error("the note is not signed by a known key")]
    NotSigned,
    /// A signature by a known key is wrong.
    #[error("a signature on the note is false: the text or the signature was changed")]
    FalseSignature,
    /// The text would not be a note: empty, without a last line feed, too long, or with a control character.
    #[error("only a text that ends with a line feed and has no control characters can be signed")]
    Text,
}

/// The note: `text` with the signature of `key` under it. The text ends with a line feed.
pub fn sign(text: &str, key: &SigningKey) -> Result<String, NoteError> {
    if !text.ends_with('\n') || !has_only_lines(text) || text.len() > MOST_BYTES - 1_000 {
        return Err(NoteError::Text);
    }
    let public = key.verifying_key();
    let signature = [public.id().as_slice(), &key.raw_signature(text)].concat();
    Ok(format!("{text}\n{DASH}{} {}\n", public.name(), STANDARD.encode(signature)))
}

/// The text of `note`, if one of `keys` signed it.
///
/// Signatures by other keys are passed over (the log may have changed its key, others may have countersigned); a false signature by one of `keys` spoils the note.
pub fn open<'a>(note: &'a str, keys: &[VerifyingKey]) -> Result<&'a str, NoteError> {
    if note.len() > MOST_BYTES || !has_only_lines(note) {
        return Err(NoteError::Malformed);
    }
    // The text may have empty lines itself: the last one divides.
    let blank = note.rfind("\n\n").ok_or(NoteError::Malformed)?;
    let (text, signatures) = (&note[..=blank], &note[blank + 2..]);
    let signatures = signatures.strip_suffix('\n').ok_or(NoteError::Malformed)?;
    let mut signed = false;
    for (n_before, line) in signatures.split('\n').enumerate() {
        if n_before == MOST_SIGNATURES {
            return Err(NoteError::Malformed);
        }
        let (name, id, signature) = read_signature(line).ok_or(NoteError::Malformed)?;
        for key in keys.iter().filter(|key| key.name() == name && *key.id() == id) {
            let verdict = UnparsedPublicKey::new(&ED25519, key.public_bytes()).verify(text.as_bytes(), &signature);
            verdict.map_err(|_| NoteError::FalseSignature)?;
            signed = true;
        }
    }
    if signed { Ok(text) } else { Err(NoteError::NotSigned) }
}

/// Key name, key id and signature bytes of one line.
fn read_signature(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, encoded) = line.strip_prefix(DASH)?.split_once(' ')?;
    // A faulty encoding makes the line malformed; which fault it was helps nobody.
    let mut bytes = STANDARD.decode(encoded).ok()?;
    if !key::is_name(name) || bytes.len() < 5 {
        return None;
    }
    let signature = bytes.split_off(4);
    Some((name, bytes.try_into().ok()?, signature))
}

/// A note may carry no ASCII control characters but line feeds.
fn has_only_lines(text: &str) -> bool {
    !text.bytes().any(|byte| byte < 0x20 && byte != b'\n')
}

#[cfg(test)]
mod tests;
