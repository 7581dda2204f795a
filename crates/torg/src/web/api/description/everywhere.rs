//! What holds for every operation: which permission it needs in words, the ways it can fail, its headers, its examples.
use serde_json::{Map, Value, json};

use super::examples::example;
use crate::web::api::problem::MEDIA_TYPE;

/// Status, name among the components, what it means, and the rule its example names.
const FAILURES: &[(&str, &str, &str, &str)] = &[
    ("400", "BadRequest", "The question or the body cannot be read.", "refuse-query"),
    (
        "401",
        "Unauthorised",
        "No token, or one that is unknown, too old or revoked, or whose mandate has ended.",
        "refuse-token-missing",
    ),
    ("403", "Forbidden", "The token's mandate does not allow this here.", "refuse-no-mandate"),
    ("404", "NotFound", "There is nothing there, or nothing the token's mandate lets it see.", "refuse-not-found"),
    ("409", "Conflict", "Someone was first, or it is too late.", "refuse-state-already"),
    ("413", "TooLarge", "The body is larger than 1 MB.", "refuse-body-too-large"),
    ("415", "UnsupportedMediaType", "The body is not said to be `application/json`.", "refuse-not-json"),
    ("422", "Refused", "A rule says no; `detail` says which and what to do.", "refuse-empty-text"),
    ("500", "Fault", "The fault is ours, and it has been noted.", "fault-ours"),
    ("503", "TooSlow", "It took too long and was broken off.", "refuse-too-slow"),
];

const METHODS: &[&str] = &["get", "put", "post", "delete", "patch"];

/// Adds to the description what no handler needs to say.
pub(super) fn complete(document: &mut Value) {
    pages_name_what_they_hold(&mut document["components"]["schemas"]);
    let schemas = document["components"]["schemas"].clone();
    for item in document["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut()) {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) {
                needs(operation);
                fails(method, operation);
                headed(method, operation);
                exemplified(operation, &schemas);
            }
        }
    }
    let components = &mut document["components"];
    components["securitySchemes"] = json!({ "token": {
        "type": "http", "scheme": "bearer", "bearerFormat": "torg_…",
        "description": "A token, which stands for one mandate. The names beside it in an operation are what the mandate must allow.",
    }});
    components["parameters"] = json!({
        "AcceptLanguage": header_in("Accept-Language", "Languages for sentences, the best first: sv, nb, nn, en.", "sv"),
        "IfNoneMatch": header_in("If-None-Match", "The `ETag` of the answer you have. If it still holds, the answer is 304.", "\"5d41402abc4b2a76b9719d91\""),
        "Traceparent": header_in("traceparent", "The trace that the request belongs to (W3C Trace Context).", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
    });
    components["headers"] = json!({
        "ETag": header_out("Tag of these bytes, for `If-None-Match`.", "\"5d41402abc4b2a76b9719d91\""),
        "Location": header_out("Address of what was made.", "/api/v1/deliveries/0193485e-f2a0-7c31-9d5b-6f0a3c1e2b4d"),
        "Traceparent": header_out("The trace, taken up or begun.", "00-4bf92f3577b34da6a3ce929d0e0e4736-b7ad6b7169203331-01"),
    });
    let failures = FAILURES.iter().map(|(status, name, means, rule)| ((*name).to_owned(), failure(status, means, rule)));
    components["responses"] = Value::Object(failures.collect::<Map<_, _>>());
}

/// A page's things are described once, under their own name.
fn pages_name_what_they_hold(schemas: &mut Value) {
    for (name, schema) in schemas.as_object_mut().into_iter().flatten() {
        if let Some(thing) = name.strip_prefix("Page_") {
            schema["properties"]["items"]["items"] = json!({ "$ref": format!("#/components/schemas/{thing}") });
        }
    }
}

fn header_in(name: &str, means: &str, example: &str) -> Value {
    json!({ "name": name, "in": "header", "required": false, "description": means, "schema": { "type": "string" }, "example": example })
}

fn header_out(means: &str, example: &str) -> Value {
    json!({ "description": means, "schema": { "type": "string" }, "example": example })
}

/// A way to fail, with its example.
fn failure(status: &str, means: &str, rule: &str) -> Value {
    let mut described = json!({ "description": means });
    problematic(&mut described, status, rule);
    described
}

