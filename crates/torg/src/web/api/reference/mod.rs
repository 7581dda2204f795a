//! The reference: the API's description as a page for people, without anything from elsewhere, and as a chapter of the docs.
mod chapter;
mod page;
mod words;

#[cfg(test)]
pub(crate) use chapter::chapter;
pub(super) use page::{leads_on, page};
use serde_json::Value;

/// One operation of the description, in the order of its tag.
struct Operation<'d> {
    method: String,
    path: &'d str,
    described: &'d Value,
}

/// The operations of a tag, by path; of one path in the order read, write, remove.
fn operations<'d>(document: &'d Value, tag: &str) -> Vec<Operation<'d>> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in ["get", "post", "put", "delete"] {
            if let Some(described) = item.get(method)
                && described["tags"].get(0).is_some_and(|first| first == tag)
            {
                found.push(Operation { method: method.to_uppercase(), path, described });
            }
        }
    }
    found
}

/// The tags, with what each is about.
fn tags(document: &Value) -> impl Iterator<Item = (&str, &str)> {
    let tags = document["tags"].as_array().into_iter().flatten();
    tags.map(|tag| (tag["name"].as_str().unwrap_or_default(), tag["description"].as_str().unwrap_or_default()))
}

/// Follows a reference within the description.
fn resolved<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    match value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#')) {
        Some(pointer) => document.pointer(pointer).unwrap_or(value),
        None => value,
    }
}

/// The first example of a body or an answer, as people read JSON.
fn example_of(content: &Value) -> Option<String> {
    let (_, described) = content.as_object()?.iter().next()?;
    let example = match described["examples"].as_object().and_then(|examples| examples.values().next()) {
        Some(example) => &example["value"],
        None => described.get("example")?,
    };
    Some(example.as_str().map_or_else(|| format!("{example:#}"), str::to_owned))
}
