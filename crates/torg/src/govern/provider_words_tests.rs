//! Every way to forge a token that the standards warn of, tried on the rules for ID tokens and logout tokens.
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{EncodingKey, Header};
use serde_json::json;

use super::*;

const ISSUER: &str = "https://id.example.org";
const CLIENT: &str = "torg";
const NOW: i64 = 1_800_000_000;

/// A provider with one key of its own.
struct Signer {
    key: EncodingKey,
    keys: JwkSet,
}

impl Signer {
    fn new(kid: &str) -> Self {
        let document = aws_lc_rs::signature::EcdsaKeyPair::generate_pkcs8(
            &aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED_SIGNING,
            &aws_lc_rs::rand::SystemRandom::new(),
        )
        .unwrap();
        let key = EncodingKey::from_ec_der(document.as_ref());
        let mut jwk = Jwk::from_encoding_key(&key, Algorithm::ES256).unwrap();
        jwk.common.key_id = Some(kid.to_owned());
        Self { key, keys: JwkSet { keys: vec![jwk] } }
    }

    fn signs(&self, kid: Option<&str>, typ: &str, claims: &Value) -> String {
        let header = Header { kid: kid.map(str::to_owned), typ: Some(typ.to_owned()), ..Header::new(Algorithm::ES256) };
        jsonwebtoken::encode(&header, claims, &self.key).unwrap()
    }
}

fn expected() -> Expected<'static> {
    Expected { issuer: ISSUER, client_id: CLIENT, now: Timestamp::from_second(NOW).unwrap() }
}

fn good() -> Value {
    json!({ "iss": ISSUER, "sub": "fatima", "aud": CLIENT, "exp": NOW + 300, "iat": NOW, "nonce": "n-1", "sid": "s-1", "groups": ["a"] })
}

fn changed(mut claims: Value, field: &str, value: Value) -> Value {
    match value.is_null() {
        true => drop(claims.as_object_mut().unwrap().remove(field)),
        false => claims[field] = value,
    }
    claims
}

#[test]
fn an_id_token_is_believed_when_all_of_it_is_right() {
    let signer = Signer::new("k1");
    let told = id_token(&signer.signs(Some("k1"), "JWT", &good()), &signer.keys, "n-1", &expected()).unwrap();
    assert_eq!((told.sub.as_str(), told.sid.as_deref()), ("fatima", Some("s-1")));
    assert_eq!(groups(&told.more, "groups"), BTreeSet::from(["a".to_owned()]));
    // Its key may go without a name when there is one only.
    id_token(&signer.signs(None, "JWT", &good()), &signer.keys, "n-1", &expected()).unwrap();
    let two = changed(changed(good(), "aud", json!([CLIENT, "other"])), "azp", json!(CLIENT));
    id_token(&signer.signs(Some("k1"), "JWT", &two), &signer.keys, "n-1", &expected()).unwrap();
}

#[test]
fn an_id_token_with_anything_wrong_is_not_believed() {
    let signer = Signer::new("k1");
    for (field, value, why) in [
        ("iss", json!("https://id.example.org/"), "another issuer"),
        ("iss", json!("https://evil.example"), "another issuer"),
        ("aud", json!("another"), "another audience"),
        ("aud", json!([]), "another audience"),
        ("aud", json!([CLIENT, "other"]), "made for another"),
        ("azp", json!("another"), "made for another"),
        ("exp", json!(NOW - 60), "expired"),
        ("iat", json!(NOW + 61), "from the future"),
        ("nbf", json!(NOW + 61), "from the future"),
        ("nonce", json!("n-2"), "nonce"),
        ("nonce", Value::Null, "nonce"),
        ("sub", json!(""), "nobody"),
        ("sub", json!("x".repeat(256)), "nobody"),
        ("sub", Value::Null, "lacks"),
        ("exp", Value::Null, "lacks"),
        ("exp", json!("2027"), "lacks"),
    ] {
        let token = signer.signs(Some("k1"), "JWT", &changed(good(), field, value.clone()));
        let doubt = id_token(&token, &signer.keys, "n-1", &expected()).unwrap_err();
        assert!(doubt.0.contains(why), "{field} {value}: {doubt}");
    }
}

/// A token with a header of the attacker's choice.
fn forged(header: &Value, claims: &Value, signature: &[u8]) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(header), part(claims), URL_SAFE_NO_PAD.encode(signature))
}

#[test]
fn a_signature_that_is_not_the_providers_is_not_taken() {
    let (signer, stranger) = (Signer::new("k1"), Signer::new("k1"));
    let refused = |token: &str| id_token(token, &signer.keys, "n-1", &expected()).unwrap_err();
    for none in ["none", "None", "NONE", "nOnE"] {
        let header = json!({ "alg": none, "typ": "JWT" });
        refused(&forged(&header, &good(), b""));
        refused(&forged(&header, &good(), b"x"));
    }
    assert!(refused(&stranger.signs(Some("k1"), "JWT", &good())).0.contains("signature"), "another's key with the same name");
    assert!(refused(&stranger.signs(Some("k2"), "JWT", &good())).0.contains("not among"));
    // The public key as a shared secret (RFC 8725, 2.1).
    let public = serde_json::to_vec(&signer.keys.keys[0]).unwrap();
    for secret in [public.as_slice(), b"", b"torg"] {
        let header = Header { kid: Some("k1".to_owned()), ..Header::new(Algorithm::HS256) };
        let token = jsonwebtoken::encode(&header, &good(), &EncodingKey::from_secret(secret)).unwrap();
        assert!(refused(&token).0.contains("a way that is not taken"));
    }
    // Claims changed after signing.
    let token = signer.signs(Some("k1"), "JWT", &good());
    let parts: Vec<&str> = token.split('.').collect();
    let other = URL_SAFE_NO_PAD.encode(changed(good(), "sub", json!("astrid")).to_string());
    refused(&format!("{}.{other}.{}", parts[0], parts[2]));
    for broken in ["", ".", "..", "a.b.c", &token[..token.len() - 4], &format!("{token}AAAA")] {
        refused(broken);
    }
    // A key that is for encryption signs nothing.
    let mut keys = signer.keys.clone();
    keys.keys[0].common.public_key_use = Some(PublicKeyUse::Encryption);
    assert!(id_token(&token, &keys, "n-1", &expected()).is_err());
}

