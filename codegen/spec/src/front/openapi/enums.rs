//! `enum` and `const` → enums.

use std::collections::BTreeSet;

use super::Cx;
use super::document::{At, Literal, LiteralKind};
use super::draft::{Place, Use};
use super::objects::typed;
use super::parts::{has, kinds, last, last_of};
use super::words::upper_camel;
use crate::ast::{Enum, Repr, TypeKind, Value};
use crate::source::Spanned;

impl<'a> Cx<'a> {
    /// The values that a schema lists, and where; an empty list counts as absent.
    pub(super) fn enumerated(&self, parts: &[At<'a>]) -> Option<(At<'a>, Vec<Literal>)> {
        let listed = |part: &At<'a>| {
            if let Some(value) = part.node.get("const") {
                let at = At { node: value, ..*part };
                return at.literal().map(|value| (at, vec![value]));
            }
            let at = part.get("enum")?;
            let values: Vec<Literal> = at.items().filter_map(At::literal).collect();
            (!values.is_empty()).then_some((at, values))
        };
        let kinds = kinds(parts);
        let (at, values) = parts.iter().rev().find_map(listed)?;
        Some((at, values.iter().map(|value| typed(value, &without_null(&kinds))).collect()))
    }

    /// The type of a list of values.
    pub(super) fn enumeration(
        &mut self,
        parts: &[At<'a>],
        (at, mut values): (At<'a>, Vec<Literal>),
        place: &Place,
        slot: Option<usize>,
    ) -> Use {
        let listed = documented(parts, &values, &mut BTreeSet::new());
        values.retain(|value| value.kind != LiteralKind::Null);
        let is = |kind: LiteralKind| values.iter().all(|value| value.kind == kind);
        if values.is_empty() {
            return Use { null: true, ..Use::word("any") };
        }
        let repr = if is(LiteralKind::Text) {
            Repr::String
        } else if is(LiteralKind::Integer) && values.iter().all(|value| value.text.parse::<i64>().is_ok()) {
            Repr::Int
        } else if is(LiteralKind::Flag) {
            return Use::word("bool");
        } else if values.iter().all(|value| matches!(value.kind, LiteralKind::Integer | LiteralKind::Number))
        {
            return Use::word("f64");
        } else {
            self.stand_in(at, String::from("an enum of values of different kinds is not generated"), "any");
            return Use::word("any");
        };
        self.define(slot, place, last(parts), TypeKind::Enum(enum_of(repr, listed)))
    }

    /// The type of the values that several schemas list.
    pub(super) fn enumeration_of_all(
        &mut self,
        all: &[Vec<At<'a>>],
        repr: Repr,
        at: At<'a>,
        place: &Place,
        slot: Option<usize>,
    ) -> Use {
        let mut taken = BTreeSet::new();
        let mut values = Vec::new();
        let mut null = false;
        for parts in all {
            let Some((_, own)) = self.enumerated(parts) else { continue };
            null |= own.iter().any(|value| value.kind == LiteralKind::Null);
            values.extend(documented(parts, &own, &mut taken));
        }
        let found = self.define(slot, place, at, TypeKind::Enum(enum_of(repr, values)));
        Use { null, ..found }
    }

    /// A union of integers, each with a title (the way to write a documented enum in OpenAPI 3.1).
    pub(super) fn titled(
        &mut self,
        members: &[At<'a>],
        at: At<'a>,
        place: &Place,
        slot: Option<usize>,
    ) -> Option<Use> {
        let mut values = Vec::new();
        let mut taken = BTreeSet::new();
        for member in members {
            let value = At { node: member.node.get("const")?, ..*member }.literal()?;
            value.text.parse::<i64>().ok().filter(|_| value.kind == LiteralKind::Integer)?;
            let name = member.spanned("title").and_then(|title| variant(&title, &mut taken));
            let doc = member.spanned("description");
            values.push(Value {
                name,
                wire: Spanned::new(value.text, value.span),
                doc,
                deprecated: member.flag("deprecated"),
            });
        }
        Some(self.define(slot, place, at, TypeKind::Enum(enum_of(Repr::Int, values))))
    }
}

/// An enum that has each value once.
fn enum_of(repr: Repr, mut values: Vec<Value>) -> Enum {
    let mut seen = BTreeSet::new();
    values.retain(|value| seen.insert(value.wire.value.clone()));
    Enum { repr, values }
}

/// The values but `null`, with the names and texts that a schema has for them; no name is one of those that are taken.
fn documented(parts: &[At<'_>], values: &[Literal], taken: &mut BTreeSet<String>) -> Vec<Value> {
    let texts = names(parts, values, taken).into_iter().zip(docs(parts, values));
    let all = values.iter().zip(texts).filter(|(value, _)| value.kind != LiteralKind::Null);
    all.map(|(value, (name, doc))| Value {
        name,
        wire: Spanned::new(value.text.clone(), value.span),
        doc,
        deprecated: false,
    })
    .collect()
}

fn without_null<'a>(kinds: &[&'a str]) -> Vec<&'a str> {
    kinds.iter().copied().filter(|kind| *kind != "null").collect()
}

/// A name for a variant, if the text gives one that no other has.
pub(super) fn variant(text: &Spanned<String>, taken: &mut BTreeSet<String>) -> Option<Spanned<String>> {
    let name = upper_camel(text.as_str());
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name.len() <= 60;
    (is_name && taken.insert(name.clone())).then(|| Spanned::new(name, text.span))
}

/// `x-enum-varnames`, in the order of the values.
fn names(parts: &[At<'_>], values: &[Literal], taken: &mut BTreeSet<String>) -> Vec<Option<Spanned<String>>> {
    let given = last_of(parts, "x-enum-varnames").or_else(|| last_of(parts, "x-enumNames"));
    let given: Vec<At<'_>> = given.into_iter().flat_map(At::items).collect();
    let is_complete = given.len() == values.len();
    let name = |at: usize| {
        let scalar = given.get(at).filter(|_| is_complete)?.scalar()?;
        variant(&Spanned::new(scalar.text.to_owned(), scalar.span), taken)
    };
    (0..values.len()).map(name).collect()
}

/// `x-enum-descriptions`: a list in the order of the values, or a map by value.
fn docs(parts: &[At<'_>], values: &[Literal]) -> Vec<Option<Spanned<String>>> {
    let Some(given) = last_of(parts, "x-enum-descriptions").filter(|_| has(parts, "x-enum-descriptions"))
    else {
        return vec![None; values.len()];
    };
    let items: Vec<At<'_>> = given.items().collect();
    let doc = |(at, value): (usize, &Literal)| {
        let by_value = given.spanned(&value.text);
        let by_place = || items.get(at)?.scalar().map(|text| Spanned::new(text.text.to_owned(), text.span));
        by_value.or_else(by_place)
    };
    values.iter().enumerate().map(doc).collect()
}
