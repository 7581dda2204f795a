//! Where each entry's own bytes begin and end in a feed, so that the record keeps what the network said.
use quick_xml::Reader;
use quick_xml::events::Event;
use serde::Deserialize;
use serde_json::value::RawValue;

/// The bytes of each entry in the feed's own order; nothing when they cannot be told.
pub(super) fn entries(bytes: &[u8]) -> Vec<Vec<u8>> {
    match bytes.iter().find(|byte| matches!(byte, b'<' | b'{')) {
        Some(b'{') => of_json(bytes),
        Some(_) => of_xml(bytes),
        None => Vec::new(),
    }
}

fn of_json(bytes: &[u8]) -> Vec<Vec<u8>> {
    #[derive(Deserialize)]
    struct Items<'a> {
        #[serde(borrow)]
        items: Vec<&'a RawValue>,
    }
    let items = serde_json::from_slice::<Items<'_>>(bytes).map(|told| told.items).unwrap_or_default();
    items.into_iter().map(|item| item.get().as_bytes().to_vec()).collect()
}

fn of_xml(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let is_entry = |name: &str| matches!(name, "item" | "entry");
    let (mut found, mut open, mut depth) = (Vec::new(), 0, 0usize);
    loop {
        let before = position(&reader);
        match reader.read_event() {
            Ok(Event::Start(tag)) if is_entry(tag.local_name().as_ref()) => {
                if depth == 0 {
                    open = before;
                }
                depth += 1;
            }
            Ok(Event::Empty(tag)) if depth == 0 && is_entry(tag.local_name().as_ref()) => found.push(before..position(&reader)),
            Ok(Event::End(tag)) if depth > 0 && is_entry(tag.local_name().as_ref()) => {
                depth -= 1;
                if depth == 0 {
                    found.push(open..position(&reader));
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found.into_iter().filter_map(|place| bytes.get(place).map(<[u8]>::to_vec)).collect()
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}
