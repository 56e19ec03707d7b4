//! Paths with variables in brackets: `/lamps/(int:id)`.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::page::text::Text;

/// The variables of a path, each with its type where the path has it.
pub(super) type Variables = BTreeMap<String, Option<Text>>;

/// A variable in brackets.
pub(super) struct Variable {
    /// The whole of it, its type and its name, in bytes of the path.
    pub(super) whole: Range<usize>,
    pub(super) ty: Range<usize>,
    pub(super) name: Range<usize>,
}

/// A path with its variables in braces.
pub(super) fn unconverted(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut from = 0;
    for Variable { whole, name, .. } in variables(path) {
        text.push_str(path.get(from..whole.start).unwrap_or_default());
        text.push('{');
        text.push_str(path.get(name).unwrap_or_default());
        text.push('}');
        from = whole.end;
    }
    text.push_str(path.get(from..).unwrap_or_default());
    text
}

/// The variables of a path: `(int:id)`, `(id)`.
pub(super) fn variables(path: &str) -> Vec<Variable> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = path.get(at..).and_then(|rest| rest.find('(')).map(|open| at + open) {
        at = open + 1;
        let Some(inside) = path.get(at..).and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside)
        else {
            break;
        };
        let (ty, name) = inside.rsplit_once(':').unwrap_or(("", inside));
        let bare = name.trim();
        let is_name = !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        if is_name {
            let from = at + inside.len() - name.trim_start().len();
            let whole = open..at + inside.len() + 1;
            found.push(Variable { whole, ty: at..at + ty.trim_end().len(), name: from..from + bare.len() });
            at += inside.len() + 1;
        }
    }
    found
}
