//! The names of fields, and how deep they lie: dots, brackets, indentation, marks in front of them.

use std::collections::BTreeMap;

use super::legend;
use crate::found::Step;
use crate::lexicon::types::PROSE;
use crate::page::Text;

/// No field lies deeper.
const DEEPEST: usize = 32;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name<'t> {
    /// The name: `items[].sku`.
    pub(super) text: &'t str,
    /// Where it begins in the cell.
    pub(super) at: usize,
    /// How wide what is in front of it is.
    pub(super) width: usize,
    /// Whether a mark is in front of it that says that it lies inside of another one.
    pub(super) is_marked: bool,
    /// A sign at it, which may say that it is required: `*`, `†`.
    pub(super) sign: Option<char>,
    /// The text after it: `(required)`.
    pub(super) rest: &'t str,
    /// Whether it opens or closes an object: `<data>`, `</data>`.
    pub(super) tag: Tag,
}

/// Whether a name opens or closes an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    None,
    Open,
    Close,
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '[' | ']' | '@' | '{' | '}')
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '└' | '├'
            | '│'
            | '┗'
            | '┣'
            | '┃'
            | '─'
            | '━'
            | '┝'
            | '┕'
            | '|'
            | '+'
            | '>'
            | '»'
            | '›'
            | '→'
            | '-'
            | '–'
            | '—'
            | '－'
            | '＋'
            | '∟'
            | '↳'
            | '⌊'
            | '·'
            | '•'
            | '○'
            | '●'
            | '▪'
    )
}

/// Reads the cell of a name; `None` where there is none.
pub(super) fn read(cell: &str) -> Option<Name<'_>> {
    let mut width = 0;
    let mut is_marked = false;
    let mut sign = None;
    let mut at = None;
    let mut tag = Tag::None;
    for (place, c) in cell.char_indices() {
        match c {
            '\u{3000}' => width += 2,
            '\t' => width += 4,
            _ if c.is_whitespace() => width += 1,
            '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            _ if legend::sign(c).is_some() => sign = legend::sign(c),
            '`' | '"' | '\'' | '“' => {}
            '<' => tag = Tag::Open,
            '/' if tag == Tag::Open => tag = Tag::Close,
            _ if is_mark(c) => {
                width += 1;
                is_marked = true;
            }
            _ => {
                at = Some(place);
                break;
            }
        }
    }
    let at = at?;
    let body = cell.get(at..)?;
    let end = if tag == Tag::None { end_of_path(body) } else { end_of_word(body) };
    let text = body.get(..end)?.trim_end_matches(['.', '-']);
    let rest = body.get(end..)?;
    // Anything longer than a name is a sentence.
    let rest = rest.trim_start_matches(['`', '"', '\'', '”', '>']).trim();
    let behind = |c: char| legend::sign(c).or((c == '?').then_some(c));
    let is_sign = |c: char| behind(c).is_some();
    // `note (*)`
    let bare = rest.strip_prefix(['(', '（']).filter(|rest| rest.starts_with(is_sign)).unwrap_or(rest);
    let signs = bare.trim_start_matches(is_sign);
    let sign = sign.or_else(|| bare.chars().next().and_then(behind));
    let signs = if bare.len() < rest.len() { signs.trim_start_matches([')', '）']) } else { signs };
    let rest = signs.trim_start_matches(['`', '"']).trim_start();
    let is_word = text
        .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$' | '@' | '{' | '['))
        && text.len() <= 128;
    let has_letter = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    (is_word && has_letter).then_some(Name { text, at, width, is_marked, sign, rest, tag })
}

/// The marks between names in one cell.
const BETWEEN: [char; 5] = [',', '，', '、', '/', '／'];

/// Whether a cell holds several names.
pub(super) fn are_several(cell: &str) -> bool {
    let is_one = |part: &str| is_name(part) && !part.trim().contains([' ', '(', '（']);
    cell.contains(BETWEEN) && cell.split(BETWEEN).all(is_one)
}

/// The names in a cell: one, or several with commas between them.
pub(super) fn of_cell(text: &Text) -> Vec<(Name<'_>, Text)> {
    let whole = text.as_str();
    if are_several(whole) {
        let mut at = 0;
        let mut found = Vec::new();
        for part in whole.split(BETWEEN) {
            let start = whole.get(at..).and_then(|rest| rest.find(part)).map_or(at, |found| at + found);
            at = start + part.len();
            if let Some(name) = read(part) {
                found.push((name, text.slice(start..at)));
            }
        }
        return found;
    }
    read(whole).map(|name| vec![(name, text.clone())]).unwrap_or_default()
}

fn end_of_word(text: &str) -> usize {
    text.find(|c| !is_name_char(c)).unwrap_or(text.len())
}

/// Where a name ends that may be a path: `order>>id`, `order->id`, `items[].` and `sku` on the next line.
fn end_of_path(text: &str) -> usize {
    let mut end = end_of_word(text);
    loop {
        let (before, after) = text.split_at_checked(end).unwrap_or((text, ""));
        let next = after.trim_start_matches('>');
        let next = match next.len() == after.len() {
            true if before.ends_with('.') && after.starts_with('\n') => after.trim_start(),
            true => return end,
            false => next,
        };
        let word = end_of_word(next);
        if word == 0 || !next.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return end;
        }
        end = text.len() - next.len() + word;
    }
}

