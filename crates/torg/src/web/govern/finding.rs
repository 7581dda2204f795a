//! Finding one of many: words that must stand in it, and pages of a hundred. A short list needs neither and shows neither.
use maud::{Markup, html};
use serde::Deserialize;

use crate::ground::locale::Locale;

/// So many on a page.
const PAGE: usize = 100;
/// A list of so many is looked through at a glance.
const SHORT: usize = 20;

/// What is looked for, and which page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Finding {
    q: String,
    page: String,
}

/// A page of what was found.
pub(super) struct Found<T> {
    pub(super) here: Vec<T>,
    q: String,
    page: usize,
    n_all: usize,
    n_found: usize,
}

impl Finding {
    /// Those in which every word stands, by what `words` says of each.
    pub(super) fn among<T>(&self, all: Vec<T>, words: impl Fn(&T) -> String) -> Found<T> {
        let q: String = self.q.trim().chars().take(100).collect();
        let wanted = q.to_lowercase();
        let n_all = all.len();
        let met = |one: &T| {
            let said = words(one).to_lowercase();
            wanted.split_whitespace().all(|word| said.contains(word))
        };
        let found: Vec<T> = if wanted.is_empty() { all } else { all.into_iter().filter(met).collect() };
        let n_found = found.len();
        let page = self.page.parse::<usize>().unwrap_or(1).clamp(1, n_found.div_ceil(PAGE).max(1));
        let here = found.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
        Found { here, q, page, n_all, n_found }
    }
}

impl<T> Found<T> {
    /// True when there is nothing at all, whatever is looked for.
    pub(super) fn none_at_all(&self) -> bool {
        self.n_all == 0
    }

    /// The field to look for one, where there are more than one sees at a glance. `kept` are the list's own choices.
    pub(super) fn field(&self, locale: Locale, path: &str, kept: &[(&str, &str)]) -> Markup {
        if self.n_all <= SHORT {
            return Markup::default();
        }
        html! {
            search {
                form.stack method="get" action=(path) {
                    @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
                    label for="find" { (locale.say("find-label")) }
                    div.toolbar {
                        input #find type="search" name="q" value=(self.q) maxlength="100" autocomplete="off";
                        button.btn type="submit" { (locale.say("search-button")) }
                    }
                }
            }
            p.hint role="status" { (locale.say_with("find-count", &[("n", self.n_found.into()), ("all", self.n_all.into())])) }
        }
    }

    /// The way to the pages before and after.
    pub(super) fn pages(&self, locale: Locale, path: &str, kept: &[(&str, &str)]) -> Markup {
        let pages = self.n_found.div_ceil(PAGE);
        let to = |page: usize| {
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(kept);
            if !self.q.is_empty() {
                query.append_pair("q", &self.q);
            }
            format!("{path}?{}", query.append_pair("page", &page.to_string()).finish())
        };
        html! {
            @if pages > 1 {
                nav.toolbar aria-label=(locale.say("register-pages")) {
                    @if self.page > 1 { a.btn href=(to(self.page - 1)) rel="prev" { (locale.say("register-previous")) } }
                    span { (self.page) " / " (pages) }
                    @if self.page < pages { a.btn href=(to(self.page + 1)) rel="next" { (locale.say("register-next")) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_stand_in_it_and_pages_hold_a_hundred() {
        let names = || (1..=250).map(|n| format!("Åse {n:03}")).collect::<Vec<_>>();
        let look = |q: &str, page: &str| Finding { q: q.into(), page: page.into() }.among(names(), Clone::clone);
        assert_eq!((look("", "").here.len(), look("", "3").here.len(), look("", "3").page), (100, 50, 3));
        assert_eq!(look("", "99").page, 3, "no page behind the last");
        assert_eq!(look("ÅSE 042", "").here, ["Åse 042"]);
        assert!(look("åse nils", "7").here.is_empty() && !look("åse nils", "7").none_at_all());
    }
}
