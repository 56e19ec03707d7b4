//! Types by letters, as banks and makers of terminals print them: `C(32)`, `N(12,2)`, `an..40`, `AN8`.

use super::kinds;
use crate::found::{Bounds, Printed};
use crate::lexicon::types::{LETTERS_OF_DATES, LETTERS_OF_NUMBERS, LETTERS_OF_TEXTS};

/// Whether the types of a column are by letters: most of them are, and every other one is a type as well.
pub(super) fn are_all<'t>(types: impl Iterator<Item = &'t str>) -> bool {
    let (mut all, mut letters) = (0_usize, 0_usize);
    for ty in types {
        all += 1;
        match read(ty) {
            Some(_) => letters += 1,
            None if kinds::is_type(ty) => {}
            None => return false,
        }
    }
    all >= 2 && letters * 2 > all
}

/// The meaning of a type by letters. The widths of a number say nothing about its values.
pub(super) fn read(ty: &str) -> Option<kinds::Kind> {
    let ty = ty.trim().trim_matches('`').to_lowercase();
    let end = ty.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(ty.len());
    let (letters, width) = ty.split_at_checked(end)?;
    let width =
        width.trim().trim_start_matches(['.', '…', '(', '（', '-']).trim_end_matches([')', '）']).trim();
    let numbers: Vec<&str> = width.split([',', '.', '，']).filter(|part| !part.is_empty()).collect();
    if numbers.len() > 2 || !numbers.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let most = numbers.first().and_then(|most| most.parse().ok());
    let (printed, max_length) = match () {
        () if LETTERS_OF_TEXTS.has(letters) && numbers.len() < 2 => (Printed::Text, most),
        () if LETTERS_OF_NUMBERS.has(letters) => {
            let has_fraction = numbers.get(1).is_some_and(|scale| scale.contains(|c| c != '0'));
            (if has_fraction { Printed::Decimal } else { Printed::Long }, None)
        }
        () if LETTERS_OF_DATES.has(letters) && most.is_none_or(|most: u64| most == 8) => {
            (Printed::Date, None)
        }
        () if LETTERS_OF_DATES.has(letters) && most == Some(14) => (Printed::DateTime, None),
        () => return None,
    };
    let bounds = Bounds { max_length, ..Bounds::default() };
    let guess = (printed != Printed::Text).then_some("by its letter");
    Some(kinds::Kind { printed: Some(printed), bounds, guess, ..kinds::Kind::default() })
}

#[cfg(test)]
mod tests {
    use super::{are_all, read};

    #[test]
    fn letters_and_widths() {
        let dump = |ty: &str| {
            let kind = read(ty).unwrap_or_default();
            format!("{:?} {:?}", kind.printed, kind.bounds.max_length)
        };
        let rows = [
            ("C", "Some(Text) None"),
            ("C(32)", "Some(Text) Some(32)"),
            ("AN..40", "Some(Text) Some(40)"),
            ("ans…37", "Some(Text) Some(37)"),
            ("an8", "Some(Text) Some(8)"),
            ("N", "Some(Long) None"),
            ("N(12,2)", "Some(Decimal) None"),
            ("n..12", "Some(Long) None"),
            ("D8", "Some(Date) None"),
            ("D(14)", "Some(DateTime) None"),
            ("Note", "None None"),
            ("C(a)", "None None"),
        ];
        rows.iter().for_each(|(ty, expected)| assert_eq!(dump(ty), *expected, "{ty}"));
    }

    #[test]
    fn a_column_is_by_letters_or_not() {
        assert!(are_all(["C", "N", "String"].into_iter()));
        assert!(!are_all(["C", "string", "string"].into_iter()));
        assert!(!are_all(["C", "N", "the name"].into_iter()));
    }
}
