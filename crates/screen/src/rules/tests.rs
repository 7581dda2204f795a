//! Rule files: the built-in ones can be read, an authority's own add to them, and faults are sentences with a line.

use super::*;

fn finds(rules: &Rules, text: &str) -> Vec<(String, FindingKind)> {
    rules.screen(text).into_iter().map(|finding| (finding.rule.into_owned(), finding.kind)).collect()
}

#[test]
fn the_built_in_files_can_be_read() {
    let rules = Rules::built_in();
    assert!(rules.all().count() > 30);
    assert_eq!(rules.version(), "2026-11-27");
}

#[test]
fn an_authority_adds_rules_and_switches_others_off() {
    let own = r##"
version = "KS 2026/118"
off = ["spam-goods"]
[lists]
victim-sv = "bibliotekarien"
our-schools = "ekskolan bergaskolan"
[[rule]]
id = "our-pupils"
kind = "pupil"
confidence = "medium"
law = "our-own-decision"
step = "notice"
with = "person"
unless = ["öppet hus"]
phrases = ["elev* (på|vid) {our-schools}", "klass # (hos|bland) oss"]
"##;
    let rules = Rules::extended("own.toml", own).unwrap();
    assert_eq!(rules.version(), "2026-11-27 + KS 2026/118");
    let found = rules.screen("Min son slog en elev på Ekskolan igår");
    assert!(found.iter().any(|f| f.rule == "our-pupils" && f.law == "our-own-decision" && f.step == Step::Notice), "{found:?}");
    assert_eq!(finds(&rules, "Eleverna vid Bergaskolan har öppet hus, säger min son"), []);
    assert_eq!(finds(&rules, "Elever på Ekskolan sjunger"), [], "no person");
    assert_eq!(finds(&rules, "Jag ska döda bibliotekarien")[0].1, FindingKind::Threat);
    assert_eq!(finds(Rules::built_in(), "Jag ska döda bibliotekarien"), []);
    assert_eq!(finds(&rules, "Billiga Viagra"), []);
    assert_eq!(finds(Rules::built_in(), "Billiga Viagra")[0].0, "spam-goods");
}

#[test]
fn faults_are_sentences_with_a_line() {
    for (own, line, says) in [
        ("version = 1", 1, "string"),
        ("version = \"1\"\nrules = 3", 2, "unknown field"),
        ("version = \"1\"\noff = [\"nothing\"]", 2, "no rule \"nothing\" to switch off"),
        (
            "version = \"1\"\n[[rule]]\nid = \"a\"\nkind = \"rude\"\nconfidence = \"low\"\nphrases = [\"x\"]",
            4,
            "\"rude\" is no kind",
        ),
        (
            "version = \"1\"\n[[rule]]\nid = \"a\"\nkind = \"spam\"\nconfidence = \"sure\"\nphrases = [\"x\"]",
            5,
            "write low, medium or high",
        ),
        (
            "version = \"1\"\n[[rule]]\nid = \"a\"\nkind = \"spam\"\nconfidence = \"low\"\nphrases = [\n\"ok\",\n\"(a|b\"]",
            8,
            "not closed",
        ),
        (
            "version = \"1\"\n[[rule]]\nid = \"a\"\nkind = \"spam\"\nconfidence = \"low\"\nwith = \"luck\"\nphrases = [\"x\"]",
            6,
            "no sign \"luck\"",
        ),
        (
            "version = \"1\"\n[[rule]]\nid = \"spam-goods\"\nkind = \"spam\"\nconfidence = \"low\"\nphrases = [\"x\"]",
            3,
            "already a rule",
        ),
        ("version = \"1\"\n[[message]]\nkind = \"song\"\nweight = 1\nphrases = [\"x\"]", 3, "no kind of message"),
        ("version = \"1\"\n[lists]\nempty = \"\"", 3, "no words"),
    ] {
        let fault = Rules::extended("own.toml", own).unwrap_err();
        assert_eq!(fault.line, line, "{fault}");
        assert!(fault.to_string().starts_with(&format!("own.toml, line {line}: ")) && fault.says.contains(says), "{fault}");
    }
}
