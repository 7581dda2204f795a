//! The word before a number often says what the number is.

use crate::effort::spend;

/// What the words before a number call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// A person's number: personnummer, fødselsnr, CPR, född …
    Identity,
    /// A telephone: tel, mob, ring …
    Phone,
    /// An organisation: org.nr, enskild firma …
    Organisation,
    /// An account or a card: konto, kort, bg …
    Account,
    /// Some other number: , OCR, ordernr, dnr, ISBN …
    OtherNumber,
    /// Nothing that we know.
    Nothing,
}

/// So many bytes before a number are looked at.
const WINDOW: usize = 40;

/// Words that stand between the name and the number: "konto nr 1234".
const BETWEEN: [&str; 10] = ["nr", "nummer", "no", "er", "är", "on", "is", "på", "til", "till"];

/// Names of a person's number, in lower case. Names of more than four bytes are beginnings of words.
const IDENTITY: &[&str] = &[
    "personn",
    "persnr",
    "pnr",
    "persnummer",
    "samordningsn",
    "födelsen",
    "född",
    "född",
    "fødselsn",
    "fodselsn",
    "fødsels",
    "født",
    "fødd",
    "fnr",
    "dnummer",
    "cpr",
    "cprnr",
    "cprnummer",
    "hetu",
    "hetun",
    "hetuni",
    "henkilöt",
    "sotu",
    "sotun",
    "kennital",
    "kt",
    "personal",
];

/// Names of a telephone.
const PHONE: &[&str] = &[
    "tel", "telnr", "telef", "tlf", "tlfnr", "mob", "mobil", "ring", "ringa", "ringe", "sms", "call", "phone", "puh", "puhelin",
    "whatsapp", "nås", "swish", "nummer", "numero", "soita", "kontakt", "signal",
];

/// Names of an organisation's number.
const ORGANISATION: &[&str] =
    &["org", "orgnr", "organisat", "organisas", "firma", "firman", "foretak", "foretaksn", "bolag", "bolaget", "mva", "bolagets"];

/// Names of accounts and cards.
const ACCOUNT: &[&str] = &[
    "konto",
    "kto",
    "account",
    "iban",
    "bankgiro",
    "bg",
    "plusgiro",
    "pg",
    "postgiro",
    "giro",
    "kort",
    "kortnummer",
    "kortnr",
    "card",
    "visa",
    "mastercard",
    "kontonr",
    "kontonummer",
    "kontoen",
    "kontot",
    "bankkort",
    "kortti",
    "tili",
    "tilille",
    "tilinumero",
];

/// Names of other numbers.
const OTHER: &[&str] = &[
    "ocr",
    "faktura",
    "invoice",
    "order",
    "ordre",
    "bestilling",
    "beställning",
    "tilaus",
    "kundnr",
    "kundnummer",
    "kundenr",
    "kid",
    "isbn",
    "issn",
    "ärende",
    "saksn",
    "dnr",
    "diarien",
    "journaln",
    "artikel",
    "serien",
    "ref",
    "refer",
    "medlemsn",
    "viite",
    "kolli",
    "ticket",
    "booking",
    "bokning",
    "biljett",
    "paket",
    "pakke",
    "tracking",
    "sporing",
    "biljett",
    "billett",
    "mätarn",
    "målern",
    "ean",
    "gtin",
    "lasku",
    "kvitt",
    "låneko",
    "lånekort",
    "varenr",
    "postnr",
];

/// What the words right before byte `start`, in the same line, call the number there.
pub(crate) fn named_before(text: &str, start: usize) -> Named {
    let window = &text[text.floor_char_boundary(start.saturating_sub(WINDOW))..start];
    spend(window.len());
    if !has_letters(window) {
        return Named::Nothing;
    }
    let line = window.rsplit('\n').next().unwrap_or_default().to_lowercase();
    let mut words = line.split(|c: char| !c.is_alphanumeric()).rev().filter(|word| !word.is_empty()).take(3);
    let Some(mut nearest) = words.next() else { return Named::Nothing };
    let mut farther = words;
    if BETWEEN.contains(&nearest) {
        nearest = farther.next().unwrap_or_default();
    }
    // "faktura till Anna 850709…" is no invoice number, but "ring meg på 91…" is a telephone.
    if is_one_of(nearest, ACCOUNT) {
        return Named::Account;
    }
    if is_one_of(nearest, OTHER) {
        return Named::OtherNumber;
    }
    for word in std::iter::once(nearest).chain(farther) {
        if is_one_of(word, IDENTITY) {
            return Named::Identity;
        }
        if is_one_of(word, ORGANISATION) {
            return Named::Organisation;
        }
        if is_one_of(word, PHONE) {
            return Named::Phone;
        }
    }
    Named::Nothing
}

/// Whether one of the last few words before byte `start`, in the same line, is or begins with one of `names`.
pub(crate) fn is_said_before(text: &str, start: usize, names: &[&str]) -> bool {
    let window = &text[text.floor_char_boundary(start.saturating_sub(WINDOW))..start];
    spend(window.len());
    if !has_letters(window) {
        return false;
    }
    let line = window.rsplit('\n').next().unwrap_or_default().to_lowercase();
    line.split(|c: char| !c.is_alphanumeric()).rev().filter(|word| !word.is_empty()).take(4).any(|word| is_one_of(word, names))
}

/// Long lists of numbers have none, and are done with quickly.
fn has_letters(window: &str) -> bool {
    window.bytes().any(|byte| byte.is_ascii_alphabetic() || byte >= 0xc3)
}

fn is_one_of(word: &str, names: &[&str]) -> bool {
    names.iter().any(|name| if name.len() > 4 { word.starts_with(name) } else { word == *name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_before_names_the_number() {
        for (text, expected) in [
            ("mitt personnummer är ", Named::Identity),
            ("CPR-nr: ", Named::Identity),
            ("Konto nr. ", Named::Account),
            ("OCR ", Named::OtherNumber),
            ("dnr\n", Named::Nothing),
            ("ring meg på ", Named::Phone),
            ("faktura till Anna ", Named::Nothing),
            ("refererar till ", Named::OtherNumber),
            ("reform ", Named::Nothing),
            ("tlf. ", Named::Phone),
            ("Ring ", Named::Phone),
            ("", Named::Nothing),
            ("ååååååååååååååååååååååååååååååååååååååå ", Named::Nothing),
        ] {
            assert_eq!(named_before(text, text.len()), expected, "{text:?}");
        }
    }
}