/// Whether a cell holds the name of a field and next to nothing else.
pub(super) fn is_name(cell: &str) -> bool {
    read(cell).is_some_and(|name| {
        name.rest.is_empty()
            || name.rest.starts_with(['(', '（', '[', '【'])
            || super::answers::required(name.rest).is_some()
    })
}

/// The steps of a name: `items[].sku`, `PhoneNumbers.N`, `$.data.list[0].id`, `order>>id`, `items[][sku]`, `shop[name]`.
pub(super) fn steps(name: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let is_joined = name.contains('>');
    for part in name.split(['.', '>']).take(DEEPEST) {
        let part = if is_joined { part.trim_end_matches('-') } else { part };
        let mut inner = part.trim().split('[');
        let bare = inner.next().unwrap_or_default();
        let is_index = !bare.is_empty()
            && (bare.bytes().all(|byte| byte.is_ascii_digit())
                || ["n", "N", "{n}", "{N}", "{i}", "i", "{index}", "m", "M"].contains(&bare));
        match steps.last_mut() {
            Some(last) if is_index => last.is_list = true,
            None if bare == "$" => {}
            _ if bare.is_empty() => {}
            _ => steps.push(Step { name: bare.to_owned(), is_list: false }),
        }
        for inner in inner.take(DEEPEST) {
            let inner = inner.trim_end_matches(']');
            match steps.last_mut() {
                Some(_) if is_key(inner) => steps.push(Step { name: inner.to_owned(), is_list: false }),
                Some(last) => last.is_list = true,
                None => {}
            }
        }
    }
    steps
}

/// Whether brackets behind a name have the name of a member, and not an index, a type or a word for required.
fn is_key(inner: &str) -> bool {
    let is_word = inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_counted = inner.len() == 1 || inner.eq_ignore_ascii_case("index");
    is_word
        && inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && !is_counted
        && (!super::kinds::is_type(inner) || PROSE.has(&inner.to_ascii_lowercase()))
        && super::answers::of_word(inner).is_none()
}

/// Where the next field lies by what is in front of its name.
#[derive(Debug, Default)]
pub(super) struct Nest {
    /// The fields around: how wide what is in front of each is, and the way to it.
    open: Vec<(usize, Vec<Step>, Inside)>,
    tags: Vec<Step>,
    /// The fields that others name as the first step of their path.
    parents: BTreeMap<String, Vec<Step>>,
}

/// Whether fields can lie inside of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// They can: an object, a list, something unknown.
    Fields,
    /// They cannot: a text, a number.
    Nothing,
}

impl Nest {
    /// The way to a field, which becomes the last one.
    pub(super) fn place(&mut self, name: &Name<'_>, inside: Inside) -> Vec<Step> {
        let own = steps(name.text);
        let is_inner = |width: usize| name.width > width && (name.is_marked || name.width >= width + 2);
        while self.open.last().is_some_and(|(width, _, inside)| {
            !is_inner(*width) || (*inside == Inside::Nothing && !name.is_marked)
        }) {
            self.open.pop();
        }
        let outer = self.open.last().map_or(self.tags.as_slice(), |(_, outer, _)| outer.as_slice());
        let mut path: Vec<Step> = outer.iter().take(DEEPEST).cloned().collect();
        // A name that is written out in full does not go below the one above once more.
        let starts_same = own.len() > outer.len()
            && !outer.is_empty()
            && outer.iter().zip(&own).all(|(a, b)| a.name == b.name);
        if starts_same {
            path.clear();
        }
        // `button[].name` below `messages[].button[]`: the parent goes by its last name.
        let parent = own.split_first().filter(|(_, rest)| path.is_empty() && !rest.is_empty());
        let parent = parent.and_then(|(first, rest)| {
            Some((self.parents.get(&first.name).filter(|parent| parent.len() > 1)?, rest))
        });
        match parent {
            Some((parent, rest)) => path = parent.iter().chain(rest).take(DEEPEST).cloned().collect(),
            None => path.extend(own),
        }
        if let Some(last) = path.last() {
            self.parents.insert(last.name.clone(), path.clone());
        }
        if self.open.len() < DEEPEST {
            self.open.push((name.width, path.clone(), inside));
        }
        path
    }

