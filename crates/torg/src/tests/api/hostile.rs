//! What the API says to nonsense: always a problem in our own words, never a fault.
use axum::body::Body;
use serde_json::{Value, json};

use super::described::{document, operations};
use super::program::{Program, Reply, send};
use crate::tests::town::{Town, on_both_engines};

on_both_engines!(nonsense_is_refused_in_our_own_words, only_a_token_counts, an_address_that_is_not_there_is_told);

/// A path with every name filled in by `value`.
fn filled(path: &str, value: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { value } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[track_caller]
fn is_refused_well(here: &str, reply: &Reply) {
    assert!(reply.status.is_client_error(), "{here}: {} {}", reply.status, reply.json);
    reply.is_a_problem();
    assert!(reply.header("traceparent").len() == 55, "{here}");
}

async fn nonsense_is_refused_in_our_own_words(town: Town) {
    let program = Program::that_may_all(&town).await;
    let bearer = format!("Bearer {}", program.token);
    let document = document();
    let somebody = "0193485e-f2a0-7c31-9d5b-6f0a3c1e2b4d";
    let deep = format!("{}1{}", "{\"a\":".repeat(50_000), "}".repeat(50_000));
    let huge = format!("{{\"text\":\"{}\"}}", "x".repeat(2 * 1024 * 1024));
    let bodies: &[(&str, u16)] = &[
        ("", 400),
        ("{", 400),
        ("\u{feff}{}", 400),
        ("{\"text\":\"half", 400),
        (&deep, 400),
        ("[]", 422),
        ("null", 422),
        ("\"text\"", 422),
        (
            "{\"text\":7,\"state\":7,\"person\":7,\"why\":7,\"name\":7,\"document\":7,\"outcome\":7,\"credentials\":7,\"network\":7,\"answerWithinMinutes\":\"x\",\"unit\":1}",
            422,
        ),
        ("{\"nobodyKnows\":1}", 422),
        ("{\"text\":\"\\u0000\"}", 422),
        (&huge, 413),
    ];
    let mut n_tried = 0;
    for (path, method, operation) in operations(&document) {
        let address = filled(path, somebody);
        let method = method.to_uppercase();
        if operation.get("requestBody").is_some() {
            for (body, wanted) in bodies {
                let headers = [("authorization", bearer.as_str()), ("content-type", "application/json; charset=utf-8")];
                let reply = send(&town, &method, &address, &headers, Body::from((*body).to_owned())).await;
                let here = format!("{method} {path} with {body:.60}");
                is_refused_well(&here, &reply);
                // What breaks off or is too deep may be wrong before that.
                let as_well = if *wanted == 400 { 422 } else { *wanted };
                assert!([*wanted, as_well].contains(&reply.status.as_u16()), "{here}: {} {}", reply.status, reply.json);
                n_tried += 1;
            }
            let latin = send(
                &town,
                &method,
                &address,
                &[("authorization", &bearer), ("content-type", "application/json")],
                Body::from(vec![0x22, 0xe5, 0x22]),
            )
            .await;
            is_refused_well(path, &latin);
            for kind in
                ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data; boundary=x", ""]
            {
                let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
                send(&town, &method, &address, &headers, Body::from("{}")).await.refused(415, "refuse-not-json");
            }
            let headers = [("authorization", bearer.as_str())];
            send(&town, &method, &address, &headers, Body::from("{}")).await.refused(415, "refuse-not-json");
        }
        if path.contains('{') {
            for wrong in ["x", "%00", "..%2f..%2fetc", "0193485e", "%F0%9F%91%A9", "'%20or%201=1--", somebody] {
                let here = format!("{method} {}", filled(path, wrong));
                let reply = program
                    .with(&method, &filled(path, wrong), &[], operation.get("requestBody").map(|_| json!({})).as_ref())
                    .await;
                is_refused_well(&here, &reply);
                n_tried += 1;
            }
        }
        if method == "GET" && operation.get("security").is_some() {
            for question in [
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=1e9",
                "limit=x",
                "after=x",
                "after=bnVsbA",
                "after=W10",
                "nobody=knows",
                "limit=5&limit=6",
                "q=%00",
                "%00=1",
            ] {
                // `q` stands in one list only; elsewhere it is unknown, which is refused too.
                let takes = operation["parameters"].as_array().unwrap().iter().any(|parameter| parameter["in"] == "query");
                if takes {
                    let reply = program.get(&format!("{address}?{question}")).await;
                    is_refused_well(&format!("{path}?{question}"), &reply);
                    n_tried += 1;
                }
            }
        }
    }
    assert!(n_tried > 400, "only {n_tried} tries");
}

async fn only_a_token_counts(town: Town) {
    let program = Program::that_may_all(&town).await;
    let login = town.login("Fatima Berg").await;
    let cookie = format!("torg={}; __Host-torg={}", login.reveal(), login.reveal());
    send(&town, "GET", "/conversations", &[("cookie", &cookie)], Body::empty()).await.refused(401, "refuse-token-missing");
    let wrong = [
        "Bearer torg_nothing",
        "Bearer ",
        "Bearer",
        &format!("Basic {}", program.token),
        &format!("Bearer {}x", program.token),
        &format!("Bearer {}", login.reveal()),
        "Bearer \u{7f}",
    ];
    for authorization in wrong {
        let headers = [("authorization", authorization), ("cookie", cookie.as_str())];
        if axum::http::HeaderValue::from_str(authorization).is_err() {
            continue;
        }
        let reply = send(&town, "GET", "/conversations", &headers, Body::empty()).await;
        assert_eq!(reply.status.as_u16(), 401, "{authorization}");
        assert!(reply.header("www-authenticate").starts_with("Bearer"), "{authorization}");
        reply.is_a_problem();
        assert!(!String::from_utf8_lossy(&reply.bytes).contains(&program.token), "the token is not told back");
    }
    let lower = send(&town, "GET", "/me", &[("authorization", &format!("bearer {}", program.token))], Body::empty()).await;
    lower.fine();
    // The language of sentences, and the trace.
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let swedish = program.with("GET", "/conversations?limit=0", &[("accept-language", "sv"), ("traceparent", trace)], None).await;
    assert!(swedish.json["detail"].as_str().unwrap().contains("ett tal"), "{}", swedish.json);
    assert_eq!((swedish.header("content-language"), swedish.json["values"]["most"].as_str()), ("sv", Some("100")));
    assert_eq!(swedish.json["instance"], "/api/v1/conversations");
    assert!(
        swedish.header("traceparent").starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"),
        "{}",
        swedish.header("traceparent")
    );
    assert!(swedish.header("traceparent").ends_with("-01"));
}

async fn an_address_that_is_not_there_is_told(town: Town) {
    let program = Program::that_may_all(&town).await;
    program.get("/nothing-here").await.refused(404, "refuse-not-found");
    program.get("/conversations/").await.refused(404, "refuse-not-found");
    let wrong = program.with("PATCH", "/conversations", &[], Some(&Value::Null)).await.refused(405, "refuse-method");
    assert!(wrong.header("allow").contains("GET"), "{:?}", wrong.headers);
    let page = send(&town, "GET", "/api/v1/", &[("accept", "text/html"), ("accept-language", "nn")], Body::empty()).await.fine();
    let html = String::from_utf8(page.bytes).unwrap();
    assert!(html.contains("lang=\"nn\"") && html.contains("listConversations") && !html.contains("Eksempel på"));
    assert!(html.contains("Døme på eit svar med 200"));
    assert!(!html.contains("<script") && !html.contains("https://cdn"), "nothing is loaded from elsewhere");
    assert_eq!(send(&town, "GET", "/api/v1", &[], Body::empty()).await.header("location"), "/api/v1/");
    let open = send(&town, "GET", "/openapi.json", &[], Body::empty()).await.fine();
    assert_eq!(open.json["servers"][0]["url"], "http://desk.exempelby.example/api/v1");
    assert_eq!(open.json["info"]["contact"]["name"], "Exempelby kommun");
}
