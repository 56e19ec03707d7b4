//! Parts of printed JSON that are stepped over.

use super::super::value::{Fault, Value};
use super::words::{is_dots, placeholder};
use super::{Reader, Slip, TWO_VALUES};
use crate::lexicon::values::OTHER_VALUES;

impl Reader<'_> {
    /// Steps over dots that mark an omission.
    pub(super) fn dots(&mut self) -> bool {
        let rest = self.lexer.rest();
        let length = rest.len() - rest.trim_start_matches(['.', '…', '·']).len();
        let dots = rest.get(..length).unwrap_or_default();
        if !is_dots(dots) {
            return false;
        }
        let at = self.lexer.at..self.lexer.at + length;
        self.lexer.at = at.end;
        self.fault(Slip::LeftOut, format!("\"{dots}\" stands for something left out"), at);
        true
    }

    /// Steps over `{...}` behind the items of a list, which stands for further ones.
    pub(super) fn dotted_item(&mut self) -> bool {
        let rest = self.lexer.rest();
        let Some(length) = placeholder(rest).filter(|length| {
            rest.get(..*length).is_some_and(|text| is_dots(text.trim_matches(['{', '}', ' '])))
        }) else {
            return false;
        };
        let at = self.lexer.at..self.lexer.at + length;
        self.lexer.at = at.end;
        self.fault(Slip::LeftOut, "`{...}` stands for further items", at);
        true
    }

    /// Steps over a line of prose between members, in another script than their keys.
    pub(super) fn prose(&mut self, has_break: bool) -> bool {
        let line = self.lexer.rest().lines().next().unwrap_or_default();
        let is_prose = line.starts_with(|c: char| !c.is_ascii() && c.is_alphabetic())
            && !line.contains(['"', '\'', '“', '”', ':', '：', '{', '}', '[', ']']);
        if has_break && is_prose {
            let at = self.lexer.at..self.lexer.at + line.len();
            self.lexer.at = at.end;
            self.fault(Slip::Broken, "a line of text in JSON", at);
        }
        has_break && is_prose
    }

    /// Steps over a text right behind an object that is left out: `{...} "a text"`.
    pub(super) fn other_behind(&mut self) -> bool {
        let before = self.lexer;
        let (comments, has_break) = self.lexer.blanks();
        let at = self.lexer.at;
        let is_text = comments.is_empty()
            && !has_break
            && (self.lexer.quoted().is_some() || !self.lexer.bare().is_empty())
            && self.lexer.peek() != Some(':');
        if is_text {
            self.fault(Slip::Broken, TWO_VALUES, at..self.lexer.at);
        } else {
            self.lexer = before;
        }
        is_text
    }

    /// Steps over further values of the same key: `"a" | "b"`, `1 or 2`.
    pub(super) fn others(&mut self, first: Value) -> Value {
        loop {
            let before = self.lexer;
            self.lexer.blanks();
            let rest = self.lexer.rest();
            let mark = ["||", "|"].iter().chain(OTHER_VALUES.iter()).find(|mark| rest.starts_with(**mark));
            let Some(mark) = mark else {
                self.lexer = before;
                return first;
            };
            self.lexer.at += mark.len();
            self.lexer.blanks();
            let faults = self.faults.len();
            if !matches!(self.lexer.peek(), Some('"' | '“' | '\'' | '-' | '0'..='9' | 'a'..='z' | 'A'..='Z'))
                || self.scalar().is_err()
            {
                self.lexer = before;
                return first;
            }
            self.faults.truncate(faults);
            let what = String::from(TWO_VALUES);
            self.faults.push((Slip::Broken, Fault { what, span: first.span }));
        }
    }
}