#[test]
fn an_rsa_key_signs_in_the_way_it_says() {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let public = pair.public_key();
    let number = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let jwk = json!({ "keys": [{ "kty": "RSA", "kid": "r1", "alg": "RS256", "use": "sig",
        "n": number(public.modulus().big_endian_without_leading_zero()), "e": number(public.exponent().big_endian_without_leading_zero()) }] });
    let keys: JwkSet = serde_json::from_value(jwk).unwrap();
    let signed = |algorithm: Algorithm, hash: &'static dyn aws_lc_rs::signature::RsaEncoding| {
        let header = json!({ "alg": format!("{algorithm:?}"), "kid": "r1", "typ": "JWT" });
        let body = forged(&header, &good(), b"");
        let message = body.trim_end_matches('.');
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(hash, &aws_lc_rs::rand::SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    };
    id_token(&signed(Algorithm::RS256, &aws_lc_rs::signature::RSA_PKCS1_SHA256), &keys, "n-1", &expected()).unwrap();
    let other = signed(Algorithm::RS512, &aws_lc_rs::signature::RSA_PKCS1_SHA512);
    assert!(id_token(&other, &keys, "n-1", &expected()).unwrap_err().0.contains("not among"), "the key says RS256");
}

fn logout() -> Value {
    json!({ "iss": ISSUER, "aud": CLIENT, "iat": NOW, "exp": NOW + 120, "jti": "j-1", "sub": "fatima", "sid": "s-1",
        "events": { LOGOUT: {} } })
}

#[test]
fn a_logout_token_is_believed_when_all_of_it_is_right() {
    let signer = Signer::new("k1");
    for kind in ["logout+jwt", "JWT", "Logout+JWT"] {
        let told = logout_token(&signer.signs(Some("k1"), kind, &logout()), &signer.keys, &expected()).unwrap();
        assert_eq!((told.sub.as_deref(), told.sid.as_deref(), told.jti.as_str()), (Some("fatima"), Some("s-1"), "j-1"));
    }
    for one in ["sub", "sid"] {
        let token = signer.signs(Some("k1"), "logout+jwt", &changed(logout(), one, Value::Null));
        logout_token(&token, &signer.keys, &expected()).unwrap();
    }
}

#[test]
fn a_logout_token_with_anything_wrong_is_not_believed() {
    let signer = Signer::new("k1");
    for (field, value, why) in [
        ("iss", json!("https://evil.example"), "another issuer"),
        ("aud", json!("another"), "another audience"),
        ("exp", json!(NOW - 60), "expired"),
        ("iat", json!(NOW + 61), "from the future"),
        ("events", json!({}), "no logout"),
        ("events", json!({ LOGOUT: true }), "no logout"),
        ("events", json!({ "http://schemas.openid.net/event/other": {} }), "no logout"),
        ("events", Value::Null, "lacks"),
        ("nonce", json!("n-1"), "nonce"),
        ("jti", json!(""), "known again"),
        ("jti", Value::Null, "lacks"),
        ("exp", Value::Null, "lacks"),
    ] {
        let token = signer.signs(Some("k1"), "logout+jwt", &changed(logout(), field, value.clone()));
        let doubt = logout_token(&token, &signer.keys, &expected()).unwrap_err();
        assert!(doubt.0.contains(why), "{field} {value}: {doubt}");
    }
    let nobody = changed(changed(logout(), "sub", Value::Null), "sid", Value::Null);
    let doubt = logout_token(&signer.signs(Some("k1"), "logout+jwt", &nobody), &signer.keys, &expected()).unwrap_err();
    assert!(doubt.0.contains("neither person nor session"));
    // An ID token or an access token is no logout token.
    assert!(logout_token(&signer.signs(Some("k1"), "JWT", &good()), &signer.keys, &expected()).is_err());
    assert!(logout_token(&signer.signs(Some("k1"), "at+jwt", &logout()), &signer.keys, &expected()).is_err());
    assert!(
        logout_token(&forged(&json!({ "alg": "none", "typ": "logout+jwt" }), &logout(), b""), &signer.keys, &expected()).is_err()
    );
    assert!(logout_token(&Signer::new("k1").signs(Some("k1"), "logout+jwt", &logout()), &signer.keys, &expected()).is_err());
}

#[test]
fn only_texts_are_groups() {
    let of = |value: Value| groups(json!({ "roles": value }).as_object().unwrap(), "roles");
    assert_eq!(of(json!(["a", 1, null, ["b"], "c"])), BTreeSet::from(["a".to_owned(), "c".to_owned()]));
    assert_eq!(of(json!("a")), BTreeSet::from(["a".to_owned()]));
    assert!(of(json!({ "a": true })).is_empty());
}
