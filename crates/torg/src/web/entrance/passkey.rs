//! Passkeys at the door: the question that the script hands to the browser, and the form that brings the answer.
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::super::problems;
use super::super::visitor::{Visitor, come_in};
use super::sign_in::{Shows, SignInPage};
use super::{must_be_ours, safe_return};
use crate::govern::passkey_sign_in::{self, Question};
use crate::ground::{Desk, Problem};

#[derive(Deserialize)]
pub(super) struct AskForm {
    /// Who they say they are; empty: the device knows.
    #[serde(default)]
    email: String,
}

pub(super) async fn question(
    State(desk): State<Desk>,
    headers: HeaderMap,
    axum::Form(form): axum::Form<AskForm>,
) -> Result<Json<Question>, Problem> {
    must_be_ours(&headers, &desk)?;
    Ok(Json(passkey_sign_in::begin(&desk, &form.email).await?))
}

#[derive(Deserialize)]
pub(super) struct AnswerForm {
    #[serde(default)]
    token: String,
    #[serde(default)]
    answer: String,
    to: Option<String>,
}

pub(super) async fn sign_in(
    State(desk): State<Desk>,
    visitor: Visitor,
    headers: HeaderMap,
    axum::Form(form): axum::Form<AnswerForm>,
) -> Result<Response, Problem> {
    must_be_ours(&headers, &desk)?;
    let to = safe_return(form.to.as_deref());
    // What is no JSON is refused where a wrong answer is.
    let answer = serde_json::from_str(&form.answer).unwrap_or_default();
    match passkey_sign_in::finish(&desk, form.token, answer, &visitor.coming()).await {
        Ok(arrival) => Ok(come_in(&desk, &arrival, &to)),
        Err(Problem::Refused(refusal)) => {
            let refused = Some(problems::sentence(visitor.locale, &refusal));
            let page = SignInPage { locale: visitor.locale, to, email: String::new(), refused, left: None, shows: Shows::Form };
            Ok((refusal.status, page.render(&desk).await?).into_response())
        }
        Err(fault) => Err(fault),
    }
}
