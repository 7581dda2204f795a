//! From files to a set of rules: every word gets an entry of the vocabulary, every alternative an element, and every phrase is
//! filed under its rarest element, so that a text pays only for words that begin to mean something.

use std::collections::{BTreeSet, HashMap};

use super::fault::RuleFault;
use super::file::File;
use super::phrase::{self, Part, Wanted};
use super::plainer::Plainer;
use super::{Lists, Meaning, Rules, Speaking};
use crate::finding::{Confidence, FindingKind, Group, Step};
use crate::message::MessageKind;
use crate::speech::{Entry, Lookup, Vocabulary};

/// One alternative of words, as phrases refer to it.
pub(super) type Element = u16;

/// A phrase, ready to be held against words.
#[derive(Debug)]
pub(crate) struct Phrase {
    /// Which speaker says it.
    pub(super) speaker: usize,
    pub(super) parts: Vec<Item>,
    /// The part that is looked for first.
    pub(super) anchor: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Element { element: Element, optional: bool },
    Number,
    Gap(usize),
}

/// All phrases.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    pub(super) phrases: Vec<Phrase>,
    /// By entry: the elements that it is a word of, sorted.
    pub(super) elements: Vec<Vec<Element>>,
    /// By entry: the phrases whose anchor it is a word of.
    pub(super) anchored: Vec<Vec<u32>>,
}

/// Words that are in every other sentence make poor anchors.
const COMMON: &str = "jag du han hon vi ni de dom dem en ett att och i på är var det den som har hade ska skall kommer till för med av om min mitt mina din ditt dina \
er ert era hans hennes inte nu här där så jeg dere hun ikke til er skal eg ho me dei ein eit den det vil kan må så of the a to is are in my your his her \
will i you they we not and or minun sinun on ja ei alla alle alt allt hela hele all be me them it jer mig dig deg meg dykk sig seg kunne skulle ville bli \
ble blir få får fik fikk fick have has had do get go om hvis når från fra from with at this that these those dette denne mit min mi sin";

/// Makes one set of rules of files; later files add to earlier ones.
pub(super) fn compile(files: &[File]) -> Result<Rules, RuleFault> {
    let lists = lists(files)?;
    let mut builder = Builder { lists, ..Builder::default() };
    let off = switched_off(files)?;
    for file in files {
        for rule in &file.content.rule {
            if !off.contains(rule.id.get_ref().as_str()) {
                builder.rule(file, rule)?;
            }
        }
        for sign in &file.content.sign {
            let name = sign.name.get_ref().clone();
            builder.speaker(file, &format!("sign-{name}"), Meaning::Sign(name), None, &sign.phrases)?;
        }
        for message in &file.content.message {
            let name = message.kind.get_ref();
            let kind = MessageKind::from_str(name).ok_or_else(|| {
                file.fault(
                    message.kind.span().start,
                    format!("\"{name}\" is no kind of message; known are {}", MessageKind::names()),
                )
            })?;
            builder.speaker(
                file,
                &format!("message-{name}"),
                Meaning::Sort { kind, weight: message.weight },
                None,
                &message.phrases,
            )?;
        }
    }
    builder.signs_exist(files)?;
    let mut versions: Vec<&str> = Vec::new();
    for file in files {
        if !versions.contains(&file.content.version.as_str()) {
            versions.push(&file.content.version);
        }
    }
    Ok(builder.finish(versions.join(" + "), Plainer::of(files)?))
}

fn lists(files: &[File]) -> Result<Lists, RuleFault> {
    let mut lists = Lists::new();
    for file in files {
        for (name, words) in &file.content.lists {
            let known = lists.entry(name.clone()).or_default();
            for word in words.get_ref().split_whitespace() {
                // A list may take in another that stands in an earlier file.
                known.push(word.to_owned());
            }
            if known.is_empty() {
                return Err(file.fault(words.span().start, format!("the list \"{name}\" has no words")));
            }
        }
    }
    Ok(lists)
}

