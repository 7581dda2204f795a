//! The word before a number often says what the number is.

/// What the words before a number call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// A person's number: personnummer, fødselsnr, CPR, född …
    Identity,
    /// A telephone: tel, mob, ring …
    Phone,
    /// Some other number: konto, OCR, ordernr, dnr, ISBN …
    OtherNumber,
    /// Nothing that we know.
    Nothing,
}

/// So many bytes before a number are looked at.
const WINDOW: usize = 40;

/// Words that stand between the name and the number: "konto nr 1234".
const BETWEEN: [&str; 10] = ["nr", "nummer", "no", "er", "är", "on", "is", "på", "til", "till"];

/// Names of a person's number, in lower case. Names of more than four bytes are beginnings of words.
const IDENTITY: [&str; 17] = [
    "personn",
    "persnr",
    "pnr",
    "samordningsn",
    "födelsen",
    "född",
    "född",
    "fødselsn",
    "fodselsn",
    "fødsels",
    "født",
    "fnr",
    "dnummer",
    "cpr",
    "cprnr",
    "hetu",
    "henkilöt",
];

/// Names of a telephone.
const PHONE: [&str; 18] = [
    "tel", "telnr", "telef", "tlf", "tlfnr", "mob", "mobil", "ring", "ringa", "ringe", "sms", "call", "phone", "puh", "puhelin",
    "whatsapp", "nås", "swish",
];

/// Names of other numbers.
const OTHER: [&str; 35] = [
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
];

/// What the words right before byte `start`, in the same line, call the number there.
pub(crate) fn named_before(text: &str, start: usize) -> Named {
    let window = &text[text.floor_char_boundary(start.saturating_sub(WINDOW))..start];
    let line = window.rsplit('\n').next().unwrap_or_default().to_lowercase();
    let mut words = line.split(|c: char| !c.is_alphanumeric()).rev().filter(|word| !word.is_empty()).take(3);
    let Some(mut nearest) = words.next() else { return Named::Nothing };
    let mut farther = words;
    if BETWEEN.contains(&nearest) {
        nearest = farther.next().unwrap_or_default();
    }
    // "faktura till Anna 850709…" is no invoice number, but "ring meg på 91…" is a telephone.
    if is_one_of(nearest, &OTHER) {
        return Named::OtherNumber;
    }
    for word in std::iter::once(nearest).chain(farther) {
        if is_one_of(word, &IDENTITY) {
            return Named::Identity;
        }
        if is_one_of(word, &PHONE) {
            return Named::Phone;
        }
    }
    Named::Nothing
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
            ("Konto nr. ", Named::OtherNumber),
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
