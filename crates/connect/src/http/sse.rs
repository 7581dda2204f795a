//! Server-sent events (WHATWG HTML §9.2): bytes in, events out.
use crate::trouble::Trouble;

/// Longest line and longest event; beyond it the stream is nonsense.
const LONGEST: usize = 4 * 1024 * 1024;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerEvent {
    /// `message` unless the server named it.
    pub name: String,
    /// The data lines, joined by line breaks.
    pub data: String,
}

/// Gathers events out of pieces of a stream, wherever the pieces were cut.
#[derive(Debug, Default)]
pub struct ServerEvents {
    line: Vec<u8>,
    after_return: bool,
    name: String,
    data: String,
    has_data: bool,
}

impl ServerEvents {
    /// The events that `piece` completes. Comments (heartbeats) and fields of no interest are passed over.
    pub fn feed(&mut self, piece: &[u8]) -> Result<Vec<ServerEvent>, Trouble> {
        let mut events = Vec::new();
        for byte in piece {
            match byte {
                b'\n' if std::mem::take(&mut self.after_return) => {}
                b'\n' | b'\r' => {
                    self.after_return = *byte == b'\r';
                    let line = std::mem::take(&mut self.line);
                    events.extend(self.finish_line(&String::from_utf8_lossy(&line)));
                }
                _ => {
                    self.after_return = false;
                    self.line.push(*byte);
                }
            }
            if self.line.len() > LONGEST || self.data.len() > LONGEST {
                return Err(Trouble::Nonsense { reason: "an event of the stream is too long".to_owned() });
            }
        }
        Ok(events)
    }

    fn finish_line(&mut self, line: &str) -> Option<ServerEvent> {
        if line.is_empty() {
            let (name, data) = (std::mem::take(&mut self.name), std::mem::take(&mut self.data));
            let name = if name.is_empty() { "message".to_owned() } else { name };
            return std::mem::take(&mut self.has_data).then_some(ServerEvent { name, data });
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.name = value.to_owned(),
            "data" => {
                if self.has_data {
                    self.data.push('\n');
                }
                self.data.push_str(value);
                self.has_data = true;
            }
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STREAM: &str = ":thump\n\nevent: update\ndata: {\"id\":\"1\"}\nid: 4\n\r\nevent: delete\r\ndata:7\r\n\r\ndata: a\ndata:  b\n\n\
        event: nothing\n\ndata\n\nevent: half\ndata: not yet\n";

    fn read(pieces: &[&[u8]]) -> Vec<ServerEvent> {
        let mut events = ServerEvents::default();
        pieces.iter().flat_map(|piece| events.feed(piece).unwrap()).collect()
    }

    #[test]
    fn events_are_read_as_browsers_read_them() {
        let told: Vec<String> = read(&[STREAM.as_bytes()]).iter().map(|event| format!("{}={}", event.name, event.data)).collect();
        assert_eq!(told, ["update={\"id\":\"1\"}", "delete=7", "message=a\n b", "message="]);
    }

    #[test]
    fn an_endless_line_ends() {
        let mut events = ServerEvents::default();
        let trouble = (0..10).find_map(|_| events.feed(&vec![b'x'; 1024 * 1024]).err());
        assert!(matches!(trouble, Some(Trouble::Nonsense { .. })));
    }

    proptest! {
        #[test]
        fn cuts_make_no_difference(cuts in proptest::collection::vec(0..STREAM.len(), 0..12)) {
            let mut cuts = cuts;
            cuts.sort_unstable();
            let mut pieces = Vec::new();
            let mut from = 0;
            for cut in cuts {
                pieces.push(&STREAM.as_bytes()[from..cut]);
                from = cut;
            }
            pieces.push(&STREAM.as_bytes()[from..]);
            prop_assert_eq!(read(&pieces), read(&[STREAM.as_bytes()]));
        }
    }
}
