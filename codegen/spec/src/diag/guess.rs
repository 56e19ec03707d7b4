//! Words for messages: the candidate that may be meant, and the start of a long text.

use crate::source::wide::ascii_of;

/// The candidate closest to `word`, if it is close enough to be a typo of it.
///
/// Optimal string alignment distance over characters (a swap of neighbours counts as one edit), at most a third of
/// the length; case, width and the separators `-`, `_` and space are ignored.
#[must_use]
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let fold = |text: &str| -> Vec<char> {
        let narrow = text.chars().map(|c| ascii_of(c).unwrap_or(c));
        narrow.filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).take(64).collect()
    };
    let wanted = fold(word);
    let limit = (wanted.len().max(3) / 3).min(4);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .map(|candidate| (distance(&wanted, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn distance(a: &[char], b: &[char]) -> usize {
    // A common start and end cost nothing.
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && a[i - 1] == *y && b[j - 1] == *x;
            if swapped {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// The start of a text that may be long, for messages.
#[must_use]
pub fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn typos_are_recognised() {
        let names = ["SignField", "SignFieldPosition", "signers", "message"];
        assert_eq!(did_you_mean("SignFeild", names), Some("SignField"));
        assert_eq!(did_you_mean("mesage", names), Some("message"));
        assert_eq!(did_you_mean("sign_ers", names), Some("signers"));
        assert_eq!(did_you_mean("envelope", names), None);
        assert_eq!(did_you_mean("", names), None);
    }
}