fn switched_off(files: &[File]) -> Result<BTreeSet<&str>, RuleFault> {
    let known: BTreeSet<&str> = files.iter().flat_map(|file| &file.content.rule).map(|rule| rule.id.get_ref().as_str()).collect();
    let mut off = BTreeSet::new();
    for file in files {
        for id in &file.content.off {
            if !known.contains(id.get_ref().as_str()) {
                return Err(file.fault(id.span().start, format!("there is no rule \"{}\" to switch off", id.get_ref())));
            }
            off.insert(id.get_ref().as_str());
        }
    }
    Ok(off)
}

#[derive(Default)]
struct Builder {
    lists: Lists,
    speakers: Vec<Speaking>,
    phrases: Vec<Phrase>,
    ids: BTreeSet<String>,
    entries: HashMap<Wanted, Entry>,
    /// Entries whose rules expect disguises.
    disguised: BTreeSet<Entry>,
    elements: HashMap<Vec<Wanted>, Element>,
}

impl Builder {
    fn rule(&mut self, file: &File, rule: &super::file::Rule) -> Result<(), RuleFault> {
        let id = rule.id.get_ref();
        if !self.ids.insert(id.clone()) {
            return Err(file.fault(
                rule.id.span().start,
                format!("there is already a rule \"{id}\"; choose another id, or switch that one off and name yours anew"),
            ));
        }
        let name = rule.kind.get_ref();
        let is_of_rules =
            |kind: &FindingKind| matches!(kind.group(), Group::Secrecy | Group::Triage | Group::Place | Group::Name);
        let kind = FindingKind::from_str(name).filter(is_of_rules).ok_or_else(|| {
            let known: Vec<_> = FindingKind::ALL.iter().filter(|kind| is_of_rules(kind)).map(|kind| kind.as_str()).collect();
            file.fault(
                rule.kind.span().start,
                format!("\"{name}\" is no kind that rules can find; known are {}", known.join(", ")),
            )
        })?;
        let name = rule.confidence.get_ref();
        let confidence = Confidence::from_str(name).ok_or_else(|| {
            file.fault(rule.confidence.span().start, format!("confidence \"{name}\" is none; write low, medium or high"))
        })?;
        let step = match &rule.step {
            None => kind.step(),
            Some(step) => Step::ALL.into_iter().find(|known| known.as_str() == step.get_ref()).ok_or_else(|| {
                file.fault(
                    step.span().start,
                    format!("step \"{}\" is none; known are {}", step.get_ref(), Step::ALL.map(Step::as_str).join(", ")),
                )
            })?,
        };
        let law = rule.law.clone().unwrap_or_else(|| kind.law().to_owned());
        let with = rule.with.as_ref().map(|with| with.get_ref().clone());
        let number = self.speakers.len();
        self.speaker(file, id, Meaning::Finding { kind, confidence, law, step }, with, &rule.phrases)?;
        if !rule.unless.is_empty() {
            self.speaker(file, id, Meaning::Unless(number), None, &rule.unless)?;
        }
        Ok(())
    }

    fn speaker(
        &mut self,
        file: &File,
        id: &str,
        meaning: Meaning,
        with: Option<String>,
        phrases: &[toml::Spanned<String>],
    ) -> Result<(), RuleFault> {
        let disguised =
            matches!(&meaning, Meaning::Finding { kind, .. } if kind.group() == Group::Triage && *kind != FindingKind::Spam);
        let speaker = self.speakers.len();
        self.speakers.push(Speaking { id: id.to_owned(), meaning, with });
        for written in phrases {
            let parts = phrase::parse(written.get_ref(), &self.lists).map_err(|says| file.fault(written.span().start, says))?;
            for parts in parts {
                let anchor = anchor(&parts);
                let parts = parts.into_iter().map(|part| self.item(part, disguised)).collect();
                self.phrases.push(Phrase { speaker, parts, anchor });
            }
        }
        Ok(())
    }

