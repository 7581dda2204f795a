//! The JSON API: what the pages can, for programs. Same domain functions, same mandates; a token instead of a login, and no
//! cookies, so that no page elsewhere can make a browser act (CSRF).
mod adding;
mod answering;
mod applications;
mod body;
mod calendar;
mod caller;
mod channel_life;
mod channels;
mod conversations;
mod deliveries;
mod demands;
mod description;
mod duty;
mod entering;
mod guidelines;
mod itself;
mod mandates;
mod messages;
mod networks;
mod news;
mod nominations;
mod notes;
mod opening_hours;
mod paging;
mod people;
mod posts;
mod problem;
mod public_register;
mod record;
mod recovery;
mod reference;
mod referring;
mod replies;
mod revealing;
mod reviews;
mod running;
mod screenings;
mod secure_channel;
mod sign_in;
mod stops;
mod substitutes;
mod tending;
mod tokens;
mod topics;
mod trace;
mod trainings;
mod turning;
mod units;
mod verdicts;
mod views;

use axum::Router;
use axum::middleware;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::record::{entries, proofs};
use crate::ground::Desk;

#[cfg(test)]
pub(crate) use self::description::{document, permissions};
#[cfg(test)]
pub(crate) use self::reference::chapter;

/// Where the API begins. A breaking change is another number.
pub(super) const ROOT: &str = "/api/v1";

