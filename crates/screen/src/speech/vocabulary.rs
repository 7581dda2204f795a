//! The words that rules know, found by their hash: whole words, and beginnings of words. One look per letter and two per word.

/// A word or beginning that rules know: an index that the rules give meaning to.
pub(crate) type Entry = u16;

/// Which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// The whole word.
    Whole,
    /// Any word that begins so.
    Beginning,
}

/// The words that rules know.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    whole: Table,
    beginnings: Table,
    loose_whole: Table,
    loose_beginnings: Table,
}

impl Vocabulary {
    /// Builds it of folded words. Those of the second list are also found in costume.
    pub(crate) fn of<'w>(words: impl Iterator<Item = (&'w str, Lookup, Entry, bool)> + Clone) -> Self {
        let table = |wanted: Lookup, loose: bool| {
            let fitting = words.clone().filter(move |(_, lookup, _, disguised)| *lookup == wanted && (*disguised || !loose));
            Table::of(
                fitting
                    .map(|(word, _, entry, _)| (if loose { hash(&super::fold::loosened(word)) } else { hash(word) }, entry))
                    .collect(),
            )
        };
        Self {
            whole: table(Lookup::Whole, false),
            beginnings: table(Lookup::Beginning, false),
            loose_whole: table(Lookup::Whole, true),
            loose_beginnings: table(Lookup::Beginning, true),
        }
    }

    /// Hands over every entry that a folded word is, or begins with.
    pub(super) fn look_up(&self, word: &str, found: impl FnMut(Entry)) {
        look_up(&self.whole, &self.beginnings, word, found);
    }

    /// How many bytes of the letters, at least two letters, make the longest word that rules know or that begins a known word.
    pub(super) fn longest(&self, letters: &str) -> Option<usize> {
        let mut sum = START;
        let mut longest = None;
        for (place, byte) in letters.bytes().enumerate() {
            sum = step(sum, byte);
            let is_end = letters.is_char_boundary(place + 1) && place > 0;
            if is_end && (self.whole.has(sum) || self.beginnings.has(sum)) {
                longest = Some(place + 1);
            }
        }
        longest.filter(|end| letters[..*end].chars().nth(1).is_some())
    }

    /// As [`Self::look_up`], for a word whose digits and signs may stand for letters; `loose` is the loosened word.
    pub(super) fn look_up_loosely(&self, loose: &str, found: impl FnMut(Entry)) {
        look_up(&self.loose_whole, &self.loose_beginnings, loose, found);
    }
}

fn look_up(whole: &Table, beginnings: &Table, word: &str, mut found: impl FnMut(Entry)) {
    let mut sum = START;
    let bytes = word.as_bytes();
    for (place, byte) in bytes.iter().enumerate() {
        sum = step(sum, *byte);
        if place >= 2 && beginnings.may_have(sum) {
            beginnings.entries(sum, &mut found);
        }
    }
    whole.entries(sum, &mut found);
}

// FNV-1a. Two words of the same 64 bits do not happen by chance, and who made one would only get a finding.
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn step(sum: u64, byte: u8) -> u64 {
    (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn hash(word: &str) -> u64 {
    word.bytes().fold(START, step)
}

/// Sorted hashes with their entries, and where each of 4 096 ranges begins.
#[derive(Debug)]
struct Table {
    rows: Vec<(u64, Entry)>,
    ranges: Vec<u32>,
    /// One bit for each of 65 536 beginnings of a hash: most words are not here, and this tells so at once.
    bits: Vec<u64>,
}

const RANGE_BITS: u32 = 12;
const FILTER_BITS: u32 = 16;

impl Table {
    fn of(mut rows: Vec<(u64, Entry)>) -> Self {
        rows.sort_unstable();
        rows.dedup();
        let mut ranges = vec![0; (1 << RANGE_BITS) + 1];
        let mut bits = vec![0; 1 << (FILTER_BITS - 6)];
        for (hash, _) in &rows {
            ranges[(hash >> (64 - RANGE_BITS)) as usize + 1] += 1;
            let bit = hash >> (64 - FILTER_BITS);
            bits[(bit >> 6) as usize] |= 1_u64 << (bit & 63);
        }
        for place in 1..ranges.len() {
            ranges[place] += ranges[place - 1];
        }
        Self { rows, ranges, bits }
    }

    fn may_have(&self, hash: u64) -> bool {
        let bit = hash >> (64 - FILTER_BITS);
        self.bits[(bit >> 6) as usize] >> (bit & 63) & 1 == 1
    }

    fn has(&self, hash: u64) -> bool {
        let mut any = false;
        self.entries(hash, &mut |_| any = true);
        any
    }

    fn entries(&self, hash: u64, found: &mut impl FnMut(Entry)) {
        if self.may_have(hash) {
            let range = (hash >> (64 - RANGE_BITS)) as usize;
            let rows = &self.rows[self.ranges[range] as usize..self.ranges[range + 1] as usize];
            rows.iter().filter(|(known, _)| *known == hash).for_each(|(_, entry)| found(*entry));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_by_their_beginning() {
        let words = [("döda", Lookup::Whole, 1, true), ("mörd", Lookup::Beginning, 2, true), ("döda", Lookup::Whole, 3, false)];
        let vocabulary = Vocabulary::of(words.into_iter());
        let found = |word: &str| {
            let mut entries = Vec::new();
            vocabulary.look_up(word, |entry| entries.push(entry));
            entries
        };
        assert_eq!(found("döda"), [1, 3]);
        assert_eq!(found("mördare"), [2]);
        assert_eq!(found("dödar"), Vec::<Entry>::new());
        let mut loose = Vec::new();
        vocabulary.look_up_loosely(&crate::speech::fold::loosened("d0da"), |entry| loose.push(entry));
        assert_eq!(loose, [1]);
    }
}
