//! Check digits that several kinds of numbers share: Luhn (ISO/IEC 7812-1), remainders by weights, ISO 7064 MOD 97-10.

/// Luhn: from the last digit backwards every second digit is doubled; the digits of all products add up to a multiple of ten.
pub(crate) fn passes_luhn(digits: &[u8]) -> bool {
    let double = |digit: u8| if digit > 4 { u32::from(digit) * 2 - 9 } else { u32::from(digit) * 2 };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { u32::from(*digit) } else { double(*digit) })
        .sum();
    sum.is_multiple_of(10)
}

/// The digits, each times its weight, added up.
pub(crate) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum()
}

/// The rest of the number that letters and digits write, divided by 97; letters count as 10 to 35. `None` for any other sign.
pub(crate) fn rest_by_97(signs: impl Iterator<Item = u8>) -> Option<u32> {
    let mut rest = 0;
    for sign in signs {
        rest = match sign {
            b'0'..=b'9' => rest * 10 + u32::from(sign - b'0'),
            b'A'..=b'Z' => rest * 100 + u32::from(sign - b'A') + 10,
            _ => return None,
        } % 97;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_checked() {
        assert!(passes_luhn(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 3]) && !passes_luhn(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 4]));
        assert_eq!(weighted(&[1, 2], &[3, 4]), 11);
        // The example of ISO 13616 for Sweden, its letters and check digits last.
        assert_eq!(rest_by_97(b"50000000058398257466SE45".iter().copied()), Some(1));
        assert_eq!(rest_by_97(b"5-".iter().copied()), None);
    }
}