/// Every operation, with its description, by what it is about.
fn operations() -> OpenApiRouter<Desk> {
    OpenApiRouter::with_openapi(description::Above::openapi())
        .routes(routes!(conversations::list))
        .routes(routes!(conversations::find))
        .routes(routes!(messages::list))
        .routes(routes!(messages::find))
        .routes(routes!(revealing::reveal))
        .routes(routes!(entering::enter))
        .routes(routes!(duty::find))
        .routes(routes!(duty::set))
        .routes(routes!(duty::end))
        .routes(routes!(duty::add))
        .routes(routes!(duty::end_step))
        .routes(routes!(duty::alerts))
        .routes(routes!(duty::seen))
        .routes(routes!(entering::change))
        .routes(routes!(secure_channel::find, secure_channel::set))
        .routes(routes!(notes::list, notes::write))
        .routes(routes!(replies::answer))
        .routes(routes!(replies::limits))
        .routes(routes!(turning::turn))
        .routes(routes!(turning::assign, turning::unassign))
        .routes(routes!(views::list))
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::find))
        .routes(routes!(deliveries::of_conversation))
        .routes(routes!(deliveries::undo))
        .routes(routes!(deliveries::retry))
        .routes(routes!(deliveries::settle))
        .routes(routes!(stops::approve))
        .routes(routes!(stops::release))
        .routes(routes!(stops::withdraw))
        .routes(routes!(posts::list, posts::begin))
        .routes(routes!(posts::find, posts::save))
        .routes(routes!(posts::submit))
        .routes(routes!(screenings::of_post))
        .routes(routes!(screenings::screen))
        .routes(routes!(screenings::rules))
        .routes(routes!(verdicts::approve))
        .routes(routes!(verdicts::give_back))
        .routes(routes!(posts::reopen))
        .routes(routes!(demands::of_unit, demands::set_unit))
        .routes(routes!(demands::of_channel, demands::set_channel))
        .routes(routes!(calendar::list))
        .routes(routes!(calendar::move_post))
        .routes(routes!(calendar::blackouts, calendar::decide))
        .routes(routes!(calendar::end))
        .routes(routes!(stops::list, stops::order))
        .routes(routes!(stops::lift))
        .routes(routes!(channels::list, adding::add))
        .routes(routes!(channels::find))
        .routes(routes!(channels::how_it_is))
        .routes(routes!(adding::verify))
        .routes(routes!(adding::renew))
        .routes(routes!(channels::promise))
        .routes(routes!(channels::pause, channels::resume))
        .routes(routes!(channel_life::set_stage))
        .routes(routes!(channel_life::set_mode))
        .routes(routes!(channel_life::review))
        .routes(routes!(channel_life::promised, channel_life::promise))
        .routes(routes!(channel_life::profile, channel_life::set_profile))
        .routes(routes!(opening_hours::of_channel, opening_hours::set_channel))
        .routes(routes!(opening_hours::of_unit, opening_hours::set_unit))
        .routes(routes!(applications::list, applications::apply))
        .routes(routes!(applications::revise))
        .routes(routes!(applications::decide))
        .routes(routes!(applications::withdraw))
        .routes(routes!(tending::expires))
        .routes(routes!(tending::proves))
        .routes(routes!(tending::look))
        .routes(routes!(guidelines::list, guidelines::add))
        .routes(routes!(guidelines::find))
        .routes(routes!(guidelines::versions, guidelines::revise))
        .routes(routes!(guidelines::acknowledge))
        .routes(routes!(guidelines::readers))
        .routes(routes!(guidelines::withdraw))
        .routes(routes!(public_register::impostors))
        .routes(routes!(public_register::decide))
        .routes(routes!(public_register::gone))
        .routes(routes!(public_register::links, public_register::add_link))
        .routes(routes!(public_register::remove_link))
        .routes(routes!(networks::list))
        .routes(routes!(referring::owner, referring::refer))
        .routes(routes!(units::list, units::add))
        .routes(routes!(units::rename))
        .routes(routes!(units::move_under))
        .routes(routes!(units::close))
        .routes(routes!(units::share))
        .routes(routes!(topics::list, topics::add))
        .routes(routes!(topics::give))
        .routes(routes!(topics::end))
        .routes(routes!(people::list, people::add))
        .routes(routes!(people::invite_again))
        .routes(routes!(people::leave))
        .routes(routes!(recovery::recover))
        .routes(routes!(recovery::end_logins))
        .routes(routes!(sign_in::demand, sign_in::decide))
        .routes(routes!(sign_in::list, sign_in::add))
        .routes(routes!(sign_in::change))
        .routes(routes!(sign_in::end))
        .routes(routes!(sign_in::rules, sign_in::make_rule))
        .routes(routes!(sign_in::end_rule))
        .routes(routes!(mandates::list, mandates::grant))
        .routes(routes!(mandates::find))
        .routes(routes!(mandates::revoke))
        .routes(routes!(mandates::extend))
        .routes(routes!(substitutes::list, substitutes::appoint))
        .routes(routes!(substitutes::end))
        .routes(routes!(trainings::list, trainings::add))
        .routes(routes!(trainings::notes, trainings::note))
        .routes(routes!(trainings::withdraw))
        .routes(routes!(nominations::list, nominations::make))
        .routes(routes!(nominations::decline))
        .routes(routes!(nominations::withdraw))
        .routes(routes!(reviews::list))
        .routes(routes!(reviews::answer))
        .routes(routes!(reviews::waiting))
        .routes(routes!(tokens::list, tokens::issue))
        .routes(routes!(tokens::revoke))
        .routes(routes!(entries::list))
        .routes(routes!(entries::find))
        .routes(routes!(proofs::checkpoint))
        .routes(routes!(proofs::inclusion))
        .routes(routes!(proofs::consistency))
        .routes(routes!(running::list_set_aside))
        .routes(routes!(running::settle))
        .routes(routes!(running::list_jobs))
        .routes(routes!(running::retry))
        .routes(routes!(running::end))
        .routes(routes!(news::hear))
        .routes(routes!(itself::info))
        .routes(routes!(itself::me))
}

/// The room's addresses.
pub(super) fn routes(desk: &Desk) -> Router<Desk> {
    let (operations, _) = operations().split_for_parts();
    let api = operations
        .route("/openapi.json", get(description::served))
        .fallback(problem::nothing_here)
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn(answering::tagged))
        .layer(middleware::from_fn_with_state(desk.clone(), problem::told))
        .layer(middleware::from_fn(trace::followed));
    Router::new().route("/api/v1/", get(reference::page)).route(ROOT, get(reference::leads_on)).nest(ROOT, api)
}
