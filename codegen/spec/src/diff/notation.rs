//! Types as text that is the same in both versions.

use std::cmp::Ordering;
use std::collections::BTreeMap;

pub(super) use crate::model::dump::quoted;
use crate::model::dump::ty_with;
use crate::model::{Api, Id, Matching, Range, Type, TypeId};

/// The conditions of a row of the error table, apart from its code.
pub(super) fn matched(matching: &Matching) -> String {
    let words = [&matching.message, &matching.sub_code]
        .map(|text| text.as_ref().map(|text| text.value.clone()).unwrap_or_default());
    words.join(" ").trim().to_owned()
}

/// The names of the types and of the other servers of a version, by what they are called in the old one.
#[derive(Debug)]
pub(super) struct Names<'a> {
    names: Vec<&'a str>,
    servers: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        Self { names: api.types.iter().map(|def| def.name.as_str()).collect(), servers: BTreeMap::new() }
    }

    /// Calls a type by the name that it had before.
    pub(super) fn rename(&mut self, id: TypeId, name: &'a str) {
        if let Some(entry) = self.names.get_mut(id.position()) {
            *entry = name;
        }
    }

    /// Calls another server by the name that it had before.
    pub(super) fn rename_server(&mut self, name: &'a str, before: &'a str) {
        self.servers.insert(name, before);
    }

    pub(super) fn server<'n>(&self, name: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.servers.get(name).copied().unwrap_or(name)
    }

    pub(super) fn get(&self, id: TypeId) -> &'a str {
        self.names.get(id.position()).copied().unwrap_or_default()
    }

    /// A type in the notation of the format, without its ranges. The name of a parameter is not part of the type.
    pub(super) fn ty(&self, ty: &Type) -> String {
        ty_with(&essence(ty), &|id| self.get(id).to_owned())
    }
}

fn essence(ty: &Type) -> Type {
    let inside = |ty: &Type| Box::new(essence(ty));
    match ty {
        Type::Limited(inner, _) => essence(inner),
        Type::Parameter(_) => Type::Parameter(String::from("T")),
        Type::List(inner) => Type::List(inside(inner)),
        Type::Map(inner) => Type::Map(inside(inner)),
        Type::Nullable(inner) => Type::Nullable(inside(inner)),
        Type::Applied(id, inner) => Type::Applied(*id, inside(inner)),
        Type::Scalar(_) | Type::Named(_) | Type::Error => ty.clone(),
    }
}

/// The ranges in a type, from outer to inner, each with how many lists and types it is inside of.
fn all_ranges(ty: &Type) -> Vec<(usize, &Range)> {
    let mut all = Vec::new();
    let (mut ty, mut depth) = (ty, 0);
    loop {
        match ty {
            Type::Limited(inner, range) => {
                all.push((depth, range));
                ty = inner;
            }
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Applied(_, inner) => {
                (ty, depth) = (inner, depth + 1);
            }
            Type::Scalar(_) | Type::Named(_) | Type::Parameter(_) | Type::Error => return all,
        }
    }
}

/// The ranges in a type, from outer to inner.
pub(super) fn ranges(ty: &Type) -> String {
    let text = |(_, Range { least, most, .. }): &(usize, &Range)| {
        let end = |end: &Option<String>| end.clone().unwrap_or_default();
        let equals = if most.is_some() { "=" } else { "" };
        format!("{}..{equals}{}", end(least), end(most))
    };
    all_ranges(ty).iter().map(text).collect::<Vec<_>>().join(", ")
}

/// Whether a value can be in the ranges of `before` and not in those of `after`.
pub(super) fn excludes(before: &Type, after: &Type) -> bool {
    let before = all_ranges(before);
    all_ranges(after).into_iter().any(|(depth, is)| {
        let was = before.iter().find(|(other, _)| *other == depth).map(|(_, range)| *range);
        let beyond = |is: &Option<String>, was: Option<&String>, order: Ordering| match (is, was) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(is), Some(was)) => ends(is, was) == order,
        };
        beyond(&is.least, was.and_then(|range| range.least.as_ref()), Ordering::Greater)
            || beyond(&is.most, was.and_then(|range| range.most.as_ref()), Ordering::Less)
    })
}

/// Which of two ends is greater; both are decimal numbers.
fn ends(one: &str, other: &str) -> Ordering {
    let number = |text: &str| text.parse::<f64>().unwrap_or_default();
    match (one.parse::<i128>(), other.parse::<i128>()) {
        (Ok(one), Ok(other)) => one.cmp(&other),
        _ => number(one).total_cmp(&number(other)),
    }
}
