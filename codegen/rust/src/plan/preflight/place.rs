//! Where a violation is: the path of a value with the indexes of the loops around it.

use super::Words;
use crate::plan::names::Name;
use crate::plan::syntax::Expr;
use stubwright_spec::ast::preflight::is_odd;

/// A path that is complete once the loops run.
#[derive(Debug, Clone, Default)]
pub(super) struct Path {
    segments: Vec<Segment>,
}

#[derive(Debug, Clone)]
enum Segment {
    /// As it is.
    Text(String),
    /// The index of a list, in brackets.
    Index(Name),
    /// The key of a map.
    Key(Name),
    /// The key of a map that is secret.
    SecretKey(Name),
}

impl Path {
    /// The path to a field of what is here.
    pub(super) fn field(mut self, wire: &str) -> Self {
        let dot = if self.segments.is_empty() { "" } else { "." };
        self.text(if is_odd(wire) { format!("[\"{wire}\"]") } else { format!("{dot}{wire}") });
        self
    }

    /// The path to the item with this index of the list that is here.
    pub(super) fn fixed(mut self, index: u32) -> Self {
        self.text(format!("[{index}]"));
        self
    }

    /// The path to the item whose index is in a variable.
    pub(super) fn index(mut self, variable: &Name) -> Self {
        self.segments.push(Segment::Index(variable.clone()));
        self
    }

    /// The path to the value whose key is in a variable.
    pub(super) fn key(mut self, variable: &Name) -> Self {
        self.segments.push(Segment::Key(variable.clone()));
        self
    }

    /// As [`Path::key`], where the key must not be shown.
    pub(super) fn secret_key(mut self, variable: &Name) -> Self {
        self.segments.push(Segment::SecretKey(variable.clone()));
        self
    }

    /// Adds the index or key that another path ends with.
    pub(super) fn then(mut self, other: &Self) -> Self {
        self.segments.extend(other.segments.last().cloned());
        self
    }

    /// The same path with other variables.
    pub(super) fn renamed(mut self, variables: &[(&Name, &Name)]) -> Self {
        for segment in &mut self.segments {
            if let Segment::Index(variable) | Segment::Key(variable) | Segment::SecretKey(variable) = segment
                && let Some((_, new)) = variables.iter().find(|(old, _)| *old == variable)
            {
                *variable = (*new).clone();
            }
        }
        self
    }

    fn text(&mut self, text: String) {
        match self.segments.last_mut() {
            Some(Segment::Text(before)) => before.push_str(&text),
            _ => self.segments.push(Segment::Text(text)),
        }
    }

    /// The path as an expression, after some words.
    pub(super) fn words(&self, before: &str) -> Words {
        if let [Segment::Text(text)] = self.segments.as_slice() {
            return Words::Fixed(format!("{before}{text}"));
        }
        let mut format = before.to_owned();
        let mut keys = Vec::new();
        for segment in &self.segments {
            match segment {
                Segment::Text(text) => format.push_str(&text.replace('{', "{{").replace('}', "}}")),
                Segment::Index(variable) => format.push_str(&format!("[{{{variable}}}]")),
                Segment::Key(variable) => {
                    format.push_str("{}");
                    keys.push(Expr::call("rt::preflight::key", [Expr::local(variable)]));
                }
                Segment::SecretKey(variable) => {
                    format.push_str("{}");
                    keys.push(Expr::call("rt::preflight::secret_key", [Expr::local(variable)]));
                }
            }
        }
        if self.segments.is_empty() {
            Words::Fixed(before.to_owned())
        } else {
            Words::Built(Expr::Format(format, keys))
        }
    }
}
