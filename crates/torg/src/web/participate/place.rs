//! Where in the inbox someone is: view, order, search, page. It stands in the address, and every form brings it along.
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use crate::ground::ConversationId;
use crate::participate::conversation;
use crate::participate::inbox::{After, Order, View};

/// The part of an address that says where someone is. Anything that cannot be understood is read as its default: an address that
/// someone cut short still opens.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    view: Option<String>,
    order: Option<String>,
    q: Option<String>,
    after: Option<String>,
    before: Option<String>,
    answer: Option<String>,
    earlier: Option<String>,
}

impl Place {
    /// The view that is open.
    pub(super) fn view(&self) -> View {
        let named = |name: &str| View::ALL.iter().copied().find(|view| view.as_str() == name);
        self.view.as_deref().and_then(named).unwrap_or_default()
    }

    /// In which order it is read. What must be answered soonest stands first, unless asked otherwise; what waits or is done has
    /// no clock.
    pub(super) fn order(&self) -> Order {
        match (self.order.as_deref(), has_clock(self.view())) {
            (Some("newest"), _) | (_, false) => Order::Newest,
            _ => Order::Clock,
        }
    }

    /// What is searched for; none when nothing is.
    pub(super) fn q(&self) -> Option<&str> {
        self.q.as_deref().map(str::trim).filter(|q| !q.is_empty())
    }

    /// Where this page of the list begins.
    pub(super) fn after(&self) -> Option<After> {
        let (micros, id) = self.after.as_deref()?.split_once('.')?;
        Some(After { micros: understood(Some(micros))?, id: understood(Some(id))? })
    }

    /// Before which message number this page of a search begins.
    pub(super) fn before(&self) -> Option<i64> {
        understood(self.before.as_deref())
    }

    /// The message that someone chose to answer.
    pub(super) fn answer(&self) -> Option<Uuid> {
        understood(self.answer.as_deref())
    }

    /// Before which message number this page of a thread ends.
    pub(super) fn earlier(&self) -> Option<i64> {
        understood(self.earlier.as_deref())
    }

    /// The same place, another view, from its beginning.
    pub(super) fn in_view(view: View) -> Self {
        Self { view: Some(view.as_str().to_owned()), ..Self::default() }
    }

    /// The same view in another order.
    pub(super) fn ordered(&self, order: Order) -> String {
        self.address("/participate/inbox", &[("order", order.as_str())])
    }

    /// This list from its beginning.
    pub(super) fn list(&self) -> String {
        self.address("/participate/inbox", &[])
    }

    /// This list from `after` on.
    pub(super) fn list_after(&self, after: After) -> String {
        self.address("/participate/inbox", &[("after", &format!("{}.{}", after.micros, after.id.simple()))])
    }

    /// This search from message number `before` on.
    pub(super) fn list_before(&self, before: i64) -> String {
        self.address("/participate/inbox", &[("before", &before.to_string())])
    }

    /// A conversation, with this list beside it, turned to the same page.
    pub(super) fn conversation(&self, id: ConversationId) -> String {
        self.in_conversation(id, None)
    }

    /// A conversation, answering one message of it.
    pub(super) fn answering(&self, id: ConversationId, message: Uuid) -> String {
        self.in_conversation(id, Some(("answer", message.to_string())))
    }

    /// A conversation, from an earlier page of its thread.
    pub(super) fn earlier_in(&self, id: ConversationId, before: i64) -> String {
        self.in_conversation(id, Some(("earlier", before.to_string())))
    }

    fn in_conversation(&self, id: ConversationId, more: Option<(&str, String)>) -> String {
        let page = [("after", self.after.as_deref()), ("before", self.before.as_deref())];
        let mut pairs: Vec<(&str, &str)> = page.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        if let Some((name, value)) = &more {
            pairs.push((name, value));
        }
        self.address(&conversation::address(id), &pairs)
    }

    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        match self.q() {
            Some(q) => drop(query.append_pair("q", q)),
            None => {
                query.append_pair("view", self.view().as_str());
            }
        }
        if self.order.is_some() && !more.iter().any(|(name, _)| *name == "order") && has_clock(self.view()) {
            query.append_pair("order", self.order().as_str());
        }
        for (name, value) in more {
            query.append_pair(name, value);
        }
        format!("{path}?{}", query.finish())
    }

    /// What every form brings along.
    pub(super) fn fields(&self) -> Markup {
        let fields =
            [("view", &self.view), ("order", &self.order), ("q", &self.q), ("after", &self.after), ("before", &self.before)];
        html! {
            @for (name, value) in fields {
                @if let Some(value) = value { input type="hidden" name=(name) value=(value); }
            }
        }
    }
}

/// A part of an address, where it can be understood; an address that someone cut short is no fault.
fn understood<T: std::str::FromStr>(part: Option<&str>) -> Option<T> {
    let Ok(part) = part?.parse() else { return None };
    Some(part)
}

/// Whether a view's conversations have a clock that runs.
pub(super) fn has_clock(view: View) -> bool {
    !matches!(view, View::Waiting | View::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_place() {
        let id = ConversationId(Uuid::from_u128(7));
        let place = Place { view: Some("mine".into()), order: Some("newest".into()), ..Place::default() };
        assert_eq!(place.conversation(id), format!("/participate/conversations/{id}?view=mine&order=newest"));
        assert_eq!(place.ordered(Order::Clock), "/participate/inbox?view=mine&order=clock");
        let search = Place { q: Some(" simhallen & ".into()), ..Place::default() };
        assert_eq!(search.list(), "/participate/inbox?q=simhallen+%26");
    }

    #[test]
    fn a_page_is_found_again() {
        let after = After { micros: -5, id: Uuid::from_u128(9) };
        let address = Place::in_view(View::Nobody).list_after(after);
        let value = address.split("after=").nth(1).map(str::to_owned);
        assert_eq!(Place { after: value, ..Place::default() }.after(), Some(after));
    }

    #[test]
    fn an_address_that_someone_cut_short_still_opens() {
        let place = Place { view: Some("min".into()), order: Some("x".into()), after: Some("1.".into()), ..Place::default() };
        assert_eq!((place.view(), place.order(), place.after()), (View::Open, Order::Clock, None));
        assert_eq!(Place { view: Some("done".into()), order: Some("clock".into()), ..Place::default() }.order(), Order::Newest);
    }
}
