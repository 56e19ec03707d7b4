//! Text as a reader sees it: literals, roles, links, emphasis, substitutions and escapes.

use super::names::Names;
use crate::lexicon::calls::HTTP_METHODS;
use crate::page::block::Link;
use crate::page::text::{Hidden, Text};

/// Text, and how it is set.
pub(super) struct Inline {
    pub(super) text: Text,
    /// Whether there is text that is bold, and text that is not.
    pub(super) has_bold: bool,
    pub(super) has_thin: bool,
    pub(super) links: Vec<Link>,
}

/// Text between marks is not longer, in bytes, and does not have more of these marks inside.
const LONGEST: usize = 1 << 12;
const MOST: usize = 64;

/// Reads the marks of a text.
pub(super) fn read(raw: &Text, names: &Names) -> Inline {
    let inline = Inline { text: Text::new(raw.file()), has_bold: false, has_thin: false, links: Vec::new() };
    let mut reader = Reader { raw, all: raw.as_str(), names, inline, at: 0, from: 0 };
    while let Some(c) = reader.rest(0).chars().next() {
        let done = match c {
            '\\' => reader.escape(),
            '`' => reader.quoted(),
            '*' => reader.emphasis(),
            '|' => reader.substitution(),
            '_' => reader.reference(),
            _ => None,
        };
        reader.at = done.unwrap_or(reader.at + c.len_utf8());
    }
    reader.flush(reader.at);
    reader.inline
}

struct Reader<'t> {
    raw: &'t Text,
    all: &'t str,
    names: &'t Names,
    inline: Inline,
    at: usize,
    /// Where the text begins that was not given yet.
    from: usize,
}