    /// Opens an object with a tag.
    pub(super) fn open(&mut self, steps: Vec<Step>) {
        self.open.clear();
        if self.tags.len() < DEEPEST {
            self.tags.extend(steps);
        }
    }

    /// Opens an object in place of all that are open.
    pub(super) fn reopen(&mut self, steps: Vec<Step>) {
        self.open.clear();
        self.tags = steps;
    }

    /// Closes the last object that was opened with that tag.
    pub(super) fn close(&mut self, name: &str) {
        self.open.clear();
        if let Some(at) = self.tags.iter().rposition(|step| step.name == name) {
            self.tags.truncate(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Inside, Nest, is_name, read, steps};
    use crate::found::Step;

    fn dump(path: &[Step]) -> String {
        let step = |step: &Step| format!("{}{}", step.name, if step.is_list { "[]" } else { "" });
        path.iter().map(step).collect::<Vec<_>>().join(".")
    }

    #[test]
    fn marks_and_blanks_say_how_deep_a_field_lies() {
        let nested = |cells: &[&str]| {
            let mut nest = Nest::default();
            let place = |cell: &&str| {
                read(cell).map(|name| dump(&nest.place(&name, Inside::Fields))).unwrap_or_default()
            };
            cells.iter().map(place).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            nested(&["course", "+courseId", "+options", "++code", "memo"]),
            "course course.courseId course.options course.options.code memo"
        );
        assert_eq!(
            nested(&[
                "pages",
                "\u{a0}\u{a0}└ text",
                "\u{a0}\u{a0}└ image",
                "\u{a0}\u{a0}\u{a0}\u{a0}└ url",
                "x"
            ]),
            "pages pages.text pages.image pages.image.url x"
        );
        assert_eq!(nested(&["a", "|--b", "|----c", "|--d"]), "a a.b a.b.c a.d");
        assert_eq!(nested(&["a", "> b", "> > c", "d"]), "a a.b a.b.c d");
        assert_eq!(
            nested(&["address", "\u{a0}\u{a0}city", "\u{3000}street", " date"]),
            "address address.city address.street date"
        );
        assert_eq!(
            nested(&["items[]", "items[].sku", "PhoneNumbers.N", "$.data.list[0].id"]),
            "items[] items[].sku PhoneNumbers[] data.list[].id"
        );
    }

    #[test]
    fn paths_name_their_parents() {
        let mut nest = Nest::default();
        let place = |cell: &str| {
            let name = read(cell).unwrap_or_else(|| panic!("{cell}"));
            assert_eq!(name.rest, "", "{cell}");
            dump(&nest.place(&name, Inside::Fields))
        };
        let cells = [
            "boat",
            "boat>>mast",
            "boat->hull",
            "boat>>mast>>height",
            "crew[].\nname",
            "crew[].\npay[]",
            "pay[].day",
            "day",
        ];
        assert_eq!(
            cells.map(place).join(" "),
            "boat boat.mast boat.hull boat.mast.height crew[].name crew[].pay[] crew[].pay[].day day"
        );
        assert_eq!(read("<boat>").map(|name| name.text), Some("boat"));
    }

    #[test]
    fn a_text_has_nothing_inside() {
        let mut nest = Nest::default();
        let mut place = |cell: &str, inside| read(cell).map(|name| dump(&nest.place(&name, inside)));
        assert_eq!(place("a", Inside::Nothing).as_deref(), Some("a"));
        assert_eq!(place("\u{a0}\u{a0}b", Inside::Nothing).as_deref(), Some("b"));
    }

    #[test]
    fn names_are_no_sentences() {
        assert!(
            ["shopCode", "items[].sku", "member_id（必填）", "*name", "X-App-Id", "└ url"]
                .iter()
                .all(|cell| is_name(cell))
        );
        assert!(["URL address", "メソッド", "12", "", "认证"].iter().all(|cell| !is_name(cell)));
        assert_eq!(dump(&steps("recipientList[].recipientNo")), "recipientList[].recipientNo");
    }

    #[test]
    fn brackets_have_members_or_items() {
        for (name, path) in [
            ("lamps[][code]", "lamps[].code"),
            ("lamps[0][shade][colour]", "lamps[].shade.colour"),
            ("shop[name]", "shop.name"),
            ("lamps[n].code", "lamps[].code"),
            ("tags[string]", "tags[]"),
            ("memo[optional]", "memo[]"),
        ] {
            assert_eq!(dump(&steps(name)), path, "{name}");
        }
    }
}
