//! Tables whose rows lie apart and that have no line of dashes below the head, as tools that copy pages write them.

use std::ops::Range;

use super::rows::bars;
use crate::page::lines::line_ranges;
use crate::page::looks::is_delimiter;

/// The page with a space in place of the empty line between two rows, and the heads below which the line of dashes is missing:
/// where each one begins, and how many cells it has. Nothing moves.
pub(super) fn heads(page: String) -> (String, Vec<(usize, usize)>) {
    let lines = line_ranges(&page, 0..page.len());
    let text = |at: usize| lines.get(at).and_then(|range| page.get(range.clone())).unwrap_or_default();
    let (mut heads, mut breaks) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < lines.len() {
        if !text(at).contains('|') {
            at += 1;
            continue;
        }
        let rows = run(&text, at);
        let last = rows.last().copied().unwrap_or(at);
        let width = bars(text(at));
        let is_table = rows.len() > 1
            && rows.iter().all(|row| is_closed(text(*row)) && bars(text(*row)) == width)
            && !rows.iter().any(|row| is_delimiter(text(*row)));
        if let Some(head) = lines.get(at).filter(|_| is_table && width > 2) {
            heads.push((head.start, width - 1));
            breaks.extend(rows.windows(2).filter_map(|pair| apart(&lines, pair)));
        }
        at = last + 1;
    }
    let mut bytes = page.into_bytes();
    for range in breaks {
        bytes.get_mut(range).unwrap_or_default().fill(b' ');
    }
    (String::from_utf8(bytes).unwrap_or_default(), heads)
}

/// The lines with bars from one on, with an empty line between two of them at most.
fn run<'t>(text: &impl Fn(usize) -> &'t str, from: usize) -> Vec<usize> {
    let mut rows = vec![from];
    let mut last = from;
    loop {
        let next = if text(last + 1).trim().is_empty() { last + 2 } else { last + 1 };
        if !text(next).contains('|') {
            return rows;
        }
        rows.push(next);
        last = next;
    }
}

fn is_closed(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.ends_with('|') && line.len() > 1
}

/// The break at the end of a row below which a line is empty.
fn apart(lines: &[Range<usize>], pair: &[usize]) -> Option<Range<usize>> {
    let (above, below) = (*pair.first()?, *pair.last()?);
    let (end, next) = (lines.get(above)?.end, lines.get(above + 1)?.start);
    (below > above + 1).then_some(end..next)
}

#[cfg(test)]
mod tests {
    use super::heads;

    #[test]
    fn rows_that_lie_apart_are_joined_below_their_head() {
        let (page, found) = heads(String::from("| a | b |\n\n| x | y |\n\ntext\n"));
        assert_eq!((page.as_str(), found), ("| a | b | \n| x | y |\n\ntext\n", vec![(0, 2)]));
        let (_, found) = heads(String::from("| a | b |\n| x | y |\n"));
        assert_eq!(found, [(0, 2)]);
    }

    #[test]
    fn other_lines_with_bars_stay() {
        for page in [
            "| a | b |\n|---|---|\n| x | y |\n",
            "| x | y |\n\n| a | b |\n|---|---|\n",
            "| a | b |\n\n| x |\n",
            "a | b\n\nx | y\n",
            "| a | b |\n\n\n| x | y |\n",
            "| a | b |\n",
        ] {
            assert_eq!(heads(page.to_owned()), (page.to_owned(), Vec::new()));
        }
    }
}
