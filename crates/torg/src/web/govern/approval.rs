//! How many others must say yes: decided for units and channels, each a row of the tree; what is not decided is as the unit above says.
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use super::shown::Names;
use super::{Section, page as room_page};
use crate::govern::mandate::{Govern, Scope};
use crate::ground::news::Changed;
use crate::ground::{ChannelId, Desk, Problem, UnitId, refuse};
use crate::publish::demand::{self, Demand, Own};
use crate::web::frame::Frame;
use crate::web::{Posted, SignedIn};

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/govern/approval", get(page).post(decide))
}

/// A unit or channel, and what was decided for just it.
struct Row {
    value: String,
    depth: usize,
    name: String,
    is_channel: bool,
    own: Own,
}

struct Demands {
    frame: Frame,
    rows: Vec<Row>,
}

/// `GET /govern/approval`.
async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
    let page = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            let names = Names::read(conn)?;
            let mut rows = Vec::new();
            for (depth, unit) in names.tree() {
                if !reach.holds_unit(unit.id) || unit.closed_at.is_some() {
                    continue;
                }
                let own = demand::own(conn, Scope::Unit(unit.id))?;
                rows.push(Row { value: format!("unit:{}", unit.id), depth, name: unit.name.clone(), is_channel: false, own });
                for channel in names.channels.iter().filter(|channel| channel.unit == unit.id) {
                    let own = demand::own(conn, Scope::Channel(channel.id))?;
                    let (value, name) = (format!("channel:{}", channel.id), channel.name.clone());
                    rows.push(Row { value, depth: depth + 1, name, is_channel: true, own });
                }
            }
            Ok(Demands { frame, rows })
        })
        .await?;
    Ok(room_page(&page.frame, Section::Approval, &locale.say("govern-approval"), &page.render()))
}

impl Demands {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        html! {
            p.lead { (locale.say("approval-lead")) }
            @for row in &self.rows {
                @let id = row.value.replace([':', '-'], "");
                section.card aria-labelledby=(id) data-depth=(row.depth) {
                    h2 #(id) { (row.name) " " small { (locale.say(if row.is_channel { "approval-channel" } else { "approval-unit" })) } }
                    form.stack method="post" action="/govern/approval" {
                        (self.frame.token())
                        input type="hidden" name="place" value=(row.value);
                        @for (field, own) in [("posts", row.own.posts), ("answers", row.own.answers)] {
                            label for=(format!("{field}-{id}")) { (locale.say(&format!("approval-{field}"))) }
                            select id=(format!("{field}-{id}")) name=(field) {
                                option value="" { (locale.say(if row.depth == 0 { "approval-undecided" } else { "approval-as-above" })) }
                                @for demand in Demand::ALL { option value=(demand.as_str()) selected[own == Some(*demand)] { (locale.say(&format!("demand-{}", demand.as_str()))) } }
                            }
                        }
                        button.btn type="submit" { (locale.say("approval-decide")) span.visually-hidden { ": " (row.name) } }
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
struct Decided {
    place: String,
    #[serde(default)]
    posts: String,
    #[serde(default)]
    answers: String,
}

fn scope(place: &str) -> Option<Scope> {
    let (sort, id) = place.split_once(':')?;
    let Ok(id) = id.parse() else { return None };
    match sort {
        "unit" => Some(Scope::Unit(UnitId(id))),
        "channel" => Some(Scope::Channel(ChannelId(id))),
        _ => None,
    }
}

/// `POST /govern/approval`.
async fn decide(State(desk): State<Desk>, posted: Posted<Decided>) -> Result<Redirect, Problem> {
    let Posted { by, form: Decided { place, posts, answers } } = posted;
    let scope = scope(&place).ok_or_else(|| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-scope"))?;
    let own = Own { posts: Demand::named(&posts), answers: Demand::named(&answers) };
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), scope, now)?;
        demand::decide(act, &by, scope, own)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to("/govern/approval"))
}
