//! The lines that begin a field of copied text: its name, and right below or beside it the type and what is required.

use super::items::named_type;
use super::parts::{self, Parts};
use crate::extract::tables::lines::Lines;
use crate::extract::tables::{answers, cell, kinds, names};
use crate::found::{Choice, Printed};
use crate::lexicon::calls::method;
use crate::lexicon::columns::{self, Column};
use crate::lexicon::tables::SECTION_ENDS;
use crate::lexicon::topics::{Topic, status_line, topic};
use crate::lexicon::types::{ENUMS, PROSE};
use crate::lexicon::values::MEDIA;
use crate::page::Text;
use stubwright_spec::source::Spanned;

/// So many lines may be between the name of a field and its description.
const HEAD: usize = 9;

/// The lines above one that may begin a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Above {
    /// Neither a field nor a title of fields.
    Nothing,
    /// A title of fields, or a field without a description so far.
    Fields,
    /// The description of a field.
    Description,
}

/// The beginning of a field.
pub(super) struct Head {
    pub(super) name: Text,
    pub(super) parts: Parts,
    /// The line after it.
    pub(super) end: usize,
}

impl Head {
    /// The one that begins in a line; among fields also with a type that is a word of prose too.
    pub(super) fn read(lines: &Lines, at: usize, above: Above) -> Option<Self> {
        let first = lines.line(at)?;
        Self::alone(lines, at, first, above != Above::Nothing).or_else(|| {
            let mut spelled = lines.spelling.field(first, above == Above::Description)?;
            let mut end = at + 1;
            for _ in 0..HEAD {
                let more = lines.line(end).and_then(stacked).filter(|(_, is_typed)| !is_typed);
                let Some((more, _)) = more else { break };
                spelled.parts.add(more);
                end += 1;
            }
            Some(Self { name: spelled.name, parts: spelled.parts, end })
        })
    }

    /// A name that is alone on its line, and the lines right below it, one of which is a type.
    fn alone(lines: &Lines, at: usize, first: &Text, is_run: bool) -> Option<Self> {
        let text = first.as_str();
        let is_name = text.chars().count() <= 80 && names::is_name(text) && !text.contains(':');
        if !is_name || answers::of_word(text).is_some() {
            return None;
        }
        let mut parts = Parts::default();
        let mut end = at + 1;
        let mut is_typed = false;
        for _ in 0..HEAD {
            let Some(line) = lines.line(end) else { break };
            let Some((more, types)) = stacked(line) else { break };
            // `enum` below `string`, `Format: int32` below `Type: integer`
            let is_beside = named_type(line.as_str()) > 0 || ENUMS.has(&line.as_str().to_lowercase());
            if types && is_typed && !is_beside {
                break;
            }
            is_typed |= types;
            parts.refine(more);
            end += 1;
        }
        // `email` below `phone` is a list of words.
        let is_word = text.bytes().all(|byte| byte.is_ascii_lowercase());
        if is_word && parts.is_prose() && parts.required.is_none() && parts.goes.is_none() {
            // A description in another script shows that both are of a program.
            let is_described =
                lines.line(end).is_some_and(|line| line.as_str().starts_with(is_of_other_script));
            let is_told = is_run && parts.is_listed_type() || is_described || answers_below(lines, end);
            return is_told.then(|| Self { name: first.clone(), parts, end });
        }
        if is_typed {
            return Some(Self { name: first.clone(), parts, end });
        }
        // A type of the page has a name of its own: `Address`, and what is required below it.
        let named = lines.line(at + 1).filter(|_| end == at + 1)?;
        let answer = lines.line(at + 2).and_then(|line| answers::of_word(line.as_str()))?;
        let is_word = |text: &str| text.len() <= 40 && names::is_name(text) && !text.contains(' ');
        let is_type = is_word(named.as_str()) && answers::of_word(named.as_str()).is_none();
        is_type.then(|| {
            let parts = Parts { ty: Some(cell::line(named)), required: Some(answer), ..Parts::default() };
            Self { name: first.clone(), parts, end: at + 3 }
        })
    }
}

/// Whether a letter is of a script that no program has for its names.
fn is_of_other_script(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic()
}

/// Whether a line that says whether a field is required is below its description of one line or none.
fn answers_below(lines: &Lines, at: usize) -> bool {
    let answers = |at| lines.line(at).is_some_and(|line| is_answer(line.as_str()));
    answers(at) || lines.line(at).is_some_and(|line| stacked(line).is_none()) && answers(at + 1)
}

/// Whether a line is a word for required alone; a letter is none.
pub(super) fn is_answer(text: &str) -> bool {
    text.chars().count() > 1 && answers::of_word(text).is_some()
}

/// Reads a line right below a name: a type, a place, whether it is required, bounds, or several of these; and says
/// whether a type is among them.
fn stacked(line: &Text) -> Option<(Parts, bool)> {
    let text = line.as_str();
    if text.chars().count() > 60 || text.ends_with(['.', '。', ':', '：']) {
        return None;
    }
    let mut parts = Parts::default();
    if let Some(answer) = answers::of_word(text) {
        parts.required = Some(answer);
        return Some((parts, false));
    }
    if let Some(is_typed) = parts.spelled(line, named_type(text)) {
        return Some((parts, is_typed));
    }
    kinds::is_type(text).then(|| (Parts { ty: Some(cell::line(line)), ..Parts::default() }, true))
}

