//! Changing one's own password.
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::{back, refused};
use crate::govern::account;
use crate::ground::{Desk, Problem};
use crate::web::{Posted, Visitor};

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    current: String,
    new: String,
}

pub(super) async fn change(
    State(desk): State<Desk>,
    visitor: Visitor,
    posted: Posted<PasswordForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let changed =
        account::change_password(&desk, &by.officer.person, &by.record, form.current, form.new, &visitor.coming()).await;
    match changed {
        Ok(()) => Ok(back("logins").into_response()),
        Err(problem) => refused(&desk, &by, problem).await,
    }
}
