//! Days that exist. Identity numbers begin with one.

/// Whether `day`.`month` exists in some year that ends in the two digits of `year`; 29 February if that year may be a leap year
/// (00 may stand for 2000).
pub(super) fn is_day(day: u32, month: u32, year: u32) -> bool {
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// As [`is_day`], for a year with its century: 1900 was no leap year.
pub(super) fn is_day_of_year(day: u32, month: u32, year: u32) -> bool {
    is_day(day, month, year) && !(day == 29 && month == 2 && year.is_multiple_of(100) && !year.is_multiple_of(400))
}

/// The number that some digits write.
pub(crate) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist() {
        assert!(is_day(31, 12, 99) && is_day(29, 2, 0) && is_day(29, 2, 96) && is_day(30, 4, 1));
        assert!(!is_day(0, 1, 99) && !is_day(29, 2, 1) && !is_day(31, 4, 1) && !is_day(1, 13, 1) && !is_day(1, 0, 1));
        assert!(is_day_of_year(29, 2, 2000) && !is_day_of_year(29, 2, 1900) && is_day_of_year(28, 2, 1900));
        assert_eq!(number(&[0, 4, 2]), 42);
    }
}