impl Parts {
    /// Takes in what another line right below the name says, which may have a format for the type.
    fn refine(&mut self, mut more: Self) {
        if let Some(known) = &mut self.ty
            && let Some(format) = more.ty.take()
        {
            let narrow = format!("{} <{}>", known.value, format.value);
            if kinds::read(&narrow).printed != kinds::read(&known.value).printed {
                known.value = narrow;
            }
        }
        self.add(more);
    }

    /// Takes in what another line says.
    fn add(&mut self, more: Self) {
        self.ty = self.ty.take().or(more.ty);
        self.required = self.required.or(more.required);
        self.goes = self.goes.or(more.goes);
        self.default = self.default.take().or(more.default);
        self.example = self.example.take().or(more.example);
        self.listed = self.listed.take().or(more.listed);
        self.more.extend(more.more);
        self.limit = match (self.limit.take(), more.limit) {
            (Some(known), Some(more)) => Some(format!("{known}, {more}")),
            (known, more) => known.or(more),
        };
    }

    fn is_prose(&self) -> bool {
        self.ty.as_ref().is_some_and(|ty| PROSE.has(&ty.value.to_lowercase()))
    }

    /// Whether the type is one that columns of types have, and few lists of words: `object`, `number`, `enum`.
    fn is_listed_type(&self) -> bool {
        let Some(ty) = &self.ty else { return false };
        let is_structure = matches!(kinds::read(&ty.value).printed, Some(Printed::Object | Printed::List(_)));
        is_structure || kinds::is_any_number(&ty.value) || ENUMS.has(&ty.value.to_lowercase())
    }

    /// Takes in what a line of the description says by a word of its own: `默认值: 1`, `Defaults to 1`, `>= 1`, or `Example:`
    /// with the value on the next line. Gives how many lines that takes.
    pub(super) fn noted(&mut self, lines: &Lines, at: usize) -> Option<usize> {
        let text = lines.line(at)?;
        let mut own = Self::default();
        if own.spelled(text, 0) == Some(false) && own.has_notes() {
            own.goes = None;
            self.add(own);
            return Some(1);
        }
        let whole = text.as_str();
        let colon = whole.find([':', '：'])?;
        let label = whole.get(..colon)?;
        let column = *columns::of(label).first().filter(|_| columns::is_listed(label))?;
        let value = whole.get(colon..)?.trim_start_matches([':', '：']).trim_start();
        let own = text.slice(whole.len() - value.len()..whole.len());
        let (value, taken) = if value.is_empty() { (lines.line(at + 1)?.clone(), 2) } else { (own, 1) };
        let word: Spanned<String> = cell::line(&value);
        match column {
            Column::Example if self.example.is_none() => self.example = Some(word),
            Column::Default if self.default.is_none() => self.default = Some(parts::bare(&word.value)),
            Column::Limit => self.add(Self { limit: Some(word.value), ..Self::default() }),
            Column::Value => {
                return self.listed(lines, at + taken - 1, value.as_str()).map(|more| taken - 1 + more);
            }
            _ => return None,
        }
        Some(taken)
    }

    /// Whether there is something that a line of a description may say by itself.
    fn has_notes(&self) -> bool {
        self.limit.is_some() || self.default.is_some() || self.example.is_some() || self.listed.is_some()
    }

    /// Takes in values, on one line or on one each, and gives how many lines they take.
    fn listed(&mut self, lines: &Lines, at: usize, first: &str) -> Option<usize> {
        if first.contains([',', '，', '、', '|', '/']) || first.matches('"').count() > 2 {
            self.listed = Some(first.to_owned());
            return Some(1);
        }
        let is_value = |text: &str| {
            !text.is_empty() && text.len() <= 40 && !text.contains([' ', '：', ':']) && text.is_ascii()
        };
        let run = (at..)
            .map_while(|at| lines.line(at).filter(|_| Head::read(lines, at, Above::Description).is_none()));
        let values: Vec<Choice> = run
            .map(|line| line.as_str().trim())
            .take_while(|text| is_value(text) && !ends(text))
            .map(|text| Choice { value: text.to_owned(), doc: None })
            .collect();
        let count = values.len();
        (count > 1).then(|| {
            self.lines.extend(values);
            count
        })
    }
}

/// Whether a line ends a description: it is the status of an answer, the kind of a body, or a call.
fn ends(text: &str) -> bool {
    let is_word = !text.contains(char::is_whitespace);
    let is_call =
        method(&text.to_uppercase()).is_some_and(|name| name.len() == text.len()) || text.starts_with('/');
    status_line(text).is_some() || is_word && (MEDIA.start(text) || is_call)
}

/// Whether a line is the title of another part of the page, and no part of a description: it names a place or a part, or a
/// field begins below it.
pub(super) fn is_section(text: &str, lines: &Lines, at: usize) -> bool {
    if ends(text) {
        return true;
    }
    let text = text.trim().trim_end_matches([':', '：']);
    if text.chars().count() > 40 || text.ends_with(['.', '。', ',', '，', ';', '；']) {
        return false;
    }
    let is_before = lines.line(at + 1).is_some() && Head::read(lines, at + 1, Above::Description).is_some();
    let topic = topic(text);
    let has_place = answers::place_of_title(text).is_some();
    let ends = SECTION_ENDS.end(&text.to_lowercase());
    (ends && (has_place || topic != Topic::Other))
        || (topic != Topic::Other && has_place)
        || (is_before && (has_place || topic == Topic::Part))
}
