//! Headings, and lines of text that serve as one.

use std::collections::{BTreeMap, BTreeSet};

use crate::found::{Found, Heading, Place, Topic};
use crate::lexicon::fields::{BODY_TITLES, HEADER_TITLES};
use crate::lexicon::scripts::is_ideographic;
use crate::lexicon::tables::SECTION_ENDS;
use crate::lexicon::topics::{NUMERALS, is_answer, is_callback, is_either, topic};
use crate::page::{Block, Text};
use stubwright_spec::source::Spanned;

pub(super) const LABEL: u8 = 7;

/// How many blocks may lie from a label to one that is a part of it.
const BETWEEN: usize = 2;

/// How long a line may be, in characters, to be a label.
const LONGEST: usize = 60;

/// Finds the headings and the title. Blocks in `used` belong to a table already.
pub(super) fn extract(blocks: &[&Block], used: &BTreeSet<usize>, found: &mut Found) {
    // Copied text has few headings of its own, and other pages may have none.
    let mut has_headings = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        if let Some(text) = text_of(block) {
            let is_heading = matches!(block, Block::Heading(..)) && !found.is_copied(Place(at));
            *has_headings.entry(text.file()).or_insert(false) |= is_heading;
        }
    }
    let (mut begun, mut open) = (BTreeSet::new(), Vec::new());
    for (at, block) in blocks.iter().enumerate() {
        let Some(text) = text_of(block) else { continue };
        let is_plain = !has_headings.get(&text.file()).copied().unwrap_or_default();
        let is_first = begun.insert(text.file());
        match block {
            Block::Title(_) => {
                let title = cleaned(text);
                let page = found.pages.partition_point(|page| page.place.0 <= at);
                if let Some(page) = page.checked_sub(1).and_then(|page| found.pages.get_mut(page)) {
                    page.title = page.title.take().or(Some(title).filter(|title| !title.value.is_empty()));
                }
                begun.remove(&text.file());
            }
            Block::Heading(..) if is_plain && is_first => push(text, (1, at), &mut open, found),
            Block::Heading(..) if is_plain && is_label(text) => push(text, (LABEL, at), &mut open, found),
            Block::Heading(level, _) => push(text, (*level, at), &mut open, found),
            Block::Paragraph(_) if used.contains(&at) || is_tab(text, at, found) => {}
            Block::Paragraph(_) if is_plain && is_first && is_short(text) => {
                push(text, (1, at), &mut open, found)
            }
            Block::Paragraph(_) if is_label(text) || (is_plain && is_above(blocks, at) && is_short(text)) => {
                push(text, (LABEL, at), &mut open, found);
            }
            Block::Item(..) if !used.contains(&at) && is_above(blocks, at) && is_label(text) => {
                push(text, (LABEL, at), &mut open, found);
            }
            _ => {}
        }
    }
    name_operations(&mut found.headings);
    for at in 0..found.pages.len() {
        let Some(page) = found.pages.get(at).filter(|page| page.title.is_none()) else { continue };
        let (start, end, _) = found.page(page.place);
        let own = found.headings.iter().filter(|heading| (start..end).contains(&heading.place));
        let title = own.into_iter().find(|heading| heading.level < LABEL).map(|heading| heading.text.clone());
        if let Some(page) = found.pages.get_mut(at) {
            page.title = title;
        }
    }
    found.title = found.pages.first().and_then(|page| page.title.clone());
}

/// A heading with a request and a response below it names an operation, whatever its words are: `Request a refund`.
fn name_operations(headings: &mut [Heading]) {
    /// So many headings below one are looked at.
    const BELOW: usize = 12;
    let is_answer = |topic: Topic| matches!(topic, Topic::Response | Topic::Success | Topic::Failure);
    for at in 0..headings.len() {
        let Some((heading, below)) = headings.get_mut(at..).and_then(<[Heading]>::split_first_mut) else {
            return;
        };
        let level = heading.level;
        let inside =
            || below.iter().take(BELOW).take_while(|other| other.level > level).map(|other| other.topic);
        let (asks, answers) = (inside().any(|topic| topic == Topic::Request), inside().any(is_answer));
        let has_part = inside().next() == Some(Topic::Part);
        // `返回数据` is a part whatever is below it.
        let is_titled = SECTION_ENDS.end(&heading.text.value.to_lowercase());
        let is_operation = level < LABEL
            && !is_titled
            && match heading.topic {
                Topic::Request => answers,
                Topic::Response => asks,
                Topic::Success | Topic::Failure => answers && (asks || has_part),
                _ => false,
            };
        if is_operation {
            heading.topic = Topic::Other;
        }
    }
}

pub(super) fn text_of(block: &Block) -> Option<&Text> {
    match block {
        Block::Title(text)
        | Block::Heading(_, text)
        | Block::Paragraph(text)
        | Block::Code(text)
        | Block::Item(_, text) => Some(text),
        Block::Table(_) | Block::PageEnd => None,
    }
}

