//! Amounts: numbers that may have a fraction, although a sample shows none.

use super::super::scalar::{is_id, is_time};
use super::builder::{Builder, Used};
use crate::found::Field;
use crate::lexicon::fields::{AMOUNTS, MINOR_UNITS, clauses};
use crate::lexicon::keys::{AMOUNT_KEYS, BESIDE_AMOUNTS};
use crate::lexicon::verbs::words;
use crate::page::Text;
use crate::sheet::ty;

/// A type that only whole numbers in samples show: that of an amount is a guess, and so is one with a fraction where
/// another field of that name has one.
pub(super) fn settled(
    builder: &Builder<'_, '_>,
    key: &str,
    (field, comment): (Option<&Field>, Option<&str>),
    this: Used,
) -> Used {
    let is_whole = matches!(ty::as_name(&this.ty), Some("i32" | "i64")) && this.form.is_none();
    if !is_whole || is_id(key) || is_time(key) || this.notes.iter().any(|note| note.is_guess) {
        return this;
    }
    if builder.fractions.contains(key) {
        return Used { ty: ty::name("f64"), ..this }.guess("a fraction elsewhere");
    }
    let doc = field.and_then(|field| field.doc.as_ref()).map(Text::as_str).or(comment).unwrap_or_default();
    if is_amount(key, &doc.to_lowercase()) { this.guess("whole in the sample") } else { this }
}

/// Whether a name or a description is that of an amount, and not of one in whole units such as cents.
fn is_amount(key: &str, doc: &str) -> bool {
    let mut name = words(key);
    while name.len() > 1 && name.last().is_some_and(|word| BESIDE_AMOUNTS.has(word)) {
        name.pop();
    }
    let is_named = name.last().is_some_and(|word| AMOUNT_KEYS.has(word));
    let ends = |clause: &str| AMOUNTS.iter().any(|word| ends_with(clause, word));
    (is_named || clauses(doc).next().is_some_and(ends)) && !MINOR_UNITS.are_in(doc)
}

/// Whether a clause ends with a word, which stands by itself where the script has spaces.
fn ends_with(clause: &str, word: &str) -> bool {
    clause.strip_suffix(word).is_some_and(|rest| !word.is_ascii() || rest.is_empty() || rest.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::is_amount;

    #[test]
    fn names_and_descriptions_of_amounts() {
        for (key, doc) in [
            ("lampPrice", ""),
            ("executed_value_usd", ""),
            ("x", "订单金额"),
            ("x", "light fee (usd)"),
            ("x", "fee"),
        ] {
            assert!(is_amount(key, doc), "{key} {doc}");
        }
        for (key, doc) in [
            ("price_cents", ""),
            ("rateLimit", ""),
            ("total", ""),
            ("price", "单位：分"),
            ("x", "coffee"),
            ("fee", "in cents"),
        ] {
            assert!(!is_amount(key, doc), "{key} {doc}");
        }
    }
}
