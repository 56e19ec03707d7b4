//! The length of a text in the units that servers count.

use super::hangul::is_in_ks_x_1001;
use super::text::{Scratch, Shown};

/// The unit of a text's length. Where servers may count in two ways, the more lenient one is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Characters: code points for a maximum, without those that NFC may join to the character before; UTF-16 code
    /// units for a minimum.
    Chars,
    /// Bytes of UTF-8.
    Bytes,
    /// Bytes of EUC-KR: two for the characters of KS X 1001. Others may become `?` (one byte, as in Java), two bytes of
    /// CP949, or a reference such as `&#47553;`.
    EucKr,
    /// Bytes of GBK: two for the ideographs from U+4E00 to U+9FA5, kana and full-width signs. Others may become `?`,
    /// two bytes, four of GB 18030, or a reference.
    Gbk,
}

/// Whether a text is certainly longer than `most`. Surrounding whitespace does not count, since servers may remove it.
#[must_use]
pub fn is_longer<T: Shown + ?Sized>(text: &T, most: u64, measure: Measure) -> bool {
    let mut scratch = Scratch::default();
    count(text.shown(&mut scratch).trim(), |c| match measure {
        Measure::Bytes => c.len_utf8(),
        Measure::Chars | Measure::EucKr | Measure::Gbk if may_be_joined(c) => 0,
        Measure::Chars => 1,
        Measure::EucKr => 1 + usize::from(is_two_in_euc_kr(c)),
        Measure::Gbk => 1 + usize::from(is_two_in_gbk(c)),
    }) > most
}

/// Whether a text is certainly shorter than `least`.
#[must_use]
pub fn is_shorter<T: Shown + ?Sized>(text: &T, least: u64, measure: Measure) -> bool {
    let mut scratch = Scratch::default();
    count(text.shown(&mut scratch), |c| match measure {
        Measure::Chars => c.len_utf16(),
        Measure::Bytes => c.len_utf8(),
        Measure::EucKr | Measure::Gbk if c.is_ascii() => 1,
        Measure::EucKr if is_two_in_euc_kr(c) => 2,
        Measure::Gbk if is_two_in_gbk(c) => 2,
        Measure::EucKr | Measure::Gbk => LONGEST_REFERENCE,
    }) < least
}

/// `&#1114111;`
const LONGEST_REFERENCE: usize = 10;

fn count(text: &str, of: impl Fn(char) -> usize) -> u64 {
    text.chars().map(|c| u64::try_from(of(c)).unwrap_or(u64::MAX)).sum()
}

/// Whether a server that normalizes to NFC may join this character to the one before it: the blocks of combining marks,
/// and the vowels and finals of Hangul (Unicode §3.12).
fn may_be_joined(c: char) -> bool {
    matches!(
        c,
        '\u{0300}'..='\u{036F}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
            | '\u{1161}'..='\u{1175}'
            | '\u{11A8}'..='\u{11C2}'
    )
}

fn is_two_in_euc_kr(c: char) -> bool {
    is_two_in_both(c) || is_in_ks_x_1001(c)
}

fn is_two_in_gbk(c: char) -> bool {
    is_two_in_both(c) || matches!(c, '\u{4E00}'..='\u{9FA5}')
}

/// Full-width signs, kana, and the most common brackets and stops.
fn is_two_in_both(c: char) -> bool {
    matches!(
        c,
        '\u{FF01}'..='\u{FF5E}'
            | '\u{3041}'..='\u{3093}'
            | '\u{30A1}'..='\u{30F6}'
            | '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}'
    )
}

#[cfg(test)]
mod tests {
    use super::{Measure, is_longer, is_shorter};

    /// The least and the greatest length that a server may count.
    fn lengths(text: &str, measure: Measure) -> (u64, u64) {
        let least = (0..).find(|most| !is_longer(text, *most, measure)).expect("a length");
        let most = (0..).take_while(|least| !is_shorter(text, *least, measure)).last();
        (least, most.expect("a length"))
    }

    #[test]
    fn what_is_counted() {
        assert_eq!(lengths("", Measure::Chars), (0, 0));
        assert_eq!(lengths("a合😀", Measure::Chars), (3, 4));
        assert_eq!(lengths("a合😀", Measure::Bytes), (8, 8));
        assert_eq!(lengths("광고 [AD]", Measure::EucKr), (9, 9));
        assert_eq!(lengths("뷁", Measure::EucKr), (1, 10));
        assert_eq!(lengths("（あ）。", Measure::EucKr), (8, 8));
        assert_eq!(lengths("合同a。", Measure::Gbk), (7, 7));
        assert_eq!(lengths("ä가", Measure::Gbk), (2, 20));
        assert_eq!(lengths("7", Measure::Bytes), (1, 1));
    }

    #[test]
    fn blanks_and_marks_do_not_make_a_text_longer() {
        assert_eq!(lengths(" 0123456789\u{3000}", Measure::Chars), (10, 12));
        assert_eq!(lengths("ab ", Measure::Bytes), (2, 3));
        assert_eq!(lengths("cafe\u{301}", Measure::Chars), (4, 5));
        // 각 as macOS writes it in the names of files.
        assert_eq!(lengths("\u{1100}\u{1161}\u{11A8}", Measure::Chars), (1, 3));
        assert!(is_longer("e\u{301}e", 1, Measure::Chars) && !is_longer("\u{301}", 0, Measure::Chars));
    }
}
