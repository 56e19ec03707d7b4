//! By what the members of a union are told apart: a discriminator, or a property that has another value in each.

use std::collections::{BTreeMap, BTreeSet};

use super::Cx;
use super::document::{At, Key, Literal, LiteralKind};
use super::objects::properties;
use super::parts::last_of;
use crate::ast::TagRepr;
use crate::diag::{Code, Diagnostic};
use crate::source::Spanned;

/// A tag, and the values that lead to each member.
#[derive(Debug)]
pub(super) struct Tagging {
    pub(super) key: Spanned<String>,
    pub(super) repr: TagRepr,
    pub(super) values: Vec<Vec<Spanned<String>>>,
}

/// The values that a property of a schema has.
#[derive(Debug)]
pub(super) enum Values {
    /// There is no such property.
    Absent,
    /// These.
    Listed { values: Vec<Literal>, is_required: bool },
    /// Any of its type.
    Open { default: Option<Literal>, kinds: String },
}

impl Values {
    /// The values of several schemas together.
    pub(super) fn all(each: impl Iterator<Item = Self>) -> Self {
        let (mut all, mut required) = (Vec::new(), true);
        for one in each {
            match one {
                Self::Listed { values, is_required } => {
                    all.extend(values);
                    required &= is_required;
                }
                other => return other,
            }
        }
        if all.is_empty() { Self::Absent } else { Self::Listed { values: all, is_required: required } }
    }
}

impl<'a> Cx<'a> {
    /// The tag of a union: the one that is declared, if it holds what it promises, or one that can be told from the members.
    pub(super) fn tagging(&mut self, members: &[At<'a>], parts: &[At<'a>]) -> Option<Tagging> {
        match last_of(parts, "discriminator") {
            Some(declared) => self.declared(members, declared).or_else(|| self.inferred(members)),
            None => self.inferred(members),
        }
    }

    fn declared(&mut self, members: &[At<'a>], declared: At<'a>) -> Option<Tagging> {
        let name = declared.get("propertyName").and_then(At::scalar)?;
        let mapping = self.mapping(declared);
        let mut values = Vec::new();
        for member in members {
            let target = self.component_of(*member);
            let mapped = target.and_then(|target| mapping.get(&target)).cloned().unwrap_or_default();
            let found = self.values_at(*member, name.text, 0);
            let own = match (mapped.is_empty(), found) {
                (true, Values::Listed { values, .. }) => values,
                (true, Values::Open { default: Some(default), .. }) => vec![default],
                (true, _) => {
                    let named = target.and_then(|target| self.component_names.get(&target).cloned())?;
                    vec![Literal { text: named, kind: LiteralKind::Text, span: member.span() }]
                }
                (false, Values::Listed { values, .. }) => {
                    if !mapped.iter().all(|own| values.iter().any(|value| value.text == own.text)) {
                        self.denied(declared, name.text, &mapped);
                        return None;
                    }
                    mapped
                }
                (false, Values::Absent) if mapped.len() > 1 => return None,
                (false, Values::Open { kinds, .. }) if !kinds.is_empty() && kinds != "string" => return None,
                (false, _) => mapped,
            };
            values.push(own);
        }
        tagged(Spanned::new(name.text.to_owned(), name.span), values)
    }

    fn denied(&mut self, declared: At<'a>, key: &str, mapped: &[Literal]) {
        let Some(value) = mapped.first() else { return };
        if !self.reported.insert(declared.key()) {
            return;
        }
        let message =
            format!("the mapping of `{key}` has the value `{}`, which its schema does not have", value.text);
        self.diags.push(
            Diagnostic::new(Code::BadMapping, value.span, message)
                .note("the discriminator is ignored; what the schemas themselves say tells them apart")
                .help("correct the mapping, or the enum of the property"),
        );
    }

    /// The values that lead to each component. A target is a reference or the name of a component schema.
    fn mapping(&mut self, declared: At<'a>) -> BTreeMap<Key, Vec<Literal>> {
        let mut mapping: BTreeMap<Key, Vec<Literal>> = BTreeMap::new();
        for (value, target) in declared.get("mapping").into_iter().flat_map(At::entries) {
            let Some(text) = target.scalar().map(|scalar| scalar.text) else { continue };
            let by_name = format!("#/components/schemas/{text}");
            let found = self.docs.find(target.file, &by_name).or_else(|| self.docs.find(target.file, text));
            let literal = Literal { text: value.text.to_owned(), kind: LiteralKind::Text, span: value.span };
            if let Some(found) = found {
                mapping.entry(found.key()).or_default().push(literal);
            }
        }
        mapping
    }

    /// The component that a member is.
    pub(super) fn component_of(&mut self, member: At<'a>) -> Option<Key> {
        if self.component_names.contains_key(&member.key()) {
            return Some(member.key());
        }
        match self.seen(member).0 {
            super::schemas::Seen::Component(target) => Some(target.key()),
            _ => None,
        }
    }

    /// A property that each member requires, with the values that tell most of them apart.
    fn inferred(&mut self, members: &[At<'a>]) -> Option<Tagging> {
        let first = self.flat(*members.first()?);
        let inner =
            last_of(&first, "oneOf").or_else(|| last_of(&first, "anyOf")).and_then(|at| at.items().next());
        let mut keys: Vec<Spanned<String>> = properties(&first).into_iter().map(|(name, _)| name).collect();
        if let (true, Some(inner)) = (keys.is_empty(), inner) {
            let parts = self.flat(inner);
            keys = properties(&parts).into_iter().map(|(name, _)| name).collect();
        }
        let mut best: Option<(usize, Tagging)> = None;
        for key in keys {
            let mut values = Vec::new();
            for member in members {
                match self.values_at(*member, key.as_str(), 0) {
                    Values::Listed { values: own, is_required: true } => values.push(own),
                    _ => break,
                }
            }
            if values.len() < members.len() {
                continue;
            }
            let distinct: BTreeSet<Vec<&str>> =
                values.iter().map(|own| own.iter().map(|value| value.text.as_str()).collect()).collect();
            let count = distinct.len();
            if count < 2 || best.as_ref().is_some_and(|(most, _)| *most >= count) {
                continue;
            }
            best = tagged(key, values).map(|tagging| (count, tagging)).or(best);
        }
        best.map(|(_, tagging)| tagging)
    }
}

/// A tag whose values are all of one kind.
fn tagged(key: Spanned<String>, values: Vec<Vec<Literal>>) -> Option<Tagging> {
    let all = || values.iter().flatten();
    let kind = all().next()?.kind;
    let repr = match kind {
        LiteralKind::Text => TagRepr::String,
        LiteralKind::Integer => TagRepr::Int,
        LiteralKind::Flag => TagRepr::Bool,
        LiteralKind::Number | LiteralKind::Null => return None,
    };
    if !all().all(|value| value.kind == kind) {
        return None;
    }
    let own = |values: Vec<Literal>| -> Vec<Spanned<String>> {
        let mut seen = BTreeSet::new();
        let texts = values.into_iter().filter(|value| seen.insert(value.text.clone()));
        texts.map(|value| Spanned::new(value.text, value.span)).collect()
    };
    let values: Vec<Vec<Spanned<String>>> = values.into_iter().map(own).collect();
    values.iter().all(|own| !own.is_empty()).then_some(Tagging { key, repr, values })
}
