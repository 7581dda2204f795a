//! Pages of a list: `limit`, and `after` with a mark that only we read. The mark names the last thing given, not a number of things,
//! so nothing is left out when things are added meanwhile.
use axum::http::{StatusCode, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ground::{Problem, refuse};

/// Things on a page when nothing is said (DIGG's profile, FNS.09).
const USUAL: usize = 20;
/// … and at most.
const MOST: usize = 100;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Page<T> {
    /// What the list holds here.
    pub(super) items: Vec<T>,
    /// Address of the next page; null when this is the last.
    #[schema(format = "uri-reference", required, example = json!(null))]
    pub(super) next: Option<String>,
}

/// Which page of a plain list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichPage {
    /// How many to give at most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where to go on, as the page before gave it in `next`. Opaque.
    after: Option<String>,
}

impl WhichPage {
    /// The place it names in a list that is ordered by `A`.
    pub(super) fn place<A: DeserializeOwned>(&self, here: Uri) -> Result<Place<A>, Problem> {
        Place::new(self.limit, self.after.as_deref(), here)
    }
}

/// A place in a list that is ordered by `A`.
#[derive(Debug)]
pub(super) struct Place<A> {
    /// How many to give at most.
    pub(super) limit: usize,
    /// The last thing given; none at the beginning.
    pub(super) after: Option<A>,
    here: Uri,
}

impl<A: DeserializeOwned> Place<A> {
    /// Reads `limit` and `after`. `here` is the address that was asked for.
    pub(super) fn new(limit: Option<usize>, after: Option<&str>, here: Uri) -> Result<Self, Problem> {
        let limit = limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(refuse(StatusCode::BAD_REQUEST, "refuse-limit").with("most", MOST).into());
        }
        Ok(Self { limit, after: after.map(read).transpose()?, here })
    }
}

impl<A> Place<A> {
    /// How many to ask the database for: one more than the page, to know whether there is another.
    pub(super) fn asks_for(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::MAX).saturating_add(1)
    }
}

impl<A: Serialize> Place<A> {
    /// The page of what the database gave, which may be one more than the page holds. `mark` names a thing's place.
    pub(super) fn page<T>(&self, mut things: Vec<T>, mark: impl Fn(&T) -> A) -> Result<Page<T>, Problem> {
        let more = things.len() > self.limit;
        things.truncate(self.limit);
        let last = things.last().filter(|_| more).map(mark);
        self.ending(things, last)
    }

    /// A page with the place of its last thing, where there may be more.
    pub(super) fn ending<T>(&self, items: Vec<T>, last: Option<A>) -> Result<Page<T>, Problem> {
        let next = match last {
            Some(last) => Some(self.address(&write(&last)?)),
            None => None,
        };
        Ok(Page { items, next })
    }

    fn address(&self, after: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (key, value) in url::form_urlencoded::parse(self.here.query().unwrap_or_default().as_bytes()) {
            if key != "after" {
                query.append_pair(&key, &value);
            }
        }
        query.append_pair("after", after);
        format!("{}?{}", self.here.path(), query.finish())
    }
}

impl<A: Serialize + DeserializeOwned + Ord + Clone> Place<A> {
    /// A page of a list that is short enough to be read whole, in the order of `mark`.
    pub(super) fn of_all<T>(&self, mut things: Vec<T>, mark: impl Fn(&T) -> A) -> Result<Page<T>, Problem> {
        things.sort_by_key(&mark);
        if let Some(after) = &self.after {
            things.retain(|thing| mark(thing) > *after);
        }
        self.page(things, mark)
    }
}

fn write<A: Serialize>(mark: &A) -> Result<String, Problem> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(mark)?))
}

fn read<A: DeserializeOwned>(after: &str) -> Result<A, Problem> {
    let wrong = || refuse(StatusCode::BAD_REQUEST, "refuse-cursor").into();
    let bytes = URL_SAFE_NO_PAD.decode(after).map_err(|_| wrong())?;
    serde_json::from_slice(&bytes).map_err(|_| wrong())
}

impl<T> Page<T> {
    /// The same page with each thing dressed.
    pub(super) fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(uri: &str, limit: usize, after: Option<&str>) -> Place<u32> {
        Place::new(Some(limit), after, uri.parse().unwrap()).unwrap()
    }

    fn after(next: &str) -> String {
        url::form_urlencoded::parse(next.split_once('?').unwrap().1.as_bytes())
            .find(|(key, _)| key == "after")
            .unwrap()
            .1
            .into_owned()
    }

    #[test]
    fn pages_follow_each_other_without_gaps_while_things_are_added() {
        let first = place("/x?q=%C3%A5&limit=2", 2, None).of_all(vec![5, 3, 1, 9], |n| *n).unwrap();
        assert_eq!(first.items, [1, 3]);
        let next = first.next.unwrap();
        assert!(next.starts_with("/x?q=%C3%A5&limit=2&after="), "{next}");
        let second = place(&next, 2, Some(&after(&next))).of_all(vec![2, 5, 3, 1, 7, 9], |n| *n).unwrap();
        assert_eq!(second.items, [5, 7]);
        let last = second.next.unwrap();
        let third = place(&last, 2, Some(&after(&last))).of_all(vec![5, 9], |n| *n).unwrap();
        assert_eq!((third.items, third.next), (vec![9], None));
    }

    #[test]
    fn a_mark_that_is_not_ours_is_refused() {
        for wrong in ["", "!", "e30", "bm90IGpzb24", &"A".repeat(5000)] {
            assert!(Place::<u32>::new(None, Some(wrong), Uri::from_static("/x")).is_err(), "{wrong:?}");
        }
        assert!(Place::<u32>::new(Some(0), None, Uri::from_static("/x")).is_err());
        assert!(Place::<u32>::new(Some(101), None, Uri::from_static("/x")).is_err());
    }
}
