//! How an officer signs to the public: first name, or function, and no more. What stands on the net about an employee can be used
//! to find and threaten them (R111).
use axum::http::StatusCode;

use crate::ground::{Problem, refuse};

/// Longest signature, in characters: it stands under every answer.
const LONGEST: usize = 60;

/// Refuses a signature that tells more than first name or function: the family name, an address of mail, a number.
pub fn check(name: &str, signature: &str) -> Result<(), Problem> {
    let signature = signature.trim();
    let wrong = |key| Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, key).with("signature", signature).into());
    if signature.chars().count() > LONGEST || signature.chars().any(char::is_control) {
        return wrong("refuse-signature-long");
    }
    if signature.contains('@') || signature.chars().filter(char::is_ascii_digit).count() >= 4 {
        return wrong("refuse-signature-contact");
    }
    let names = words(name);
    let Some((family, [_, ..])) = names.split_last() else { return Ok(()) };
    let said = words(signature);
    // A family name of one part, or its last part: "Berg" in "Fatima Berg". Who is called Kim Kim signs Kim.
    if said.contains(family) && !names[..names.len() - 1].contains(family) {
        return wrong("refuse-signature-family");
    }
    Ok(())
}

/// Words as they are compared: lower case, hyphens kept ("Anna-Karin" is one).
fn words(text: &str) -> Vec<String> {
    text.split(|sign: char| !(sign.is_alphanumeric() || sign == '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_name_or_function_is_enough() {
        for (name, signature) in [
            ("Fatima Berg", "Fatima"),
            ("Fatima Berg", "kundservice"),
            ("Rune Arkiv", "registrator"),
            ("Anna Maria Berg", "Anna Maria"),
            ("Anna-Karin Ek", "Anna-Karin, kundservice"),
            ("Kim Kim", "Kim"),
            ("Astrid Holm", "Exempelby kommun"),
            ("Administratör", "Administratör"),
            ("Åse Lind", "Åse i Lindköping"),
        ] {
            check(name, signature).unwrap_or_else(|problem| panic!("{name} as {signature}: {problem}"));
        }
    }

    #[test]
    fn more_is_refused_with_the_reason() {
        for (name, signature, why) in [
            ("Fatima Berg", "Fatima Berg", "refuse-signature-family"),
            ("Fatima Berg", "F. BERG", "refuse-signature-family"),
            ("Anna Maria af Berg", "Anna Berg", "refuse-signature-family"),
            ("Fatima Berg", "Fatima, 070-174 06 05", "refuse-signature-contact"),
            ("Fatima Berg", "fatima@exempelby.example", "refuse-signature-contact"),
            ("Fatima Berg", &"a".repeat(61), "refuse-signature-long"),
            ("Fatima Berg", "Fatima\nBerit", "refuse-signature-long"),
        ] {
            match check(name, signature) {
                Err(Problem::Refused(refusal)) => assert_eq!(refusal.key, why, "{name} as {signature}"),
                other => panic!("{name} as {signature}: {other:?}"),
            }
        }
    }
}