/// Keeps a heading. `open` has those that it may be below: each with a greater level than the one before.
fn push(text: &Text, (level, at): (u8, usize), open: &mut Vec<usize>, found: &mut Found) {
    let text = cleaned(text);
    if text.value.is_empty() {
        return;
    }
    let topic = topic(&text.value);
    let all = &mut found.headings;
    open.retain(|above| all.get(*above).is_some_and(|above| above.level < level));
    // `body:` right below `[Response]` is a part of it, though both are labels.
    let is_near = |above: &&Heading| above.level == LABEL && at - above.place.0 <= BETWEEN;
    let near = all.iter().rev().take(BETWEEN).find(is_near);
    let outer = open.last().and_then(|above| all.get(*above));
    let above = near.into_iter().chain(outer).max_by_key(|above| above.place);
    let is_inside = topic == Topic::Request && above.is_some_and(|above| is_answer(above.topic));
    let topic = if is_inside && is_either(&text.value) { Topic::Response } else { topic };
    open.push(all.len());
    all.push(Heading { level, topic, text, place: Place(at) });
}

/// Whether a line is the title of headers beside that of a body, which is shown: `Body` and `Headers (5)` right below it.
fn is_tab(text: &Text, at: usize, found: &Found) -> bool {
    let above = || found.headings.last().filter(|above| above.level == LABEL && above.place.0 + 1 == at);
    let is_body = |above: &Heading| {
        let title = above.text.value.to_lowercase();
        is_either(&title) && BODY_TITLES.are_in(&title)
    };
    is_short(text) && HEADER_TITLES.start(&text.as_str().to_lowercase()) && above().is_some_and(is_body)
}

fn is_short(text: &Text) -> bool {
    let text = text.as_str().trim();
    !text.contains('\n') && text.chars().count() <= LONGEST && !text.contains("://")
}

/// A line that announces what comes next.
pub(super) fn is_label(text: &Text) -> bool {
    let line = text.as_str().trim();
    let is_sentence = line.ends_with(['.', '。', '!', '?', ';']);
    let has_words =
        || line.chars().count() <= LONGEST / 2 && (topic(line) != Topic::Other || is_callback(line));
    is_short(text)
        && (line.ends_with([':', '：']) || (!is_sentence && !line.contains([':', '：']) && has_words()))
}

/// Whether code or a table comes next.
fn is_above(blocks: &[&Block], at: usize) -> bool {
    matches!(blocks.get(at + 1), Some(Block::Code(_) | Block::Table(_)))
}

/// A heading on one line, without its number, its marks and the colon at its end.
fn cleaned(text: &Text) -> Spanned<String> {
    let words: Vec<&str> = text.as_str().split_whitespace().collect();
    let line = words.join(" ");
    let line = line.trim_matches(['*', '#', ' ']).trim_end_matches([':', '：']);
    Spanned { value: unnumbered(line).to_owned(), span: text.trimmed().span() }
}

/// A heading without `2.1`, `(3)`, `一、`.
fn unnumbered(line: &str) -> &str {
    let number = line.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(0);
    let (digits, rest) = line.split_at_checked(number).unwrap_or(("", line));
    let rest = rest.trim_start_matches(['、', ')', '）']);
    // `2.1查询`, which has no spaces between words.
    let is_section = digits.contains('.') && rest.starts_with(is_ideographic);
    if !digits.is_empty()
        && (rest.starts_with(' ') || digits.ends_with('.') || rest.len() < line.len() - number || is_section)
    {
        return rest.trim_start();
    }
    let inner = line.strip_prefix(['(', '（']).and_then(|inner| inner.split_once([')', '）']));
    if let Some((number, rest)) = inner
        && number.chars().all(is_numeral)
    {
        return rest.trim_start();
    }
    match line.split_once('、') {
        Some((number, rest)) if !number.is_empty() && number.chars().all(is_numeral) => rest.trim_start(),
        _ => line,
    }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || NUMERALS.has_char(c)
}

#[cfg(test)]
mod tests {
    use super::unnumbered;

    #[test]
    fn numbers_are_no_part_of_a_heading() {
        for (line, wanted) in [
            ("2.1 Create an order", "Create an order"),
            ("1 流水列表", "流水列表"),
            ("2.1查询灯号", "查询灯号"),
            ("2灯号", "2灯号"),
            ("1. Errors", "Errors"),
            ("3、返回", "返回"),
            ("一、接口说明", "接口说明"),
            ("(2) Result", "Result"),
            ("3D models", "3D models"),
            ("Errors", "Errors"),
            ("2", "2"),
        ] {
            assert_eq!(unnumbered(line), wanted);
        }
    }
}
