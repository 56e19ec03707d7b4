//! Values that a page lists for a field → enums, and defaults of a type.

use std::collections::BTreeSet;

use super::super::shape::{Shape, is_stand_in};
use super::builder::Builder;
use crate::found::{Choice, Field, Printed};
use crate::lexicon::values::{FALSE, TRUE, YES_OR_NO};
use crate::lexicon::verbs::{pascal, words};
use crate::sheet::{Note, Scalar, ty, unplaced};
use stubwright_spec::ast::{Enum, Repr, Spelling, TypeExpr, Value};

/// An enum for a field whose values the page lists.
pub(super) fn enumeration(
    builder: &mut Builder<'_, '_>,
    key: &str,
    field: Option<&Field>,
    shape: Option<&Shape>,
    parent: &str,
) -> Option<(TypeExpr, Option<Spelling>)> {
    let (choices, note) = listed(builder, key, field)?;
    // A list of something else that is called the same: the samples have none of its values.
    let texts = shape.map_or(&[][..], |shape| shape.texts.as_slice());
    let mut real = texts.iter().filter(|(text, _)| !is_stand_in(text)).peekable();
    let is_elsewhere = !note.is_guess && real.peek().is_some();
    if is_elsewhere && real.all(|(text, _)| choices.iter().all(|choice| choice.value != *text)) {
        return None;
    }
    let are_numbers = choices.iter().all(|choice| choice.value.parse::<i64>().is_ok());
    let is_number_there = shape.is_some_and(|shape| shape.numbers.first.is_some());
    let is_text_there = shape.is_some_and(|shape| !shape.texts.is_empty());
    let kind = field.and_then(|field| field.kind.as_ref());
    let is_int = are_numbers
        && (is_number_there || (!is_text_there && matches!(kind, Some(Printed::Int | Printed::Long))));
    if is_flag(&choices, kind) {
        return Some((ty::name("bool"), Some(Spelling::Int)));
    }
    let names = names(&choices, is_int);
    let values: Vec<Value> = choices
        .into_iter()
        .zip(names)
        .map(|(choice, name)| Value {
            name: name.map(unplaced),
            wire: unplaced(choice.value),
            doc: choice.doc.map(unplaced),
            deprecated: false,
        })
        .collect();
    let repr = if is_int { Repr::Int } else { Repr::String };
    let name = builder.enumeration(key, Enum { repr, values }, vec![note], parent);
    Some((ty::name(name), None))
}

/// The values, at least two, and what says so.
fn listed(builder: &Builder<'_, '_>, key: &str, field: Option<&Field>) -> Option<(Vec<Choice>, Note)> {
    if let Some(field) = field.filter(|field| field.values.len() >= 2) {
        let text = String::from("listed in the description");
        return Some((unique(&field.values), Note { is_guess: true, text, span: Some(field.span) }));
    }
    let found = builder.listed(key)?;
    let note = Note { is_guess: found.is_guess, text: found.reason.to_owned(), span: Some(found.field.span) };
    Some((unique(&found.values), note))
}

fn unique(values: &[Choice]) -> Vec<Choice> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    values.iter().filter(|value| known.insert(&value.value)).cloned().collect()
}

/// Whether 0 and 1 mean no and yes.
fn is_flag(choices: &[Choice], kind: Option<&Printed>) -> bool {
    let values: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
    let is_pair = matches!(values.as_slice(), ["0", "1"] | ["1", "0"]);
    let means = |choice: &Choice| {
        let doc = choice.doc.as_deref().unwrap_or_default().trim().to_lowercase();
        YES_OR_NO.has(&doc)
    };
    is_pair && (choices.iter().all(means) || matches!(kind, Some(Printed::Bool)))
}

/// A name for each value, `None` where the value is one: from a value in Latin letters, a description in English, or
/// `Value1`.
fn names(choices: &[Choice], is_int: bool) -> Vec<Option<String>> {
    let has_docs = choices.iter().any(|choice| choice.doc.is_some());
    let name_of = |text: &str| -> Option<String> {
        let parts = words(text);
        let is_name = text.is_ascii()
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && (1..=4).contains(&parts.len());
        is_name.then(|| pascal(&parts))
    };
    let one = |choice: &Choice| {
        let of_value = name_of(&choice.value).filter(|_| !is_int);
        let of_doc = choice.doc.as_deref().and_then(name_of);
        of_value.or(of_doc).unwrap_or_else(|| {
            let bare: String = choice.value.chars().filter(char::is_ascii_alphanumeric).collect();
            format!("Value{bare}")
        })
    };
    let mut names: Vec<String> = choices.iter().map(one).collect();
    let mut known: BTreeSet<&String> = BTreeSet::new();
    let is_clear = names.iter().all(|name| known.insert(name));
    if !is_clear {
        names = (1..=choices.len()).map(|at| format!("Value{at}")).collect();
    }
    let are_values = !has_docs && !is_int && choices.iter().all(|choice| name_of(&choice.value).is_some());
    names.into_iter().map(|name| (!are_values).then_some(name)).collect()
}

/// A default or an example as a value of a type; `None` when it does not fit.
pub(in crate::infer::types) fn default_of(
    value: &str,
    ty: &TypeExpr,
    form: Option<Spelling>,
) -> Option<Scalar> {
    let value = value.trim().trim_matches(['"', '\'', '`']);
    match ty::as_name(ty::bare(ty))? {
        "bool" => {
            let value = value.to_lowercase();
            let is_true = TRUE.has(&value);
            (is_true || FALSE.has(&value)).then(|| Scalar::Plain(is_true.to_string()))
        }
        "i32" => value.parse::<i32>().ok().map(|number| Scalar::Plain(number.to_string())),
        "i64" => value.parse::<i64>().ok().map(|number| Scalar::Plain(number.to_string())),
        "f64" => value
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
            .map(|_| Scalar::Plain(value.to_owned())),
        "string" if form.is_none() && !value.is_empty() => Some(Scalar::Text(value.to_owned())),
        _ => None,
    }
}
