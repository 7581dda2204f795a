//! A phrase, as it is written in a rule file, in parts.

use super::Lists;
use crate::speech::folded;

/// One part of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// One of these words; `optional` if it may be missing.
    OneOf {
        /// In folded form, sorted.
        words: Vec<Wanted>,
        /// Whether it may be missing.
        optional: bool,
    },
    /// A number.
    Number,
    /// Up to so many words of any kind.
    Gap(usize),
}

/// A word that a phrase wants.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Wanted {
    /// Folded letters.
    pub(super) letters: String,
    /// Whether any word that begins so will do.
    pub(super) beginning: bool,
}

/// Reads a phrase. One that has several words within an alternative, `(not|by no means)`, becomes several phrases.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub(super) fn parse(phrase: &str, lists: &Lists) -> Result<Vec<Vec<Part>>, String> {
    spread(phrase).iter().map(|phrase| one(phrase, lists)).collect()
}

/// Writes out alternatives of several words.
fn spread(phrase: &str) -> Vec<String> {
    let mut from = 0;
    while let Some((open, close)) =
        phrase[from..].find('(').and_then(|open| Some((from + open, from + open + phrase[from + open..].find(')')?)))
    {
        let (long, short): (Vec<&str>, Vec<&str>) =
            phrase[open + 1..close].split('|').map(str::trim).partition(|words| words.contains(' '));
        if long.is_empty() {
            from = close;
            continue;
        }
        let (before, after) = (&phrase[..open], &phrase[close + 1..]);
        let mut all = Vec::new();
        if !short.is_empty() {
            all.push(format!("{before}({}){after}", short.join("|")));
        }
        let after = after.strip_prefix('?').unwrap_or(after);
        all.extend(long.iter().map(|words| format!("{before}{words}{after}")));
        return all.iter().flat_map(|phrase| spread(phrase)).collect();
    }
    vec![phrase.to_owned()]
}

fn one(phrase: &str, lists: &Lists) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = phrase.trim();
    while !rest.is_empty() {
        let closed = match rest.chars().next() {
            Some('(') => {
                rest.find(')').ok_or_else(|| format!("the bracket in \"{phrase}\" is not closed; write (one|or the other)"))? + 1
            }
            Some('{') => rest.find('}').ok_or_else(|| format!("the brace in \"{phrase}\" is not closed; write {{list}}"))? + 1,
            _ => 0,
        };
        let end = closed + rest[closed..].find(char::is_whitespace).unwrap_or(rest.len() - closed);
        let (item, after) = rest.split_at(end);
        parts.push(part(item, phrase, lists)?);
        rest = after.trim_start();
    }
    let anchors = parts.iter().filter(|part| matches!(part, Part::OneOf { optional: false, .. })).count();
    if anchors == 0 {
        return Err(format!("\"{phrase}\" has no word that must be there"));
    }
    if matches!(parts.first(), Some(Part::Gap(_))) || matches!(parts.last(), Some(Part::Gap(_))) {
        return Err(format!("\"{phrase}\" begins or ends with a gap; take the dots away"));
    }
    if parts.iter().filter(|part| matches!(part, Part::Gap(_))).count() > 3 {
        return Err(format!("\"{phrase}\" has more than three gaps; write two phrases"));
    }
    Ok(parts)
}

fn part(item: &str, phrase: &str, lists: &Lists) -> Result<Part, String> {
    match item {
        ".." => return Ok(Part::Gap(3)),
        "..." => return Ok(Part::Gap(8)),
        "#" => return Ok(Part::Number),
        _ => {}
    }
    let (item, optional) = item.strip_suffix('?').map_or((item, false), |item| (item, true));
    // Who knows search patterns writes "fingerade?" and means the last letter; here the whole word would be missing, and the rest of the
    // phrase speak alone.
    if optional && !item.ends_with([')', '}']) {
        return Err(format!(
            "\"{item}?\" in \"{phrase}\" could mean two things; write ({item})? if the word may be missing, and (one|other) for two forms of it"
        ));
    }
    let inner = item.strip_prefix('(').and_then(|item| item.strip_suffix(')')).unwrap_or(item);
    let mut words = Vec::new();
    for alternative in inner.split('|') {
        let alternative = alternative.trim();
        match alternative.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => {
                let list = lists.get(name).ok_or_else(|| format!("there is no list \"{name}\"; add it under [lists]"))?;
                for word in list {
                    words.push(wanted(word, phrase)?);
                }
            }
            None => words.push(wanted(alternative, phrase)?),
        }
    }
    words.sort_unstable();
    words.dedup();
    Ok(Part::OneOf { words, optional })
}

fn wanted(word: &str, phrase: &str) -> Result<Wanted, String> {
    let (word, beginning) = word.strip_suffix('*').map_or((word, false), |word| (word, true));
    let letters = folded(word);
    if letters.is_empty() || !letters.chars().all(char::is_alphanumeric) {
        return Err(format!("\"{word}\" in \"{phrase}\" is no word; a word has letters and digits only"));
    }
    if beginning && letters.chars().count() < 3 {
        return Err(format!("\"{word}*\" in \"{phrase}\" is too short; a beginning has three letters or more"));
    }
    Ok(Wanted { letters, beginning })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_in_parts() {
        let lists = Lists::from([("you".to_owned(), vec!["dig".to_owned(), "er".to_owned()])]);
        let one = |words: &[(&str, bool)], optional| Part::OneOf {
            words: words.iter().map(|(word, beginning)| Wanted { letters: (*word).to_owned(), beginning: *beginning }).collect(),
            optional,
        };
        assert_eq!(
            parse("(jag)? (ska|skall) .. mörd* {you} #", &lists).unwrap()[0],
            [
                one(&[("jag", false)], true),
                one(&[("ska", false), ("skall", false)], false),
                Part::Gap(3),
                one(&[("mörd", true)], false),
                one(&[("dig", false), ("er", false)], false),
                Part::Number
            ]
        );
        assert_eq!(spread("a (b|c d)? e"), ["a (b)? e", "a c d e"]);
        for (phrase, says) in [
            ("(a|b", "not closed"),
            ("{nobody} x", "no list"),
            ("ord ..", "ends with a gap"),
            ("(maybe)?", "no word"),
            ("fingerade? identitet", "two things"),
            ("a-b", "no word"),
            ("ab*", "too short"),
        ] {
            assert!(parse(phrase, &lists).unwrap_err().contains(says), "{phrase}");
        }
    }
}
