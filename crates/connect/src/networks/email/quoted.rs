//! What somebody wrote now, without the letters before it that their program put below. The whole stays in the raw bytes.

/// Lines that programs put over the letter that is answered (Outlook and its kin), in the languages around us.
const FORWARDED: &[&str] =
    &["original message", "ursprungligt meddelande", "opprinnelig melding", "opphavleg melding", "original meddelelse"];
/// The first header that Outlook repeats there …
const FROM: &[&str] = &["from:", "från:", "fra:", "frå:"];
/// … and the one that follows it at once.
const SENT: &[&str] = &["sent:", "skickat:", "sendt:", "date:", "datum:", "dato:"];
/// What the line over a quotation says before its colon: `On … Åse wrote:`, `Den … skrev Åse <ase@example.com>:`.
const WROTE: &[&str] = &["wrote", "skrev", "skreiv", "schrieb", "kirjoitti", "følgende", "följande"];

/// `text` up to where only what was said before follows. An answer between the lines of a quotation keeps all of it.
pub(super) fn fresh(text: &str) -> &str {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, line.trim()));
        at += line.len();
    }
    let cut = (0..lines.len()).find(|number| begins_the_past(&lines, *number));
    let kept = cut.and_then(|number| lines.get(number)).map_or(text, |(start, _)| &text[..*start]).trim_end();
    // Somebody who only sent a letter on has said that.
    if kept.trim().is_empty() { text.trim_end() } else { kept }
}

fn begins_the_past(lines: &[(usize, &str)], number: usize) -> bool {
    let line = lines[number].1;
    let lower = line.to_lowercase();
    let next = |offset: usize| lines.get(number + offset).map_or("", |(_, line)| line);
    let bare = lower.trim_matches(|character: char| character == '-' || character == '_' || character.is_whitespace());
    if lower.starts_with("---") && FORWARDED.contains(&bare) {
        return true;
    }
    let starts = |line: &str, words: &[&str]| {
        let lower = line.trim_start_matches('*').to_lowercase();
        words.iter().any(|word| lower.starts_with(word))
    };
    if starts(line, FROM) && (starts(next(1), SENT) || starts(next(2), SENT)) {
        return true;
    }
    // "On … wrote:" may be broken into two lines.
    let ends = |line: &str| {
        let lower = line.to_lowercase();
        lower.ends_with(':') && lower.split([' ', ':']).any(|word| WROTE.contains(&word))
    };
    let above = if ends(line) {
        1
    } else if !line.is_empty() && !line.starts_with('>') && ends(next(1)) {
        2
    } else {
        0
    };
    (above > 0 && only_quoted(&lines[number + above..])) || (line.starts_with('>') && only_quoted(&lines[number..]))
}

/// At least one quoted line, and nothing else to the end.
fn only_quoted(lines: &[(usize, &str)]) -> bool {
    lines.iter().any(|(_, line)| line.starts_with('>')) && lines.iter().all(|(_, line)| line.is_empty() || line.starts_with('>'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_said_before_is_cut_off() {
        let cases = [
            (
                "Tack!\n\nDen fre 20 nov. 2026 kl 10:00 skrev Exempelby <info@exempelby.example>:\n> Hej\n>\n> Badet är öppet\n",
                "Tack!",
            ),
            ("Takk\n\nOn Fri, 20 Nov 2026 at 10:00, Exempelby\n<info@exempelby.example> wrote:\n\n> Hei\n", "Takk"),
            ("Hej\n\n-----Ursprungligt meddelande-----\nFrån: Exempelby\nBadet är öppet", "Hej"),
            (
                "Hej\r\n\r\n________________________________\r\nFrån: Exempelby\r\nSkickat: den 20 november\r\nTill: Åse\r\n\r\nBadet",
                "Hej\r\n\r\n________________________________",
            ),
            ("Ja.\n> a\n> b\n", "Ja."),
            (
                "> När öppnar badet?\nKlockan sju.\n> Och stänger?\nÅtta.",
                "> När öppnar badet?\nKlockan sju.\n> Och stänger?\nÅtta.",
            ),
            ("Åse skrev:\nhon kommer inte", "Åse skrev:\nhon kommer inte"),
            ("> bara citat\n", "> bara citat"),
            ("-----Original Message-----\nFrom: a\nhej", "-----Original Message-----\nFrom: a\nhej"),
            ("Från: tåget\nhinner jag inte", "Från: tåget\nhinner jag inte"),
            ("", ""),
        ];
        for (text, kept) in cases {
            assert_eq!(fresh(text), kept, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_is_the_beginning(text in "(> ?|[a-zå: ]{0,12}|wrote:|Från: a|\\PC{0,9}|\n){0,40}") {
            prop_assert!(text.starts_with(fresh(&text)));
            prop_assert_eq!(fresh(&text).trim().is_empty(), text.trim().is_empty());
        }
    }
}
