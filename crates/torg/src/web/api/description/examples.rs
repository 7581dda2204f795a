//! Whole examples of what is sent and answered, put together from the examples of each field (DIGG's profile, DOK.15).
use serde_json::{Map, Value, json};

/// An example of what `schema` describes.
pub(super) fn example(schema: &Value, schemas: &Value) -> Value {
    if let Some(given) = schema.get("example") {
        return given.clone();
    }
    if let Some(first) = schema.get("examples").and_then(|examples| examples.get(0)) {
        return first.clone();
    }
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix("#/components/schemas/")) {
        return match schemas[name]["format"].as_str() {
            Some("uuid") => json!(id_of(name)),
            _ => example(&schemas[name], schemas),
        };
    }
    if let Some(only) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return only.clone();
    }
    if let Some(choices) = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array) {
        let first = choices.iter().find(|choice| choice["type"] != "null");
        return first.map_or(Value::Null, |first| example(first, schemas));
    }
    of_kind(schema, schemas)
}

/// An id that is another for each kind of thing, so that an example shows what belongs together.
fn id_of(name: &str) -> String {
    let last = name.bytes().fold(0x2b_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    format!("0193485e-f2a0-7c31-9d5b-6f0a{last:08x}")
}

fn of_kind(schema: &Value, schemas: &Value) -> Value {
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        one => vec![one.clone()],
    };
    match kinds.first().and_then(Value::as_str) {
        Some("array") => json!([example(&schema["items"], schemas)]),
        Some("object") => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            let fields: Map<String, Value> = fields.map(|(name, field)| (name.clone(), example(field, schemas))).collect();
            Value::Object(fields)
        }
        Some("integer" | "number") => {
            schema.get("default").or_else(|| schema.get("minimum")).cloned().unwrap_or_else(|| json!(1))
        }
        Some("boolean") => json!(false),
        Some("string") => match schema["format"].as_str() {
            Some("date-time") => json!("2026-11-20T07:15:00Z"),
            _ => json!("…"),
        },
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_follows_references_and_prefers_what_is_given() {
        let schemas =
            json!({ "Unit": { "type": "object", "properties": { "name": { "type": "string", "example": "Kundservice" } } } });
        let schema = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Unit" } });
        assert_eq!(example(&schema, &schemas), json!([{ "name": "Kundservice" }]));
        let choice = json!({ "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Unit" }] });
        assert_eq!(example(&choice, &schemas), json!({ "name": "Kundservice" }));
        assert_eq!(example(&json!({ "type": ["string", "null"], "example": null }), &schemas), Value::Null);
        let ids = json!({ "UnitId": { "type": "string", "format": "uuid" } });
        let id = example(&json!({ "$ref": "#/components/schemas/UnitId" }), &ids);
        assert!(id.as_str().unwrap().parse::<uuid::Uuid>().is_ok(), "{id}");
        assert_eq!(example(&json!({ "type": "string", "enum": ["in", "out"] }), &schemas), json!("in"));
    }
}