fn problematic(response: &mut Value, status: &str, rule: &str) {
    let code: u16 = status.parse().unwrap_or(500);
    let title =
        axum::http::StatusCode::from_u16(code).map(|code| code.canonical_reason().unwrap_or_default()).unwrap_or_default();
    let detail = crate::ground::locale::Locale::En.say("problem-heading");
    let example = json!({ "type": format!("urn:torg:problem:{rule}"), "title": title, "status": code, "detail": detail, "instance": "/api/v1/conversations" });
    response["content"] = json!({ MEDIA_TYPE: {
        "schema": { "$ref": "#/components/schemas/ProblemDetails" },
        "examples": { "refusal": { "summary": rule, "value": example } },
    }});
    response["headers"] = json!({ "traceparent": { "$ref": "#/components/headers/Traceparent" } });
}

/// What the mandate must allow, as the operation's `security` says it.
pub(crate) fn permissions(operation: &Value) -> Option<Vec<&str>> {
    let token = operation["security"].get(0)?.get("token")?.as_array()?;
    Some(token.iter().filter_map(Value::as_str).collect())
}

fn needs(operation: &mut Value) {
    let needs = match permissions(operation) {
        None => "Open to everyone; needs no token.".to_owned(),
        Some(acts) if acts.is_empty() => "Needs a token; any mandate will do.".to_owned(),
        Some(acts) => format!("Needs a mandate to *{}*.", acts.join("* and *")),
    };
    let said = operation["description"].as_str().unwrap_or_default();
    operation["description"] = json!(format!("{said}\n\n{needs}"));
}

/// Every way the operation can fail.
fn fails(method: &str, operation: &mut Value) {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let takes = |place: &str| parameters.iter().any(|parameter| parameter["in"] == place);
    let body = operation.get("requestBody").is_some();
    let token = operation["security"].get(0).is_some();
    let mut can = vec!["500", "503"];
    if token {
        can.extend(["401", "403"]);
    }
    if takes("path") {
        can.push("404");
    }
    if takes("query") || body {
        can.push("400");
    }
    if body {
        can.extend(["413", "415", "422"]);
    }
    if method != "get" && token {
        can.push("409");
    }
    let responses = &mut operation["responses"];
    for (status, name, _, rule) in FAILURES {
        match responses.get_mut(*status) {
            Some(said) => problematic(said, status, rule),
            None if can.contains(status) => responses[*status] = json!({ "$ref": format!("#/components/responses/{name}") }),
            None => {}
        }
    }
}

fn headed(method: &str, operation: &mut Value) {
    let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let mut takes = vec!["AcceptLanguage", "Traceparent"];
    let responses = &mut operation["responses"];
    let reads_json = method == "get" && responses["200"]["content"].get("application/json").is_some();
    if reads_json {
        takes.push("IfNoneMatch");
        responses["304"] = json!({ "description": "What you have still holds." });
        responses["200"]["headers"]["ETag"] = json!({ "$ref": "#/components/headers/ETag" });
    }
    if responses.get("201").is_some() {
        responses["201"]["headers"]["Location"] = json!({ "$ref": "#/components/headers/Location" });
    }
    for (status, response) in responses.as_object_mut().into_iter().flatten() {
        if status.as_str() < "400" {
            response["headers"]["traceparent"] = json!({ "$ref": "#/components/headers/Traceparent" });
        }
    }
    parameters.extend(takes.iter().map(|name| json!({ "$ref": format!("#/components/parameters/{name}") })));
    operation["parameters"] = Value::Array(parameters);
}

/// Whole examples of what is sent and answered.
fn exemplified(operation: &mut Value, schemas: &Value) {
    let give = |content: &mut Value| {
        for (media_type, described) in content.as_object_mut().into_iter().flatten() {
            if media_type == "application/json" && described.get("examples").is_none() {
                described["examples"] = json!({ "example": { "value": example(&described["schema"], schemas) } });
            }
        }
    };
    if let Some(body) = operation.get_mut("requestBody") {
        give(&mut body["content"]);
    }
    for response in operation["responses"].as_object_mut().into_iter().flat_map(|responses| responses.values_mut()) {
        if response.get("content").is_some() {
            give(&mut response["content"]);
        }
    }
}
