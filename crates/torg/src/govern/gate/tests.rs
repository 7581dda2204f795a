//! What passes the gate, what does not, and in which part it stands.
use proptest::prelude::*;

use super::*;

fn refused(text: &str, because: Option<&str>) -> &'static str {
    match pass(&InForce::built_in(), Place::Text, text, because) {
        Err(Problem::Refused(refusal)) => refusal.key,
        other => panic!("{text}: {other:?}"),
    }
}

/// The kinds that are seen, each with its demand and its place.
fn seen(parts: &[Part]) -> Vec<(&'static str, String, String)> {
    let concerns = look(&InForce::built_in(), parts, Some("sv"));
    concerns.into_iter().map(|one| (one.demand.as_str(), one.kind, format!("{} {}", one.place.as_str(), one.n))).collect()
}

#[test]
fn an_identity_number_never_leaves() {
    for number in ["191212121212", "19121212-1212", "30108299920"] {
        let text = format!("Hej! Vi har skickat brev om {number} till dig.");
        assert_eq!(refused(&text, Some("Hon bad om det själv.")), "refuse-gate-block", "{number}");
    }
    assert_eq!(refused("Ring 070-174 06 05", Some("Gäller 191212121212, som bad om det.")), "refuse-gate-block");
}

#[test]
fn other_personal_data_asks_why() {
    let text = "Ring Åsa på 070-174 06 05 så hjälper hon dig.";
    assert_eq!(refused(text, None), ASKS_WHY);
    assert_eq!(refused(text, Some("  ")), ASKS_WHY);
    assert_eq!(refused(text, Some("ja")), "refuse-gate-reason");
    assert_eq!(refused(text, Some(&"ja ".repeat(300))), "refuse-gate-reason");
    let passed = pass(&InForce::built_in(), Place::Text, text, Some(" Åsas tjänstenummer, hon har bett om det. ")).unwrap();
    assert_eq!(passed.because(), Some("Åsas tjänstenummer, hon har bett om det."));
}

#[test]
fn an_ordinary_answer_passes_and_its_reason_is_not_kept() {
    for text in [
        "Hej Peder! Vi öppnar kl. 15 i dag.",
        "Priset är 1 250 kr. Välkommen 2026-11-21!",
        " Tack, ärende KS 2026/00112. ",
        "Dela inte personuppgifter här. Skriv inte ditt personnummer i kommentarerna.",
        "Så behandlar vi personuppgifter i skolan och på biblioteket.",
        "Hej Kari! Bruk kode 4512 for å komme inn på biblioteket.",
        "Vi har samlet navne og adresser på alle skolene i kommunen.",
        "Om du letar efter sommarjobb: vi har plats för tio ungdomar.",
    ] {
        let passed = pass(&InForce::built_in(), Place::Text, text, Some("Behövs inte alls.")).unwrap();
        assert_eq!((passed.text(), passed.because()), (text.trim(), None));
    }
    assert_eq!(refused(" \n", None), "refuse-empty-text");
}

#[test]
fn a_protected_identity_never_leaves_and_information_about_it_says_why() {
    for text in
        ["Kari Nordmann har skyddade personuppgifter.", "Hon lever gömd, min dotter.", "Han har fingerade personuppgifter."]
    {
        assert_eq!(refused(text, Some("Alla vet det redan.")), "refuse-gate-block", "{text}");
    }
    let help = "Har du skyddade personuppgifter? Vi på kommunen hjälper dig att ansöka om förskola.";
    assert_eq!(refused(help, None), ASKS_WHY);
    assert!(pass(&InForce::built_in(), Place::Text, help, Some("Information till alla, om ingen enskild.")).is_ok());
}

