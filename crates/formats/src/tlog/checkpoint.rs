//! The checkpoint: the few lines a desk signs about its whole record ([tlog-checkpoint](https://c2sp.org/tlog-checkpoint)).

use base64::{Engine, engine::general_purpose::STANDARD};

use super::hash::Hash;

/// Size and root of a log at one moment. The text form is signed as a [note](super::note).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: by custom a web address without scheme, such as `desk.example.org/record`.
    pub origin: String,
    /// Entries in the log.
    pub size: u64,
    /// Root hash over these entries.
    pub root: Hash,
    /// Further lines with a meaning of the log's own; the standard advises to have none.
    pub extensions: Vec<String>,
}

/// What is wrong with a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Fewer than three lines, or the last line does not end.
    #[error("a checkpoint has at least three lines, each ended by a line feed")]
    Lines,
    /// Empty, or with a control character.
    #[error("the origin of a checkpoint must not be empty or contain control characters")]
    Origin,
    /// Not a plain decimal number up to 2^64 − 1.
    #[error("the size of a checkpoint must be a decimal number without leading zeros")]
    Size,
    /// Not base64 of 32 bytes.
    #[error("the root of a checkpoint must be 32 bytes in base64")]
    Root,
    /// Empty, or with a control character.
    #[error("an extension line must not be empty or contain control characters")]
    Extension,
}

impl Checkpoint {
    /// The text to sign. Refused when a line would be empty or broken in two.
    pub fn to_text(&self) -> Result<String, CheckpointError> {
        if !is_line(&self.origin) {
            return Err(CheckpointError::Origin);
        }
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root));
        for line in &self.extensions {
            if !is_line(line) {
                return Err(CheckpointError::Extension);
            }
            text.push_str(line);
            text.push('\n');
        }
        Ok(text)
    }

    /// Reads the text of an opened note, strictly: what parses gives back exactly the same text.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(CheckpointError::Lines);
        };
        if !is_line(origin) {
            return Err(CheckpointError::Origin);
        }
        let plain = size.bytes().all(|byte| byte.is_ascii_digit()) && (size == "0" || !size.starts_with('0'));
        let size = if plain { size.parse().map_err(|_| CheckpointError::Size)? } else { return Err(CheckpointError::Size) };
        let root = STANDARD.decode(root).map_err(|_| CheckpointError::Root)?;
        let root = root.try_into().map_err(|_| CheckpointError::Root)?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if !extensions.iter().all(|line| is_line(line)) {
            return Err(CheckpointError::Extension);
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions })
    }
}

/// A note may carry no ASCII control characters but line feeds (signed-note, "Format").
fn is_line(line: &str) -> bool {
    !line.is_empty() && !line.bytes().any(|byte| byte < 0x20)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the standard.
    const EXAMPLE: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    #[test]
    fn the_standards_example_reads_and_writes_back() {
        let checkpoint = Checkpoint::parse(EXAMPLE).unwrap();
        assert_eq!((checkpoint.origin.as_str(), checkpoint.size), ("example.com/behind-the-sofa", 20_852_163));
        assert_eq!(checkpoint.to_text().unwrap(), EXAMPLE);
        let with_extension = Checkpoint { extensions: vec!["stop 7".into()], size: 0, ..checkpoint };
        assert_eq!(Checkpoint::parse(&with_extension.to_text().unwrap()), Ok(with_extension));
    }

    #[test]
    fn sloppy_texts_are_refused() {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
        for (text, error) in [
            (String::new(), CheckpointError::Lines),
            (EXAMPLE.trim_end().to_owned(), CheckpointError::Lines),
            ("a\n1\n".to_owned(), CheckpointError::Lines),
            (format!("\n1\n{root}\n"), CheckpointError::Origin),
            (format!("a\tb\n1\n{root}\n"), CheckpointError::Origin),
            (format!("a\n01\n{root}\n"), CheckpointError::Size),
            (format!("a\n+1\n{root}\n"), CheckpointError::Size),
            (format!("a\n\n{root}\n"), CheckpointError::Size),
            (format!("a\n18446744073709551616\n{root}\n"), CheckpointError::Size),
            (format!("a\n1\n{}\n", root.trim_end_matches('=')), CheckpointError::Root),
            (format!("a\n1\n{}\n", root.replace("q2I=", "q2J=")), CheckpointError::Root),
            ("a\n1\nAAAA\n".to_owned(), CheckpointError::Root),
            (format!("a\n1\n{root}\n\n"), CheckpointError::Extension),
            (format!("a\r\n1\n{root}\n"), CheckpointError::Origin),
        ] {
            assert_eq!(Checkpoint::parse(&text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn a_checkpoint_that_would_read_differently_is_not_written() {
        let good = Checkpoint::parse(EXAMPLE).unwrap();
        let origin = Checkpoint { origin: "a\n7".into(), ..good.clone() };
        assert_eq!(origin.to_text(), Err(CheckpointError::Origin));
        let extension = Checkpoint { extensions: vec![String::new()], ..good };
        assert_eq!(extension.to_text(), Err(CheckpointError::Extension));
    }
}
