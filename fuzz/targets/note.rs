//! Any text as a signed note and as a verifier key; and any text signed opens again, while nothing else does.

use formats::tlog::note::{SigningKey, VerifyingKey, open, sign};

/// One run.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let key = SigningKey::from_seed("desk.example.org/record", &[7; 32]).expect("the name is a good one");
    let keys = [key.verifying_key().clone()];
    // Nobody but the key makes its signatures: whatever opens must carry exactly the one it makes itself.
    if let Ok(signed) = open(text, &keys) {
        let ours = sign(signed, &key).expect("an opened text can be signed");
        assert!(text.contains(&ours[signed.len()..]), "a signature we did not make");
    }
    if let Ok(note) = sign(text, &key) {
        assert_eq!(open(&note, &keys), Ok(text));
        assert!(open(&format!("x{note}"), &keys).is_err());
    }
    if let Ok(key) = VerifyingKey::parse(text) {
        assert_eq!(key.to_string(), text);
    }
}
