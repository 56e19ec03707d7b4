//! Marks at names that the page explains: `* required`, `Fields in bold are required`, 带 * 为必填.

use super::answers;
use crate::found::{Place, Required};
use crate::lexicon::fields::{BOLD, CONDITIONS, MARKED, MEANING, OPTIONAL, REQUIRED, STARS};
use crate::page::{Block, Text};

/// No line that explains a mark has more bytes.
const LONGEST: usize = 240;
/// So many explanations before and behind a table are looked at.
const NEAR: usize = 16;

/// A mark at a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Bold,
    /// `*`, `†`, `¹`
    Sign(char),
}

/// The marks of a table that are explained.
#[derive(Debug, Clone, Default)]
pub(super) struct Legend {
    marks: Vec<(Mark, Required)>,
}

impl Legend {
    /// The answer of the marks at a name. A star that is not explained says that a field is required,
    /// and a question mark that it is not.
    pub(super) fn answer(&self, sign: Option<char>, is_bold: bool) -> Option<Required> {
        let said =
            |mark: Mark| self.marks.iter().find(|(known, _)| *known == mark).map(|(_, answer)| *answer);
        let usual = |sign: char| match sign {
            '*' => Some(Required::Yes),
            '?' => Some(Required::No),
            _ => None,
        };
        let by_sign = sign.and_then(|sign| said(Mark::Sign(sign)).or_else(|| usual(sign)));
        by_sign.or_else(|| said(Mark::Bold).filter(|_| is_bold))
    }

    /// Whether a mark says what is optional, so that the fields without it are required.
    pub(super) fn marks_optional(&self) -> bool {
        self.marks.iter().any(|(_, answer)| *answer == Required::No)
    }
}

/// All explanations of the pages, in order.
#[derive(Debug, Default)]
pub(super) struct Legends {
    all: Vec<(usize, Mark, Required)>,
    headings: Vec<usize>,
    ends: Vec<usize>,
}

impl Legends {
    pub(super) fn of(blocks: &[&Block]) -> Self {
        let mut this = Self::default();
        for (at, block) in blocks.iter().enumerate() {
            match block {
                Block::PageEnd => this.ends.push(at),
                Block::Heading(_, text) => {
                    this.headings.push(at);
                    this.learn(at, text);
                }
                Block::Paragraph(text) | Block::Title(text) => this.learn(at, text),
                // An unescaped star is a bullet.
                Block::Item(_, text) => match answers::of_word(text.as_str()) {
                    Some(answer) => this.all.push((at, Mark::Sign('*'), answer)),
                    None => this.learn(at, text),
                },
                Block::Table(table) => {
                    table.head.iter().flat_map(|row| &row.cells).for_each(|cell| this.learn(at, &cell.text));
                }
                Block::Code(_) => {}
            }
        }
        this
    }

    fn learn(&mut self, at: usize, text: &Text) {
        let lines = text.as_str().lines().filter(|line| line.len() <= LONGEST);
        self.all.extend(lines.filter_map(explained).map(|(mark, answer)| (at, mark, answer)));
    }

    /// The explanations of a table: those of its section, else those above it, else a sign below.
    pub(super) fn at(&self, place: Place) -> Legend {
        let page = |at: usize| self.ends.partition_point(|end| *end < at);
        let section = |at: usize| self.headings.partition_point(|heading| *heading <= at);
        let next = self.all.partition_point(|(at, ..)| *at <= place.0);
        let before = self.all.get(next.saturating_sub(NEAR)..next).unwrap_or_default().iter().rev();
        let behind = self.all.get(next..).unwrap_or_default().iter().take(NEAR);
        let near = || before.clone().chain(behind.clone()).filter(|(at, ..)| page(*at) == page(place.0));
        let is_own = |at: usize| section(at) == section(place.0);
        let own = near().filter(|(at, ..)| is_own(*at));
        let others = near().filter(|(at, mark, _)| !is_own(*at) && (*at < place.0 || *mark != Mark::Bold));
        Legend { marks: own.chain(others).map(|(_, mark, answer)| (*mark, *answer)).collect() }
    }
}

