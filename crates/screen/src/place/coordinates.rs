//! Positions on the map: decimal degrees, or degrees with minutes. A pair without signs counts when it lies in the Nordic countries.

use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};
use crate::identity::calendar::number;

/// The position whose first digits are group `first`.
pub(super) fn read(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    decimal(text, groups, first).or_else(|| degrees(text, groups, first))
}

fn decimal(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let [north, north_rest, east, east_rest] = groups.some(first, 4)? else { return None };
    let is_fraction = |rest: &crate::groups::Group| rest.link == Link::Point && (3..=15).contains(&rest.len);
    if north.len > 2 || east.len > 3 || !is_fraction(north_rest) || !is_fraction(east_rest) || groups.hang_together(first, 4) {
        return None;
    }
    let between = text.get(north_rest.end..east.start)?;
    if between.len() > 12 || !between.chars().all(|c| " ,;/°NnSsEeØøÖöWwVv-".contains(c)) || between.is_empty() {
        return None;
    }
    let whole = |place: usize| groups.some(place, 1).map(|one| number(groups.digits(one)));
    let (latitude, longitude) = (whole(first)?, whole(first + 2)?);
    let nordic = (54..=81).contains(&latitude) && longitude <= 33;
    let precise = between.contains(',') && north_rest.len >= 4 && east_rest.len >= 4 && latitude <= 90 && longitude <= 180;
    let confidence = match (nordic, precise) {
        (true, _) => Confidence::High,
        (false, true) => Confidence::Medium,
        _ => return None,
    };
    Some(Finding::by(FindingKind::Coordinates, north.start..with_direction(text, east_rest.end), "decimal-degrees", confidence))
}

fn degrees(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let end_of_half = |place: usize| -> Option<(usize, usize)> {
        let [whole, minutes] = groups.some(place, 2)? else { return None };
        let between = text.get(whole.end..minutes.start)?;
        if !between.trim_end().eq("°") || whole.len > 3 || minutes.len > 2 {
            return None;
        }
        let mut last = place + 1;
        while last < place + 4
            && groups.all().get(last + 1).is_some_and(|next| is_within_minutes(text, groups.all()[last].end, next.start))
        {
            last += 1;
        }
        let end = groups.all()[last].end;
        text[end..].trim_start().starts_with(['\'', '′', '’', '"', '″', '”']).then_some((last, end))
    };
    let (last, _) = end_of_half(first)?;
    let (_, end) = end_of_half(last + 1)?;
    let near = groups.all()[last + 1].start - groups.all()[last].end <= 14;
    near.then(|| {
        Finding::by(
            FindingKind::Coordinates,
            groups.all()[first].start..with_direction(text, end),
            "degrees-minutes",
            Confidence::High,
        )
    })
}

/// Whether only the sign of minutes, a decimal point or spaces stand between.
fn is_within_minutes(text: &str, end: usize, start: usize) -> bool {
    text.get(end..start).is_some_and(|between| between.len() <= 6 && between.chars().all(|c| " .,'′’\"″”".contains(c)))
}

/// Takes in signs of seconds and the letter of the direction.
fn with_direction(text: &str, end: usize) -> usize {
    let rest = &text[end..text.floor_char_boundary(end + 8)];
    let signs = rest.len() - rest.trim_start_matches(['\'', '′', '’', '"', '″', '”', '°', ' ']).len();
    let mut letters = rest[signs..].chars();
    let direction = letters.next().filter(|c| "EWØÖVewøö".contains(*c));
    match direction {
        Some(letter) if !letters.next().is_some_and(char::is_alphanumeric) => end + signs + letter.len_utf8(),
        _ => end + rest.len() - rest.trim_start_matches(['\'', '′', '’', '"', '″', '”', '°']).len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let groups = Groups::of(text);
        (0..groups.all().len()).filter_map(|first| read(text, &groups, first)).map(|finding| &text[finding.span]).collect()
    }

    #[test]
    fn positions() {
        for (text, expected) in [
            ("hålet ligger på 59.3293, 18.0686 ungefär", "59.3293, 18.0686"),
            ("59,3293 18,0686", "59,3293 18,0686"),
            ("59.3293°N 18.0686°E.", "59.3293°N 18.0686°E"),
            ("59°19'45\"N 18°04'07\"E", "59°19'45\"N 18°04'07\"E"),
            ("N 59° 19.755' E 18° 4.1'", "59° 19.755' E 18° 4.1'"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
        for text in ["12.345, 67.890", "25° ute och 18° i vattnet", "3.14159 2.71828", "59.33 18.07", "1.250.000, 2.340.000"] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
