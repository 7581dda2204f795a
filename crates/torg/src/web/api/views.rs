//! The views of the inbox, with how many conversations each holds.
use axum::Json;
use axum::extract::{OriginalUri, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Asked;
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::ground::{Desk, Problem};
use crate::participate::inbox::{self, Asking, COUNT_STOPS, View};

/// One way to look at the inbox, with how much it holds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CountedView {
    /// Its name, as `view` of the list of conversations takes it.
    view: View,
    /// Its name to people, in the language of `Accept-Language`.
    #[schema(example = "Öppna")]
    label: String,
    /// How many conversations it holds. Counting stops at 1000.
    #[schema(example = 12)]
    count: i64,
    /// Whether there may be more than `count`.
    #[schema(example = false)]
    more: bool,
}

/// Lists the views of the inbox.
///
/// With how many conversations each holds, of those that the token's mandate lets it read. *Mine* are those of the person whose
/// mandate it is.
#[utoipa::path(get, path = "/views", operation_id = "listViews", tag = "conversations", params(WhichPage), security(("token" = ["read"])),
    responses((status = 200, description = "The views, in the order of the menu.", body = Page<CountedView>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<CountedView>>, Problem> {
    let place = which.place::<usize>(here)?;
    let (person, now, locale) = (caller.officer.id(), caller.now, caller.locale);
    let counts = caller.reads(&desk, move |conn, reach| {
        let asking = Asking::within(conn, person, reach, now)?;
        Ok(inbox::counts(conn, &asking)?)
    });
    let numbered: Vec<(usize, (View, i64))> = counts.await?.into_iter().enumerate().collect();
    let page = place.of_all(numbered, |(place, _)| *place)?.map(|(_, (view, count))| CountedView {
        view,
        label: locale.say(&format!("view-{}", view.as_str())),
        count,
        more: count >= COUNT_STOPS,
    });
    Ok(Json(page))
}
