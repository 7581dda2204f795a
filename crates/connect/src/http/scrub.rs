//! Keeps secrets out of log lines, troubles and tapes.
use serde_json::Value;
use url::Url;

/// What stands where a secret stood.
pub(super) const SCRUBBED: &str = "[scrubbed]";

/// True for names of headers, form fields, query parameters and JSON members whose values are secrets.
pub(super) fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let telling =
        ["token", "secret", "password", "passwd", "jwt", "authorization", "cookie", "verifier", "apikey", "api_key", "api-key"];
    matches!(name.as_str(), "code" | "pwd" | "sec-websocket-protocol") || telling.iter().any(|part| name.contains(part))
}

/// An address without query, fragment and password: what may stand in a log.
pub(super) fn address(url: &Url) -> String {
    let mut shown = url.clone();
    shown.set_query(None);
    shown.set_fragment(None);
    // Neither can fail for an address that has a host; `Call` takes no other.
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    shown.to_string()
}

/// `text` without any of `secrets`, and without anything that looks like a signed token.
pub(super) fn text(text: &str, secrets: &[String]) -> String {
    let mut clean = text.to_owned();
    for secret in secrets.iter().filter(|secret| secret.len() >= 4) {
        clean = clean.replace(secret.as_str(), SCRUBBED);
    }
    without_signed_tokens(&clean)
}

/// A signed token (JWT) is three runs of base64url parted by dots and starts with the encoding of `{"`.
fn without_signed_tokens(text: &str) -> String {
    let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_');
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("eyJ") {
        let length = rest[start..].find(|character| !is_part(character)).unwrap_or(rest.len() - start);
        let run = &rest[start..start + length];
        clean.push_str(&rest[..start]);
        clean.push_str(if run.len() > 20 && run.contains('.') { SCRUBBED } else { run });
        rest = &rest[start + length..];
    }
    clean + rest
}

/// Gathers the string values of secret members anywhere in `value`.
pub(super) fn secrets_in_json(value: &Value, secrets: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| secrets_in_json(item, secrets)),
        Value::Object(members) => members.iter().for_each(|(name, member)| match member {
            Value::String(secret) if is_secret_name(name) => secrets.push(secret.clone()),
            _ => secrets_in_json(member, secrets),
        }),
        _ => {}
    }
}

/// Replaces the values of secret members anywhere in `value`, and `secrets` wherever they are quoted.
pub(super) fn json(value: &mut Value, secrets: &[String]) {
    match value {
        Value::String(string) => *string = text(string, secrets),
        Value::Array(items) => items.iter_mut().for_each(|item| json(item, secrets)),
        Value::Object(members) => members.iter_mut().for_each(|(name, member)| {
            if is_secret_name(name) && member.is_string() {
                *member = SCRUBBED.into();
            } else {
                json(member, secrets);
            }
        }),
        _ => {}
    }
}

/// Replaces the values of secret fields of a form or query.
pub(super) fn form(encoded: &str, secrets: &[String]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(encoded.as_bytes())
        .map(|(name, value)| {
            let shown = if is_secret_name(&name) { SCRUBBED.to_owned() } else { text(&value, secrets) };
            (name.into_owned(), shown)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_wherever_they_stand() {
        let mut value = serde_json::json!({
            "accessJwt": "abcdef", "nested": [{"client_secret": "xyz1", "text": "the token is abcdef"}], "id": "7",
            "note": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln!",
        });
        json(&mut value, &["abcdef".to_owned()]);
        let shown = value.to_string();
        assert!(!shown.contains("abcdef") && !shown.contains("xyz1") && !shown.contains("c2ln"), "{shown}");
        assert!(shown.contains(r#""id":"7""#), "{shown}");
        let mut found = Vec::new();
        secrets_in_json(&serde_json::json!({"a": [{"password": "p1"}]}), &mut found);
        assert_eq!(found, ["p1"]);
    }

    #[test]
    fn forms_and_addresses_lose_their_secrets() {
        let fields = form("grant_type=authorization_code&code=abc&client_secret=d&status=hej+hej", &[]);
        assert_eq!(fields[1].1, SCRUBBED);
        assert_eq!(fields[2].1, SCRUBBED);
        assert_eq!(fields[3].1, "hej hej");
        assert_eq!(address(&"https://a.example/p?q=1#f".parse().unwrap()), "https://a.example/p");
    }
}
