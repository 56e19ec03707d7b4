//! Rows of tables whose cells go on over several lines, which Markdown does not have and pages do: the row ends where it
//! has as many cells as the head.

use std::ops::Range;

use crate::page::lines::line_ranges;
use crate::page::looks::is_delimiter;

/// So many lines of one row are joined.
const LONGEST: usize = 40;

/// The page with spaces in place of the line breaks inside of rows, and of tabs. Nothing moves.
pub(super) fn joined(page: String) -> String {
    let lines = line_ranges(&page, 0..page.len());
    let text = |at: usize| lines.get(at).and_then(|range| page.get(range.clone())).unwrap_or_default();
    let mut blanks: Vec<Range<usize>> = Vec::new();
    let (mut at, mut untabbed) = (0, 0);
    while at < lines.len() {
        let width = bars(text(at));
        if !is_delimiter(text(at)) {
            at += 1;
            continue;
        }
        // The parser knows no tabs beside bars.
        untabbed = untabbed.max(at.saturating_sub(1));
        while untabbed <= at || untabbed < lines.len() && text(untabbed).contains('|') {
            let tabs = text(untabbed).match_indices('\t').map(|(tab, _)| tab);
            let start = lines.get(untabbed).map_or(0, |range| range.start);
            blanks.extend(tabs.map(|tab| start + tab..start + tab + 1));
            untabbed += 1;
        }
        if width < 3 {
            at += 1;
            continue;
        }
        if let Some(first) = head(&text, at, width) {
            blanks.extend(gap(&lines, first, at - 1));
        }
        at += 1;
        // The rows below it, with as many bars each.
        while let Some(last) = row(&text, at, lines.len(), width) {
            blanks.extend(gap(&lines, at, last));
            at = last + 1;
        }
    }
    let mut bytes = page.into_bytes();
    for range in blanks {
        bytes.get_mut(range).unwrap_or_default().fill(b' ');
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The line breaks, and what is between them, from one line to another.
fn gap(lines: &[Range<usize>], first: usize, last: usize) -> Vec<Range<usize>> {
    let pairs = lines.get(first..=last).unwrap_or_default().windows(2);
    pairs.filter_map(|pair| Some(pair.first()?.end..pair.last()?.start)).collect()
}

/// How many bars a line has that are not escaped.
pub(super) fn bars(line: &str) -> usize {
    line.match_indices('|')
        .filter(|(at, _)| !line.get(..*at).is_some_and(|before| before.ends_with('\\')))
        .count()
}

/// The last line of the row that begins in a line: the one that completes its bars.
fn row<'t>(text: &impl Fn(usize) -> &'t str, at: usize, end: usize, width: usize) -> Option<usize> {
    if !text(at).trim_start().starts_with('|') {
        return None;
    }
    // A row that is closed has no more cells.
    if text(at).trim_end().ends_with('|') {
        return Some(at);
    }
    let mut count = 0;
    for line in at..end.min(at + LONGEST) {
        let own = bars(text(line));
        // A row of its own, a heading, or the next table, is not a part of this one.
        let is_whole = own >= width
            || is_delimiter(text(line))
            || is_heading(text(line))
            || (own > 0 && is_delimiter(text(line + 1)));
        if is_whole && line > at {
            return Some(at);
        }
        count += own;
        if count >= width {
            return text(line).trim_end().ends_with('|').then_some(line).or(Some(at));
        }
    }
    Some(at)
}

/// Whether a line is a heading with its marks in front.
pub(super) fn is_heading(line: &str) -> bool {
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&marks) && line.get(marks..).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// The first line of a head whose last line is above the delimiter, where it takes several.
fn head<'t>(text: &impl Fn(usize) -> &'t str, delimiter: usize, width: usize) -> Option<usize> {
    let mut count = 0;
    for back in 1..=LONGEST.min(delimiter) {
        let line = text(delimiter - back);
        let own = bars(line);
        if own >= width || line.trim_start().starts_with('#') || is_delimiter(line) {
            return None;
        }
        count += own;
        if count == width && line.trim_start().starts_with('|') {
            return Some(delimiter - back);
        }
        if count > width {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::joined;

    fn lines(page: &str) -> Vec<String> {
        let text = joined(page.to_owned());
        assert_eq!(text.len(), page.len());
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        text.lines().map(words).filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn rows_go_on_after_empty_lines() {
        assert_eq!(
            lines("|a|b|\n|--|--|\n|x|one\n\n **two** |\n|y|z|\n\nprose | here\n"),
            ["|a|b|", "|--|--|", "|x|one **two** |", "|y|z|", "prose | here"]
        );
        assert_eq!(
            lines(
                "|code\n\n|name\n\n|text |\n|--|--|--|\n|404\n\n|NotFound\n\n|gone |\n|409\n\n|Full\n\n|no room |\n"
            ),
            ["|code |name |text |", "|--|--|--|", "|404 |NotFound |gone |", "|409 |Full |no room |"]
        );
    }

    #[test]
    fn an_open_row_ends_before_a_heading_and_before_the_next_table() {
        let page = ["|a|b|c|", "|--|--|--|", "|x|y|z", "", "#### Next", "", "|d|e|", "|--|--|", "|1|2"];
        let rows: Vec<&str> = page.into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines(&page.join("\n")), rows);
        assert_eq!(lines("a\t|b\n:--\t|:--\t\nx\t|y\n"), ["a |b", ":-- |:--", "x |y"]);
    }

    #[test]
    fn short_rows_stay_alone() {
        let page = ["|a|b|c|", "|--|--|--|", "|x|y|", "|1|2|3|", "text"];
        assert_eq!(lines(&page.join("\n")), page);
        let page = ["a | b", "--|--", "x | y", "text"];
        assert_eq!(lines(&page.join("\n")), page);
    }
}
