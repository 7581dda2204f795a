//! The chapter `docs/reference/api.md`, made from the description and kept in step with it by a test.
use std::fmt::Write as _;

use serde_json::Value;

use super::{operations, tags};
use crate::web::api::description::permissions;

/// The chapter.
#[cfg_attr(not(test), expect(dead_code, reason = "the test writes and checks the file"))]
pub(crate) fn chapter(document: &Value) -> String {
    let mut out = String::from(
        "# The API\n\nMade from the API's own description by `TORG_WRITE_DOCS=1 cargo test -p torg api::described`; do not edit it by hand. Your own \
         desk shows all of it with parameters, answers and examples at `/api/v1/`, and as OpenAPI 3.1 at `/api/v1/openapi.json`.\n\n",
    );
    let about = document["info"]["description"].as_str().unwrap_or_default();
    out.push_str(about.split("\n---\n").next().unwrap_or_default().trim());
    out.push_str(
        "\n\nA first call, with a token that someone who runs the desk made on its page *Access keys*:\n\n```sh\ncurl -H \"Authorization: Bearer $TOKEN\" \
         'https://torg.example.org/api/v1/conversations?view=nobody&limit=5'\n```\n",
    );
    for (tag, about) in tags(document) {
        let _infallible = write!(out, "\n## {tag}\n\n{about}\n\n| operation | mandate | |\n|---|---|---|\n");
        for operation in operations(document, tag) {
            let needs = match permissions(operation.described) {
                None => "open".to_owned(),
                Some(acts) if acts.is_empty() => "any".to_owned(),
                Some(acts) => acts.join(", "),
            };
            let _infallible = writeln!(out, "| `{} {}` | {needs} | {} |", operation.method, operation.path, operation.summary());
        }
    }
    out
}
