//! The town's citizens: what they have said, and what they go on saying. All invented; numbers are official test and fiction numbers.
use connect::arena::{self, Citizen, Words};
use jiff::Timestamp;

use super::town;
use crate::ground::Desk;

/// Someone says something, minutes before the desk opened, perhaps in answer to an earlier line.
pub(super) struct Line {
    who: (&'static str, &'static str),
    says: &'static str,
    /// Index of the line that is answered, or none.
    pub(super) answers: Option<usize>,
    /// For this account's eyes only.
    to: Option<&'static str>,
    pub(super) minutes_ago: i64,
    language: &'static str,
}

const KOMMUN: (&str, &str) = ("exempelby", "Exempelby kommun");
const SIMHALL: (&str, &str) = ("simhallen", "Simhallen i Exempelby");
const NORSK: (&str, &str) = ("exempelby-no", "Exempelby på norsk");

const fn line(
    who: (&'static str, &'static str),
    says: &'static str,
    answers: Option<usize>,
    minutes_ago: i64,
    language: &'static str,
) -> Line {
    Line { who, says, answers, to: None, minutes_ago, language }
}

pub(super) const SAID: &[Line] = &[
    line(SIMHALL, "Simhallen är stängd i dag på grund av strömavbrott. Vi återkommer här senast kl. 14.", None, 190, "sv"),
    line(
        ("ase", "Åse Lind"),
        "När öppnar simhallen igen? Min dotter skulle ha simskola i dag och ingen svarar i telefon. Hon är född 20121212 och heter Elsa, 19121212-1212 är mitt nummer om ni behöver se bokningen.",
        Some(0),
        52,
        "sv",
    ),
    line(("peder", "Peder Ström"), "Samma fråga här. Vi står utanför med två barn och badväskor.", Some(0), 47, "sv"),
    line(KOMMUN, "I natt spolar vi vattenledningarna i Ekängen. Vattnet kan vara missfärgat till kl. 10.", None, 600, "sv"),
    line(
        ("johan.h", "Johan H"),
        "Brunt vatten i kranen på Ekvägen sedan i morse. Går det att dricka? @exempelby",
        Some(3),
        175,
        "sv",
    ),
    line(("sanna", "Sanna P"), "Stämmer det att biblioteket ska stängas? Läste det i en grupp. @exempelby", None, 95, "sv"),
    line(("berit", "Berit Ek"), "Tack för snabb hjälp med bygglovet! Fint bemötande. @exempelby", None, 40, "sv"),
    line(NORSK, "Brøytebilene er ute fra kl. 04. Gang- og sykkelveiene tas først, deretter boliggatene.", None, 420, "nb"),
    line(
        ("kari.n", "Kari Nygård"),
        "Dere burde skamme dere over brøytingen. Tredje dagen på rad uten strøing i bakken.",
        Some(7),
        130,
        "nb",
    ),
    line(
        ("torunn", "Torunn Aasen"),
        "Eg lurer på når brannstasjonen har open dag, og om ein må melde seg på?  @exempelby-no",
        None,
        66,
        "nn",
    ),
    line(
        ("anonym_4711", "anonym_4711"),
        "Ni i kommunhuset borde få sparken allihop. Sämre beslut än det om parkeringen har jag aldrig sett! @exempelby",
        None,
        33,
        "sv",
    ),
    Line {
        who: ("maja", "Maja 👩‍👩‍👧 Öberg"),
        says: "Hej, jag vill helst inte skriva öppet. Kan någon ringa mig om färdtjänsten? 070-174 06 05",
        answers: None,
        to: Some("exempelby"),
        minutes_ago: 21,
        language: "sv",
    },
    line(
        ("hassan", "Hassan Yusuf"),
        "Is the recycling centre open on Sunday? The sign and your web page disagree. @exempelby",
        None,
        12,
        "en",
    ),
];

/// What they go on saying, in turn.
const GOING_ON: &[(&str, &str, &str, &str)] = &[
    ("linnea", "Linnea Ask", "Lyktstolpen vid Skolgatan 4 blinkar igen. Vem anmäler jag till? @exempelby", "sv"),
    ("peder", "Peder Ström", "Har simskolan flyttats till söndag för alla grupper? @simhallen", "sv"),
    ("odd", "Odd Bakken", "Når kommer feiebilen til Storgata? Grusen ligger fortsatt. @exempelby-no", "nb"),
    ("mirja", "Mirja Korhonen", "Voiko kirjaston kirjan palauttaa myös simhalliin? @exempelby", "fi"),
    ("elin", "Elin Sand", "Tack för att ni svarade så snabbt i går om skolskjutsen. @exempelby", "sv"),
    ("torunn", "Torunn Aasen", "Takk for svar! Då kjem vi med heile barnehagen. @exempelby-no", "nn"),
    ("nils", "Nils Gran", "Det ligger en omkullblåst gran över gångvägen bakom ishallen. @exempelby", "sv"),
    ("amira", "Amira Said", "Vilken tid stänger biblioteket på lördagar? @exempelby", "sv"),
];

fn citizen((handle, name): (&str, &str)) -> Citizen {
    Citizen { handle: handle.to_owned(), name: name.to_owned() }
}

/// Says one line of the day, now; gives the message's remote id.
pub(super) fn say_line(desk: &Desk, line: &Line, parent: Option<&str>) -> std::io::Result<String> {
    let words = Words { text: line.says, parent, to: line.to, language: Some(line.language), at: desk.now() };
    arena::citizen_writes(&town::arena_folder(desk), &citizen(line.who), &words)
}

/// The next citizen's turn.
pub fn speak(desk: &Desk, turn: usize) -> std::io::Result<()> {
    let (handle, name, text, language) = GOING_ON[turn % GOING_ON.len()];
    say(desk, (handle, name), text, None, Some(language), desk.now()).map(drop)
}

/// A citizen says something in the town's arena; gives the message's remote id. Tests speak through this too.
pub fn say(
    desk: &Desk,
    who: (&str, &str),
    text: &str,
    parent: Option<&str>,
    language: Option<&str>,
    at: Timestamp,
) -> std::io::Result<String> {
    let words = Words { text, parent, to: None, language, at };
    arena::citizen_writes(&town::arena_folder(desk), &citizen(who), &words)
}
