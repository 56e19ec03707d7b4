//! Rows that are numbered: `1`, `2`, `2.1` say how deep fields lie.

/// The number in front of a text, and where the text behind it begins.
fn number(text: &str) -> Option<(Vec<u32>, usize)> {
    let bare = text.trim_start();
    let end = bare.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(bare.len());
    let digits = bare.get(..end)?.trim_end_matches('.');
    let parts: Option<Vec<u32>> = digits.split('.').map(|part| part.parse().ok()).collect();
    let rest = bare.get(digits.len()..)?;
    let behind = rest.trim_start_matches(['.', '、', ')', '）', ' ', '\t', '\u{3000}']);
    let is_parted = behind.len() < rest.len() || rest.is_empty();
    parts.filter(|_| is_parted).map(|parts| (parts, text.len() - behind.len()))
}

/// How deep each row lies by its number, and where the text behind that begins; `None` where the rows are not numbered one
/// after the other.
pub(super) fn levels<'t>(cells: impl Iterator<Item = &'t str>) -> Option<Vec<(usize, usize)>> {
    let mut levels = Vec::new();
    let mut last: Vec<u32> = Vec::new();
    for cell in cells {
        let (parts, at) = number(cell)?;
        let is_next = |last: &[u32]| {
            let (own, outer) = parts.split_last().unwrap_or((&0, &[]));
            let first = last.get(outer.len()).copied().unwrap_or_default();
            last.starts_with(outer) && *own == first + 1
        };
        if !is_next(&last) {
            return None;
        }
        levels.push((parts.len(), at));
        last = parts;
    }
    (levels.len() > 1).then_some(levels)
}

#[cfg(test)]
mod tests {
    use super::levels;

    #[test]
    fn numbers_say_how_deep_rows_lie() {
        let said = |cells: &[&str]| {
            levels(cells.iter().copied())
                .map(|levels| levels.into_iter().map(|(level, _)| level).collect::<Vec<_>>())
        };
        assert_eq!(said(&["1", "2", "2.1", "2.2", "2.2.1", "3"]), Some(vec![1, 1, 2, 2, 3, 1]));
        assert_eq!(said(&["1. mast", "2、sail", "2.1 boom"]), Some(vec![1, 1, 2]));
        assert_eq!(said(&["1", "3"]), None);
        assert_eq!(said(&["3 days", "7 days"]), None);
        assert_eq!(said(&["1.0", "2.0"]), None);
        assert_eq!(said(&["1", "", "2"]), None);
    }
}
