//! Whether a value is as the API's description says: the part of JSON Schema that the description uses.
use serde_json::Value;

/// What does not fit, one line each.
pub(super) fn misfits(document: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    if let Some(pointer) = schema.get("$ref").and_then(Value::as_str) {
        let target = document.pointer(pointer.trim_start_matches('#')).unwrap_or_else(|| panic!("{pointer} leads nowhere"));
        return misfits(document, target, value, at);
    }
    if let Some(choices) = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array) {
        let fits = choices.iter().any(|choice| misfits(document, choice, value, at).is_empty());
        return if fits { Vec::new() } else { vec![format!("{at}: {value} is none of the choices")] };
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        return parts.iter().flat_map(|part| misfits(document, part, value, at)).collect();
    }
    if let Some(only) = schema.get("enum").and_then(Value::as_array) {
        return if only.contains(value) { Vec::new() } else { vec![format!("{at}: {value} is not one of {only:?}")] };
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return Vec::new(),
    };
    let is_number = kinds.contains(&"number") && value.is_number();
    if !is_number && !kinds.contains(&kind(value)) {
        return vec![format!("{at}: {value} is not {kinds:?}")];
    }
    match value {
        Value::Object(fields) => {
            let known = schema["properties"].as_object();
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let missing = required.filter(|name| !fields.contains_key(*name)).map(|name| format!("{at}: {name} is missing"));
            let mut wrong: Vec<String> = missing.collect();
            for (name, field) in fields {
                match known.and_then(|known| known.get(name)) {
                    Some(described) => wrong.extend(misfits(document, described, field, &format!("{at}.{name}"))),
                    None if schema.get("additionalProperties").is_some_and(Value::is_object) => {}
                    None => wrong.push(format!("{at}: {name} is not described")),
                }
            }
            wrong
        }
        Value::Array(items) => {
            let each = items.iter().enumerate();
            each.flat_map(|(n, item)| misfits(document, &schema["items"], item, &format!("{at}[{n}]"))).collect()
        }
        Value::String(text) => formatted(schema["format"].as_str(), text, at),
        _ => Vec::new(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn formatted(format: Option<&str>, text: &str, at: &str) -> Vec<String> {
    let fits = match format {
        Some("uuid") => text.parse::<uuid::Uuid>().is_ok(),
        // RFC 3339, and always in UTC.
        Some("date-time") => text.parse::<jiff::Timestamp>().is_ok() && (text.ends_with('Z') || at.starts_with("sent")),
        Some("date") => text.parse::<jiff::civil::Date>().is_ok(),
        Some("uri") => url::Url::parse(text).is_ok(),
        _ => true,
    };
    if fits { Vec::new() } else { vec![format!("{at}: {text:?} is no {}", format.unwrap_or_default())] }
}

#[test]
fn misfits_are_seen() {
    use serde_json::json;
    let schema = json!({ "type": "object", "required": ["id"], "properties": {
        "id": { "type": "string", "format": "uuid" }, "at": { "type": ["string", "null"], "format": "date-time" } } });
    let seen = |value: Value| misfits(&Value::Null, &schema, &value, "it").len();
    assert_eq!(seen(json!({ "id": "0193485e-f2a0-7c31-9d5b-6f0a3c1e2b4d", "at": null })), 0);
    assert_eq!(seen(json!({ "id": "x", "at": "2026-11-20T08:15:00+01:00", "more": 1 })), 3);
    assert_eq!(seen(json!({ "at": 1 })), 2);
}
