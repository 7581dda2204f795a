//! Notes against the published example of Go's `sumdb/note`, and against whoever tampers with them.

use base64::{Engine, engine::general_purpose::STANDARD};
use proptest::prelude::*;

use super::*;

/// Key, text and note from the tests of golang.org/x/mod/sumdb/note; the private key is public on purpose.
const PRIVATE: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE: &str =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn peters_key() -> SigningKey {
    let private = STANDARD.decode(PRIVATE).unwrap();
    SigningKey::from_seed("PeterNeumann", private[1..].try_into().unwrap()).unwrap()
}

fn keys() -> [VerifyingKey; 1] {
    [VerifyingKey::parse(PUBLIC).unwrap()]
}

#[test]
fn we_sign_as_go_signs() {
    let key = peters_key();
    assert_eq!(key.verifying_key().to_string(), PUBLIC);
    assert_eq!(sign(TEXT, &key).unwrap(), format!("{TEXT}\n{SIGNATURE}"));
    assert_eq!(open(&format!("{TEXT}\n{SIGNATURE}"), &keys()), Ok(TEXT));
}

#[test]
fn the_key_of_gos_checksum_database_reads() {
    // Well known: the verifier key of sum.golang.org, as in `go help module-auth`.
    let key = VerifyingKey::parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8").unwrap();
    assert_eq!((key.name(), key.id()), ("sum.golang.org", &[0x03, 0x3d, 0xe0, 0xae]));
}

#[test]
fn strangers_signatures_are_passed_over() {
    let stranger = SigningKey::generate("witness.example.org").unwrap();
    let theirs = sign(TEXT, &stranger).unwrap();
    let both = format!("{theirs}{SIGNATURE}");
    assert_eq!(open(&both, &keys()), Ok(TEXT));
    assert_eq!(open(&theirs, &keys()), Err(NoteError::NotSigned));
    // Same name, other key: another key id, so still a stranger.
    let namesake = sign(TEXT, &SigningKey::generate("PeterNeumann").unwrap()).unwrap();
    assert_eq!(open(&namesake, &keys()), Err(NoteError::NotSigned));
}

#[test]
fn a_false_signature_by_a_known_key_spoils_the_note() {
    let false_one = SIGNATURE.replace("x08go/ZJ", "x08go/ZK");
    assert_eq!(open(&format!("{TEXT}\n{SIGNATURE}{false_one}"), &keys()), Err(NoteError::FalseSignature));
    assert_eq!(open(&format!("{}\n{SIGNATURE}", TEXT.replace("know", "knew")), &keys()), Err(NoteError::FalseSignature));
}

#[test]
fn other_forms_are_not_notes() {
    for note in [
        String::new(),
        TEXT.to_owned(),
        format!("{TEXT}{SIGNATURE}"),
        format!("{TEXT}\n"),
        format!("{TEXT}\n{}", SIGNATURE.trim_end()),
        format!("{TEXT}\n{SIGNATURE}\n"),
        format!("{TEXT}\n{SIGNATURE}x\n"),
        format!("{TEXT}\n{}", SIGNATURE.replace('—', "-")),
        format!("{TEXT}\n{}", SIGNATURE.replace("PeterNeumann ", "Peter+Neumann ")),
        format!("{TEXT}\n{}", SIGNATURE.replace("PeterNeumann ", " ")),
        format!("{TEXT}\n{}", SIGNATURE.replace("nAM=", "nAM")),
        format!("{TEXT}\n— PeterNeumann x08goA==\n"),
        format!("a\tb\n\n{SIGNATURE}"),
        format!("{TEXT}\n{SIGNATURE}").replace('\n', "\r\n"),
        format!("{TEXT}\n{}", SIGNATURE.repeat(101)),
        format!("{}\n{SIGNATURE}", TEXT.repeat(11_000)),
    ] {
        assert_eq!(open(&note, &keys()), Err(NoteError::Malformed), "{note:.200?}");
    }
    assert_eq!(open(&format!("{TEXT}\n{}", SIGNATURE.repeat(100)), &keys()), Ok(TEXT));
}

#[test]
fn a_text_that_would_open_differently_is_not_signed() {
    for text in ["", "no line feed", "tab\there\n", "carriage\r\n"] {
        assert_eq!(sign(text, &peters_key()), Err(NoteError::Text), "{text:?}");
    }
    let with_blank_lines = "one\n\n\ntwo\n\n";
    assert_eq!(open(&sign(with_blank_lines, &peters_key()).unwrap(), &keys()), Ok(with_blank_lines));
}

#[test]
fn a_mangled_key_is_refused() {
    let bytes = PUBLIC.as_bytes();
    for place in 0..bytes.len() {
        let mut mangled = bytes.to_vec();
        mangled[place] += 1;
        let mangled = String::from_utf8(mangled).unwrap();
        assert!(VerifyingKey::parse(&mangled).is_err(), "{mangled}");
        assert!(VerifyingKey::parse(&PUBLIC[..place]).is_err());
    }
    for name in ["", "two words", "a+b", "a\u{a0}b", "a\u{1}"] {
        assert_eq!(SigningKey::generate(name).err(), Some(KeyError::Name), "{name:?}");
    }
}

#[test]
fn a_key_comes_back_from_its_seed_and_does_not_show_it() {
    let key = SigningKey::generate("desk.example.org/record").unwrap();
    let again = SigningKey::from_seed("desk.example.org/record", key.seed()).unwrap();
    assert_eq!(again.verifying_key(), key.verifying_key());
    assert_eq!(VerifyingKey::parse(&key.verifying_key().to_string()).as_ref(), Ok(key.verifying_key()));
    assert_eq!(format!("{:?}", peters_key()), format!("SigningKey({PUBLIC})"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn any_text_opens_and_any_flipped_bit_does_not(text in "[ -~\nåé🌊]{0,80}\n", place: prop::sample::Index, bit in 0_u8..8) {
        let note = sign(&text, &peters_key()).unwrap();
        prop_assert_eq!(open(&note, &keys()), Ok(text.as_str()));
        let mut bytes = note.into_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(flipped) = String::from_utf8(bytes) {
            prop_assert!(open(&flipped, &keys()).is_err());
        }
    }
}