impl<'t> Reader<'t> {
    /// The text behind its place, so many bytes later.
    fn rest(&self, later: usize) -> &'t str {
        self.all.get(self.at + later..).unwrap_or_default()
    }

    /// Gives the text before a place.
    fn flush(&mut self, end: usize) {
        if end > self.from {
            self.push(self.from, end, false);
        }
        self.from = end;
    }

    fn push(&mut self, start: usize, end: usize, is_bold: bool) {
        let part = self.raw.slice(start..end);
        if !part.is_blank() {
            self.inline.has_bold |= is_bold;
            self.inline.has_thin |= !is_bold;
            self.inline.text.append(&part);
        } else if !part.as_str().is_empty() {
            self.inline.text.append(&part);
        }
    }

    /// Gives another text in the place of a part of this one.
    fn replace(&mut self, text: &str, start: usize, end: usize) {
        let place = self.raw.place(start..end).range();
        self.inline.has_thin = true;
        self.inline.text.push_decoded(text, place, Hidden::Drop);
    }

    /// Whether a mark may begin here: a word does not go on, and something follows it at once.
    fn may_begin(&self, mark: usize) -> bool {
        let before = self.all.get(..self.at).and_then(|text| text.chars().next_back());
        let is_apart = before.is_none_or(|c| !c.is_alphanumeric() && c != '\\' || !c.is_ascii());
        is_apart && self.rest(mark).starts_with(|c: char| !c.is_whitespace())
    }

    /// Where a mark ends what it began: behind a character, and before none of a word.
    fn end_of(&self, mark: &str) -> Option<usize> {
        let inside = self.at + mark.len();
        let rest = self.all.get(inside..)?;
        let is_end = |at: usize| {
            let before = rest.get(..at).and_then(|text| text.chars().next_back());
            let after = rest.get(at + mark.len()..).and_then(|text| text.chars().next());
            before.is_some_and(|c| !c.is_whitespace() && (c != '\\' || mark == "``"))
                && after.is_none_or(|c| {
                    !(c.is_ascii_alphanumeric() || mark.starts_with(c)) || (mark == "`" && c == '_')
                })
        };
        let ends = rest.match_indices(mark).map(|(at, _)| at).take_while(|at| *at <= LONGEST);
        ends.take(MOST).find(|at| is_end(*at)).map(|at| inside + at)
    }

    /// A character that is none of a mark; a blank behind the backslash is nothing.
    fn escape(&mut self) -> Option<usize> {
        let next = self.rest(1).chars().next()?;
        self.flush(self.at);
        let after = self.at + 1 + next.len_utf8();
        self.from = if next.is_whitespace() { after } else { self.at + 1 };
        Some(after)
    }

    /// ``` ``x`` ```, `` `x` `` with or without a role, `` `words <address>`_ ``.
    fn quoted(&mut self) -> Option<usize> {
        if self.rest(0).starts_with("``") {
            let end = self.end_of("``").filter(|_| self.may_begin(2))?;
            self.flush(self.at);
            self.push(self.at + 2, end, false);
            self.from = end + 2;
            return Some(end + 2);
        }
        let role = self.role_before();
        if role.is_none() && !self.may_begin(1) {
            return None;
        }
        let end = self.end_of("`")?;
        let (start, mut after) = (self.at + 1, end + 1);
        self.flush(role.map_or(self.at, |role| self.at - role.len() - 2));
        let behind = self.all.get(after..).unwrap_or_default();
        let suffix = behind.strip_prefix(':').and_then(|rest| rest.split_once(':')).map(|(role, _)| role);
        let suffix = suffix.filter(|suffix| role.is_none() && is_role(suffix));
        after +=
            suffix.map_or(behind.len() - behind.trim_start_matches('_').len(), |suffix| suffix.len() + 2);
        self.interpreted(role.or(suffix), start, end);
        self.from = after;
        Some(after)
    }

    /// The role in front of a quoted text, `:ref:`.
    fn role_before(&self) -> Option<&'t str> {
        let before = self.all.get(self.from..self.at)?.strip_suffix(':')?;
        let run = before.char_indices().rev().take_while(|(_, c)| is_of_role(*c)).last();
        let (_, role) = before.get(run?.0..)?.split_once(':')?;
        Some(role).filter(|role| is_role(role))
    }

    /// The text of a role, or of a link.
    fn interpreted(&mut self, role: Option<&str>, start: usize, end: usize) {
        let all = self.all.get(start..end).unwrap_or_default();
        let since = self.raw.place(start..end);
        let angle = all.strip_suffix('>').and_then(|all| all.rfind('<')).filter(|at| *at > 0);
        let words = angle.and_then(|at| all.get(..at)).map(|words| words.trim_end().len());
        let target = angle.and_then(|at| all.get(at + 1..all.len() - 1)).unwrap_or(all);
        let (domain, kind) = role.map_or(("", ""), |role| role.rsplit_once(':').unwrap_or(("", role)));
        let is_method = HTTP_METHODS.contains(&kind.to_ascii_uppercase().as_str());
        let address = match kind {
            _ if domain == "http" && is_method => {
                let call = format!("{} {}", kind.to_ascii_uppercase(), super::paths::unconverted(target));
                if words.is_none() {
                    self.replace(&call, start, end);
                }
                Some(format!("#{call}"))
            }
            "method" if domain == "http" => return self.replace(&all.to_ascii_uppercase(), start, end),
            "ref" | "any" | "doc" | "numref" => {
                let title = self.names.title(target).filter(|_| words.is_none());
                match title {
                    Some(title) => self.replace(title, start, end),
                    None if words.is_none() => self.push(start, end, false),
                    None => {}
                }
                Some(self.names.address(target).unwrap_or_else(|| format!("#{target}")))
            }
            "" if words.is_some() => Some(self.names.address(target).unwrap_or_else(|| target.to_owned())),
            "" => {
                self.push(start, end, false);
                self.names.address(all)
            }
            _ => {
                if words.is_none() {
                    let skipped = match all.strip_prefix('~') {
                        Some(path) => all.len() - path.rsplit('.').next().unwrap_or(path).len(),
                        None => all.len() - all.trim_start_matches('!').len(),
                    };
                    self.push(start + skipped, end, false);
                }
                None
            }
        };
        if let Some(words) = words {
            self.push(start, start + words, false);
        }
        self.inline.links.extend(address.map(|to| Link { span: since, to }));
    }

    /// `**x**` and `*x*`, which variables of a path may be set in.
    fn emphasis(&mut self) -> Option<usize> {
        let mark = if self.rest(0).starts_with("**") { "**" } else { "*" };
        let end = self.end_of(mark).filter(|_| self.may_begin(mark.len()))?;
        self.flush(self.at);
        let since = self.inline.text.as_str().len();
        self.push(self.at + mark.len(), end, mark == "**");
        if mark == "*" {
            self.inline.text.brace(since);
        }
        self.from = end + mark.len();
        Some(self.from)
    }

    fn substitution(&mut self) -> Option<usize> {
        let end = self.end_of("|").filter(|_| self.may_begin(1))?;
        let text = self.names.text(self.all.get(self.at + 1..end)?)?;
        self.flush(self.at);
        self.replace(text, self.at, end + 1);
        self.from = end + 1;
        Some(end + 1)
    }

    /// `name_`, where the name is one of the page, and `[1]_`.
    fn reference(&mut self) -> Option<usize> {
        let before = self.all.get(self.from..self.at)?;
        let behind = self.rest(0).trim_start_matches('_');
        if behind.starts_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let after = self.all.len() - behind.len();
        let is_of_name = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        let run = before.char_indices().rev().take_while(|(_, c)| is_of_name(*c)).last();
        let word = run.and_then(|(at, _)| before.get(at..)).unwrap_or_default();
        let address = self.names.address(word).filter(|_| !word.is_empty());
        if address.is_none() && !before.ends_with(']') {
            return Some(after);
        }
        self.flush(self.at);
        let span = self.raw.place(self.at - word.len()..self.at);
        self.inline.links.extend(address.map(|to| Link { span, to }));
        self.from = after;
        Some(after)
    }
}

fn is_of_role(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_+.:".contains(c)
}

fn is_role(role: &str) -> bool {
    role.starts_with(|c: char| c.is_ascii_alphabetic())
        && role.chars().all(is_of_role)
        && !role.contains("::")
}
