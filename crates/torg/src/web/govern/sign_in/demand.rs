//! The demand for a second factor.
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use crate::govern::mandate::{Govern, Scope};
use crate::govern::second_factor::{self, Demand};
use crate::ground::{Desk, Problem, refuse};
use crate::web::Posted;
use crate::web::frame::Frame;

/// The form.
pub(super) fn shown(frame: &Frame, demand: Demand) -> Markup {
    let locale = frame.locale;
    html! {
        section.card aria-labelledby="demand-title" {
            h2 #demand-title { (locale.say("demand-title")) }
            form.stack method="post" action="/govern/sign-in/demand" {
                (frame.token())
                fieldset {
                    legend { (locale.say("demand-text")) }
                    @for one in [Demand::Nobody, Demand::GovernAndRun, Demand::Everyone] {
                        label.choice {
                            input type="radio" name="of" value=(one.as_str()) checked[one == demand];
                            span { (locale.say(&format!("demand-{}", one.as_str()))) }
                        }
                    }
                }
                p.why { (locale.say("demand-why")) }
                button.btn.go type="submit" { (locale.say("save")) }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct DemandForm {
    of: String,
}

pub(super) async fn decide(State(desk): State<Desk>, posted: Posted<DemandForm>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let Some(demand) = Demand::named(&form.of) else {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-form-unreadable").into());
    };
    let officer = by.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Everywhere, now)?;
        second_factor::decide(act, &by, demand)
    })
    .await?;
    Ok(Redirect::to("/govern/sign-in").into_response())
}