/// The sign that a character at a name is: all stars are one.
pub(super) fn sign(c: char) -> Option<char> {
    match c {
        '*' | '＊' | '∗' | '⁎' | '✱' | '✻' | '﹡' => Some('*'),
        '†' | '‡' | '§' | '¹' | '²' | '³' | '⁴'..='⁹' => Some(c),
        _ => None,
    }
}

/// Whether a line explains a mark.
pub(super) fn explains(line: &str) -> bool {
    explained(line).is_some()
}

/// The mark that a line explains, and what it means.
fn explained(line: &str) -> Option<(Mark, Required)> {
    let line = line.trim().trim_start_matches(['`', '"', '「', '(', '（', '“', '\\', ' ']);
    let lower = line.to_lowercase();
    let (is_bold, is_star) = (BOLD.are_in(&lower), STARS.are_in(&lower));
    if !is_bold && !is_star && !lower.contains(|c| sign(c).is_some()) {
        return None;
    }
    let (first, lead) = (lower.chars().next()?, lower.char_indices());
    if let Some(sign) = sign(first) {
        let rest = lower.trim_start_matches(first);
        let (at, answer) = answer(rest)?;
        // `* seat string required` is a row.
        let between = rest.get(..at)?.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let is_told = |word: &str| MEANING.has(word) || !word.is_ascii() && word.chars().count() <= 12;
        return between.into_iter().all(is_told).then_some((Mark::Sign(sign), answer));
    }
    let (_, answer) = answer(&lower)?;
    if is_bold {
        return Some((Mark::Bold, answer));
    }
    if is_star {
        return Some((Mark::Sign('*'), answer));
    }
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let alone = lead.filter(|(at, c)| {
        let behind = lower.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        !is_word(lower.get(..*at).and_then(|before| before.chars().next_back())) && !is_word(behind)
    });
    let sign = alone.filter_map(|(_, c)| sign(c)).next().filter(|_| MARKED.are_in(&lower))?;
    Some((Mark::Sign(sign), answer))
}

/// The first word of a line for whether something is required, and where it is.
fn answer(line: &str) -> Option<(usize, Required)> {
    let yes = REQUIRED.first_in(line).map(|(at, word)| (at, word.len(), Required::Yes));
    let no = OPTIONAL.first_in(line).map(|(at, word)| (at, word.len(), Required::No));
    let (at, _, answer) =
        yes.into_iter().chain(no).min_by_key(|(at, length, _)| (*at, usize::MAX - length))?;
    let answer =
        if answer == Required::Yes && CONDITIONS.are_in(line) { Required::Sometimes } else { answer };
    Some((at, answer))
}

#[cfg(test)]
mod tests {
    use super::{Mark, explained};
    use crate::found::Required;

    #[test]
    fn lines_explain_marks() {
        let star = Mark::Sign('*');
        let said = [
            ("* required", star, Required::Yes),
            ("* = required", star, Required::Yes),
            ("\\* indicates a required field", star, Required::Yes),
            ("* optional", star, Required::No),
            ("*は必須項目です", star, Required::Yes),
            ("* 表示必填", star, Required::Yes),
            ("`*` — обязательные параметры", star, Required::Yes),
            ("请求参数（带 * 为必填）", star, Required::Yes),
            ("带*的参数为非必填", star, Required::No),
            ("Fields marked with an asterisk are required.", star, Required::Yes),
            ("＊が付いている項目は必須です", star, Required::Yes),
            ("* 표시는 필수 항목입니다", star, Required::Yes),
            ("Поля, отмеченные *, необязательны", star, Required::No),
            ("† required", Mark::Sign('†'), Required::Yes),
            ("¹ Required if `row` is given.", Mark::Sign('¹'), Required::Sometimes),
            ("Fields in bold are required, all others optional.", Mark::Bold, Required::Yes),
            ("太字は必須パラメータです", Mark::Bold, Required::Yes),
            ("加粗的参数必填", Mark::Bold, Required::Yes),
            ("Обязательные поля выделены жирным.", Mark::Bold, Required::Yes),
        ];
        for (line, mark, answer) in said {
            assert_eq!(explained(line), Some((mark, answer)), "{line}");
        }
        let unsaid = [
            "* seat string required",
            "a * b is required",
            "seat* is optional",
            "The seat is required.",
            "* all of them",
        ];
        for line in unsaid {
            assert_eq!(explained(line), None, "{line}");
        }
    }
}