#[test]
fn every_part_is_looked_at_and_named() {
    let number = "19121212-1212";
    let part = |place, n, words: &str| Part { place, n, channel: None, words: words.to_owned() };
    for place in [
        Place::Text,
        Place::Title,
        Place::Warning,
        Place::Alt,
        Place::FileName,
        Place::Captions,
        Place::Option,
        Place::Card,
        Place::Profile,
    ] {
        let written = if place == Place::FileName { format!("brev_{number}.jpg") } else { format!("Om {number} i går") };
        let parts = [part(Place::Text, 1, "Badet öppnar."), part(place, 2, &written)];
        let refusal = match pass_all(&InForce::built_in(), &parts, Some("Hon bad om det själv.")) {
            Err(Problem::Refused(refusal)) => refusal,
            other => panic!("{place:?}: {other:?}"),
        };
        assert_eq!(refusal.args[1], ("place", format!("{} 2 ", place.as_str())));
    }
}

#[test]
fn what_only_the_parts_together_tell_is_seen() {
    let text = Part::of(Place::Text, "Skyddade personuppgifter sedan i maj, ordnat.");
    assert!(seen(std::slice::from_ref(&text)).iter().all(|(demand, ..)| *demand != "block"), "nobody is told of");
    let both = [Part::of(Place::Title, "Kari Nordmann flyttar"), text];
    assert_eq!(seen(&both)[0], ("block", "protected-identity".to_owned(), "text 1".to_owned()));
}

#[test]
fn official_prose_is_pointed_out_and_passes() {
    let prose = "Kommunstyrelsens samhällsbyggnadsutskott beslutade vid sammanträdet att återremittera detaljplaneförslaget till \
                 samhällsbyggnadsförvaltningen för kompletterande konsekvensbeskrivning av verksamhetsområdets dagvattenhantering, \
                 trafikbuller, kulturmiljövärden och tillgänglighetsanpassning innan granskningshandlingarna offentliggörs på anslagstavlan";
    assert_eq!(seen(&[Part::of(Place::Text, prose)]), [("advise", "hard-to-read".to_owned(), "text 1".to_owned())]);
    assert!(pass(&InForce::built_in(), Place::Text, prose, None).is_ok());
    assert_eq!(seen(&[Part::of(Place::Text, &"Vi har öppet i dag. Kom hit. Det är gratis. ".repeat(9))]), []);
}

#[test]
fn hard_words_and_what_is_missing_are_advice() {
    let parts = [
        Part::of(Place::Text, "Information avseende badet: avgiften ska erläggas före dopp."),
        Part { n: 2, ..Part::of(Place::Alt, " ") },
        Part::of(Place::Source, ""),
    ];
    let concerns = look(&InForce::built_in(), &parts, Some("sv"));
    let said: Vec<_> =
        concerns.iter().map(|one| (one.kind.as_str(), one.n, one.quote.as_deref(), one.plainer.as_deref())).collect();
    assert_eq!(
        said,
        [
            ("hard-word", 1, Some("avseende"), Some("om")),
            ("hard-word", 1, Some("erläggas"), Some("betalas")),
            ("missing-alt", 2, None, None),
            ("missing-source", 1, None, None),
        ]
    );
    assert_eq!(pass_all(&InForce::built_in(), &parts, None).unwrap(), None, "advice stops nobody");
}

proptest! {
    #[test]
    fn no_surrounding_lets_a_number_through(before in "[a-zåäö ,.!\\n]{0,40}", after in "[ ,.!?\\n][a-zåäö ,.!]{0,40}") {
        let text = format!("{before} 19121212-1212{after}");
        prop_assert_eq!(refused(&text, Some("Det finns ett skäl.")), "refuse-gate-block");
    }

    #[test]
    fn no_neighbour_hides_a_number(before in "[0-9a-z ./-]{0,30}", after in "[0-9a-z ./-]{0,30}") {
        let parts = [Part::of(Place::Title, &before), Part::of(Place::Text, "Gäller 19121212-1212, se brev."), Part::of(Place::Alt, &after)];
        let outcome = pass_all(&InForce::built_in(), &parts, Some("Det finns ett skäl."));
        prop_assert!(matches!(outcome, Err(Problem::Refused(refusal)) if refusal.key == "refuse-gate-block"));
    }
}