    fn item(&mut self, part: Part, disguised: bool) -> Item {
        match part {
            Part::Number => Item::Number,
            Part::Gap(longest) => Item::Gap(longest),
            Part::OneOf { words, optional } => {
                for word in &words {
                    let next = Entry::try_from(self.entries.len()).unwrap_or(Entry::MAX);
                    let entry = *self.entries.entry(word.clone()).or_insert(next);
                    if disguised {
                        self.disguised.insert(entry);
                    }
                }
                let next = Element::try_from(self.elements.len()).unwrap_or(Element::MAX);
                Item::Element { element: *self.elements.entry(words).or_insert(next), optional }
            }
        }
    }

    fn signs_exist(&self, files: &[File]) -> Result<(), RuleFault> {
        let known =
            |name: &str| self.speakers.iter().any(|speaking| matches!(&speaking.meaning, Meaning::Sign(sign) if sign == name));
        for file in files {
            for with in file.content.rule.iter().filter_map(|rule| rule.with.as_ref()) {
                if !known(with.get_ref()) {
                    return Err(
                        file.fault(with.span().start, format!("there is no sign \"{}\"; tell it with [[sign]]", with.get_ref()))
                    );
                }
            }
        }
        Ok(())
    }

    fn finish(self, version: String, plainer: Plainer) -> Rules {
        let mut elements = vec![Vec::new(); self.entries.len()];
        for (words, element) in &self.elements {
            for word in words {
                elements[usize::from(self.entries[word])].push(*element);
            }
        }
        elements.iter_mut().for_each(|of_entry| of_entry.sort_unstable());
        let mut by_element: HashMap<Element, Vec<u32>> = HashMap::new();
        for (number, phrase) in (0..).zip(&self.phrases) {
            if let Item::Element { element, .. } = phrase.parts[phrase.anchor] {
                by_element.entry(element).or_default().push(number);
            }
        }
        let phrases_of =
            |of_entry: &Vec<Element>| of_entry.iter().filter_map(|element| by_element.get(element)).flatten().copied().collect();
        let anchored = elements.iter().map(phrases_of).collect();
        let plain: Vec<(String, Lookup, Entry, bool)> = self
            .entries
            .iter()
            .flat_map(|(word, entry)| {
                let lookup = if word.beginning { Lookup::Beginning } else { Lookup::Whole };
                let disguised = self.disguised.contains(entry);
                // Foreign keyboards have no å, ä, ö: "doda".
                let bare = bare(&word.letters).filter(|_| disguised);
                std::iter::once(word.letters.clone()).chain(bare).map(move |letters| (letters, lookup, *entry, disguised))
            })
            .collect();
        let vocabulary = Vocabulary::of(
            plain.iter().map(|(letters, lookup, entry, disguised)| (letters.as_str(), *lookup, *entry, *disguised)),
        );
        let compiled = Compiled { phrases: self.phrases, elements, anchored };
        Rules { version, vocabulary, compiled, speakers: self.speakers, plainer }
    }
}

/// The word without rings and dots, if it has some and is long enough to be known without them.
fn bare(letters: &str) -> Option<String> {
    let long = letters.chars().count() >= 4 && letters.contains(['å', 'ä', 'ö']);
    long.then(|| letters.replace(['å', 'ä'], "a").replace('ö', "o"))
}

/// The part to look for first: the one whose words are the rarest.
fn anchor(parts: &[Part]) -> usize {
    let cost = |part: &Part| match part {
        Part::OneOf { words, optional: false } => {
            let of_word = |word: &Wanted| match word.letters.chars().count() {
                _ if COMMON.split(' ').any(|common| crate::speech::folded(common) == word.letters) => 2_000,
                0..=3 => 60,
                4..=5 => 12,
                _ => 4,
            };
            words.iter().map(of_word).sum()
        }
        Part::OneOf { optional: true, .. } | Part::Number | Part::Gap(_) => usize::MAX,
    };
    parts.iter().enumerate().min_by_key(|(_, part)| cost(part)).map_or(0, |(place, _)| place)
}
