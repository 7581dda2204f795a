//! The description itself: whole, in its own words, after the rules of DIGG's REST API profile, and the chapter made from it.
use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::shape::misfits;
use crate::web::api;

const METHODS: &[&str] = &["get", "put", "post", "delete", "patch"];

pub(super) fn document() -> Value {
    api::document("Exempelby kommun", "https://torg.exempelby.example/").unwrap()
}

/// Every operation: its path, its method, what is said of it.
pub(super) fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, item): (&'_ String, &'_ Value)| -> Vec<(String, String)> {
        METHODS.iter().filter(|method| item.get(**method).is_some()).map(|method| (path.clone(), (*method).to_owned())).collect()
    };
    let named: Vec<(String, String)> = paths.iter().flat_map(of_path).collect();
    named
        .into_iter()
        .map(|(path, method)| {
            let (path, item) = paths.get_key_value(&path).unwrap();
            let (method, operation) = item.as_object().unwrap().get_key_value(&method).unwrap();
            (path.as_str(), method.as_str(), operation)
        })
        .collect()
}

fn is_camel(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_plain(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[test]
fn every_operation_is_described_in_full() {
    let document = document();
    let operations = operations(&document);
    assert!(operations.len() > 50, "only {} operations", operations.len());
    let mut ids = BTreeSet::new();
    for (path, method, operation) in operations {
        let here = format!("{method} {path}");
        assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{here}: its id is another's");
        for said in ["summary", "description"] {
            assert!(operation[said].as_str().is_some_and(|words| words.len() > 10), "{here} has no {said}");
        }
        let answers = operation["responses"].as_object().unwrap();
        assert!(answers.keys().any(|status| status.starts_with('2')), "{here}: what if it goes well?");
        for must in ["500", "503"] {
            assert!(answers.contains_key(must), "{here} does not tell {must}");
        }
        if operation.get("security").is_some() {
            assert!(answers.contains_key("401") && answers.contains_key("403"), "{here}");
        }
        assert!(path.contains('{') == answers.contains_key("404"), "{here}: 404");
        for (status, answer) in answers {
            let answer = match answer.get("$ref").and_then(Value::as_str) {
                Some(pointer) => document.pointer(&pointer[1..]).unwrap(),
                None => answer,
            };
            assert!(answer["description"].as_str().is_some_and(|words| !words.is_empty()), "{here} {status}");
            if status.as_str() >= "400" {
                let schema = &answer["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/ProblemDetails", "{here} {status}");
            }
        }
    }
}

#[test]
fn whole_examples_fit_what_they_are_examples_of() {
    let document = document();
    let mut n_examples = 0;
    let mut check = |here: String, content: &Value| {
        for (media_type, described) in content.as_object().into_iter().flatten() {
            let Some(schema) = described.get("schema").filter(|_| media_type.ends_with("json")) else { continue };
            let examples = described["examples"].as_object().unwrap_or_else(|| panic!("{here} has no example"));
            for example in examples.values() {
                n_examples += 1;
                let wrong = misfits(&document, schema, &example["value"], &here);
                assert!(wrong.is_empty(), "{wrong:#?}");
            }
        }
    };
    for (path, method, operation) in operations(&document) {
        check(format!("sent: {method} {path}"), &operation["requestBody"]["content"]);
        for (status, answer) in operation["responses"].as_object().unwrap() {
            check(format!("{method} {path} {status}"), &answer["content"]);
        }
    }
    for (name, answer) in document["components"]["responses"].as_object().unwrap() {
        check(name.clone(), &answer["content"]);
    }
    assert!(n_examples > 70, "only {n_examples} examples");
}

/// DIGG's REST API profile: UFN.07–09, RES.06, AME.04–05, FNS.01, FNS.03, FNS.09, SAK.09–10, VER.05–06, DOK.03, DOK.06, DOK.08, DOK.09.
#[test]
fn names_and_addresses_follow_the_profile() {
    let document = document();
    for (path, _, operation) in operations(&document) {
        for part in path.split('/').filter(|part| !part.is_empty()) {
            match part.strip_prefix('{') {
                Some(name) => assert!(is_camel(name.trim_end_matches('}')), "{path}"),
                None => assert!(is_plain(part), "{path}"),
            }
        }
        for parameter in operation["parameters"].as_array().unwrap().iter().filter(|parameter| parameter["in"] == "query") {
            assert!(is_camel(parameter["name"].as_str().unwrap()), "{path}: {parameter}");
            if parameter["name"] == "limit" {
                assert_eq!(parameter["schema"]["default"], 20, "{path}");
            }
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        for field in schema["properties"].as_object().into_iter().flat_map(|fields| fields.keys()) {
            assert!(is_camel(field), "{name}.{field}");
        }
    }
    let schemes = document["components"]["securitySchemes"].as_object().unwrap();
    assert!(schemes.values().all(|scheme| scheme["type"] == "http" && scheme["scheme"] == "bearer"));
    assert_eq!(document["servers"][0]["url"], "https://torg.exempelby.example/api/v1");
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"].get("/api-info").is_some());
    let about = document["info"]["description"].as_str().unwrap();
    for told in ["Service level", "Known limits", "På svenska", "Begränsningar"] {
        assert!(about.contains(told), "the description does not tell: {told}");
    }
    assert!(document["info"]["license"]["url"].is_string() && document["info"]["contact"]["url"].is_string());
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_used() {
    let document = document();
    let mut led = BTreeSet::new();
    fn walk(document: &Value, value: &Value, led: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(pointer) = fields.get("$ref").and_then(Value::as_str) {
                    assert!(document.pointer(&pointer[1..]).is_some(), "{pointer} leads nowhere");
                    led.insert(pointer.to_owned());
                }
                fields.values().for_each(|field| walk(document, field, led));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(document, item, led)),
            _ => {}
        }
    }
    walk(&document, &document, &mut led);
    for kind in ["schemas", "responses", "parameters", "headers"] {
        for name in document["components"][kind].as_object().unwrap().keys() {
            assert!(led.contains(&format!("#/components/{kind}/{name}")), "nothing leads to {kind}/{name}");
        }
    }
}

#[test]
fn the_chapter_in_the_docs_is_in_step() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/api.md");
    let wanted = api::chapter(&document());
    if std::env::var_os("TORG_WRITE_DOCS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &wanted).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(there == wanted, "docs/reference/api.md is behind; run TORG_WRITE_DOCS=1 cargo test -p torg api::described");
}
