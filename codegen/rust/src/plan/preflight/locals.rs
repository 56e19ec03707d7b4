//! Names of local variables, taken from the names of fields.

use std::collections::BTreeSet;

use crate::plan::names::{self, Name};

/// The names that every function uses.
const RESERVED: &[&str] =
    &["request", "now", "clock", "facts", "found", "earliest", "latest", "keys", "items", "first"];

/// The variables of one function.
#[derive(Debug, Clone)]
pub(super) struct Locals {
    taken: BTreeSet<String>,
}

impl Locals {
    pub(super) fn new() -> Self {
        Self { taken: RESERVED.iter().map(|name| String::from(*name)).collect() }
    }

    /// A variable that nothing else is called by: `signer`, or `signer_2`.
    pub(super) fn fresh(&mut self, name: &str) -> Name {
        let name = name.trim_start_matches("r#");
        let mut free = name.to_owned();
        for number in 2.. {
            if self.taken.insert(free.clone()) {
                break;
            }
            free = format!("{name}_{number}");
        }
        names::ident(&free)
    }

    /// The index of a list: `i`, `j`, `k`.
    pub(super) fn index(&mut self, depth: usize) -> Name {
        const LETTERS: &[&str] = &["i", "j", "k", "l", "m", "n"];
        match LETTERS.get(depth) {
            Some(letter) => self.fresh(letter),
            None => self.fresh(&format!("i{depth}")),
        }
    }
}

/// The name of one item of a list, from the name of the list: `signer` of `signers`.
pub(super) fn singular(list: &Name) -> String {
    let name = list.plain();
    let without = |ending: &str| name.strip_suffix(ending);
    if let Some(stem) = without("ies") {
        return format!("{stem}y");
    }
    if ["sses", "shes", "ches", "xes"].iter().any(|ending| name.ends_with(ending)) {
        return without("es").unwrap_or(name).to_owned();
    }
    match without("s") {
        Some(stem) if !stem.is_empty() && !stem.ends_with(['s', 'u', 'i', '_']) => stem.to_owned(),
        _ => format!("{name}_item"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Locals, singular};
    use crate::plan::names::ident;

    #[test]
    fn one_of_many() {
        for (many, one) in [
            ("signers", "signer"),
            ("sign_fields", "sign_field"),
            ("docs", "doc"),
            ("companies", "company"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("status", "status_item"),
            ("data", "data_item"),
            ("s", "s_item"),
        ] {
            assert_eq!(singular(&ident(many)), one);
        }
        assert_eq!(Locals::new().fresh(&singular(&ident("types"))), "r#type");
    }

    #[test]
    fn names_differ() {
        let mut locals = Locals::new();
        let names = ["item", "item", "found", "type"].map(|name| locals.fresh(name).to_string());
        assert_eq!(names, ["item", "item_2", "found_2", "r#type"]);
        assert_eq!([0, 1, 9].map(|depth| locals.index(depth).to_string()), ["i", "j", "i9"]);
    }
}
