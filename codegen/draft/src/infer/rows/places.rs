//! The contents of requests: every path of the format into the requests of a sheet, and the facts about it.

use std::collections::{BTreeMap, BTreeSet};

use super::folding;
use crate::lexicon::rules::LISTS;
use crate::sheet::{Sheet, Type, TypeKind, ty};
use stubwright_spec::ast::{Enum, Field, Repr, TypeExpr, TypeExprKind};

/// A path into requests.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// As the format spells it: `signers[*].accountId`.
    pub(super) path: String,
    /// Keys joined by dots, folded: as a text would name it.
    pub(super) dotted: String,
    pub(super) key: String,
    /// The words of the key, in lower case and singular.
    pub(super) words: Vec<String>,
    pub(super) folded: String,
    /// The words of the key without endings.
    pub(super) stems: Vec<String>,
    /// The words of the label that an alphabet writes, without endings.
    pub(super) label_words: Vec<String>,
    pub(super) kind: Kind,
    pub(super) doc: String,
    /// The name in the description, folded; empty when there is none.
    pub(super) label: String,
    /// Whether it may be absent.
    pub(super) is_optional: bool,
    /// The place that it lies in.
    pub(super) parent: Option<usize>,
    /// The list or map that it is in the items of, if the last step to it is not a list.
    pub(super) list: Option<usize>,
    pub(super) endpoints: BTreeSet<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// A whole number.
    Int,
    Number,
    Url,
    Time,
    Bool,
    Enum(Vec<String>, Repr),
    List,
    Map,
    Object,
    /// Something that no rule is about.
    Other,
}

/// A sheet has no more that matter.
const MOST_PLACES: usize = 5_000;
const MOST_DEPTH: usize = 12;

pub(super) fn all(sheet: &Sheet) -> Vec<Place> {
    let types: BTreeMap<&str, &Type> =
        sheet.types.iter().map(|ty| (ty.value.name.as_str(), &ty.value)).collect();
    let mut walk =
        Walk { types, places: Vec::new(), by_path: BTreeMap::new(), endpoint: 0, open: Vec::new() };
    for (at, endpoint) in sheet.endpoints.iter().enumerate() {
        walk.endpoint = at;
        if let Some(name) = endpoint.value.request.as_ref().and_then(|body| ty::as_name(body.ty()?)) {
            walk.fields(name, &Spot::default());
        }
        for param in &endpoint.value.params {
            walk.field(&param.value.field, &Spot::default());
        }
    }
    walk.places
}

/// Where fields lie.
#[derive(Default, Clone)]
struct Spot {
    path: String,
    dotted: String,
    parent: Option<usize>,
    list: Option<usize>,
}

struct Walk<'s> {
    types: BTreeMap<&'s str, &'s Type>,
    places: Vec<Place>,
    by_path: BTreeMap<String, usize>,
    endpoint: usize,
    /// The types that the walk is inside of.
    open: Vec<&'s str>,
}

impl<'s> Walk<'s> {
    fn fields(&mut self, name: &str, spot: &Spot) {
        let Some((name, ty)) = self.types.get_key_value(name).map(|(name, ty)| (*name, *ty)) else { return };
        let TypeKind::Struct(members) = &ty.kind else { return };
        if self.open.len() >= MOST_DEPTH || self.open.contains(&name) {
            return;
        }
        self.open.push(name);
        members.iter().for_each(|member| self.field(&member.value, spot));
        self.open.pop();
    }

    fn field(&mut self, field: &Field, spot: &Spot) {
        let key = field.wire.as_str();
        let Some(path) = join(&spot.path, key).filter(|_| self.places.len() < MOST_PLACES) else {
            return;
        };
        let (kind, inner) = self.kind(&field.ty);
        if let Some(at) = self.by_path.get(&path).copied() {
            if let Some(place) = self.places.get_mut(at) {
                // A rule is for all requests that have its path.
                place.kind = if place.kind == kind { kind } else { Kind::Other };
                place.is_optional |= field.optional;
                place.endpoints.insert(self.endpoint);
            }
            if let Some((inner, step)) = inner {
                self.descend(inner, &path, step, at, spot);
            }
            return;
        }
        let dot = if spot.dotted.is_empty() { "" } else { "." };
        let doc = field.doc.as_ref().map(|doc| doc.value.clone()).unwrap_or_default();
        let at = self.places.len();
        let (words, label) = (folding::key_words(key), label(&doc));
        self.by_path.insert(path.clone(), at);
        self.places.push(Place {
            dotted: format!("{}{dot}{}", spot.dotted, folding::text(key)),
            key: key.to_owned(),
            stems: words.iter().map(|word| folding::stem(word)).collect(),
            words,
            folded: folding::text(key),
            label_words: folding::subject_words(&label),
            kind,
            label,
            doc,
            is_optional: field.optional,
            parent: spot.parent,
            list: spot.list,
            endpoints: BTreeSet::from([self.endpoint]),
            path: path.clone(),
        });
        if let Some((inner, step)) = inner {
            self.descend(inner, &path, step, at, spot);
        }
    }

    fn descend(&mut self, inner: &'s str, path: &str, step: &str, at: usize, spot: &Spot) {
        let list = if step.is_empty() { spot.list } else { Some(at) };
        let dotted = self.places.get(at).map_or_else(String::new, |place| place.dotted.clone());
        self.fields(inner, &Spot { path: format!("{path}{step}"), dotted, parent: Some(at), list });
    }

    /// The kind of a type, and the struct inside of it with the steps that lead there.
    fn kind(&self, ty: &TypeExpr) -> (Kind, Option<(&'s str, &'static str)>) {
        let known = |ty: &TypeExpr| self.types.get_key_value(ty::as_name(ty)?).map(|(name, ty)| (*name, *ty));
        let inner = |item: &TypeExpr| {
            known(item)
                .filter(|(_, ty)| matches!(ty.kind, TypeKind::Struct(_)))
                .map(|(name, _)| (name, "[*]"))
        };
        let ty = ty::bare(ty);
        match &ty.kind {
            TypeExprKind::List(item) => (Kind::List, inner(ty::bare(item))),
            TypeExprKind::Map(item) => (Kind::Map, inner(ty::bare(item))),
            TypeExprKind::Name(name) => match name.as_str() {
                "string" => (Kind::Text, None),
                "i32" | "i64" | "u32" | "u64" => (Kind::Int, None),
                "f64" | "decimal" => (Kind::Number, None),
                "bool" => (Kind::Bool, None),
                "url" => (Kind::Url, None),
                "date" | "datetime" => (Kind::Time, None),
                _ => match known(ty).map(|(name, ty)| (name, &ty.kind)) {
                    Some((name, TypeKind::Struct(_))) => (Kind::Object, Some((name, ""))),
                    Some((_, TypeKind::Enum(Enum { values, repr }))) => {
                        let values = values.iter().map(|value| value.wire.value.clone()).collect();
                        (Kind::Enum(values, *repr), None)
                    }
                    None => (Kind::Other, None),
                },
            },
            _ => (Kind::Other, None),
        }
    }
}

/// A path with another key after it; `None` for a key that no path can spell.
fn join(path: &str, key: &str) -> Option<String> {
    let is_plain = !key.is_empty()
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | '@'))
        && !key.bytes().all(|byte| byte.is_ascii_digit());
    let dot = if path.is_empty() { "" } else { "." };
    match is_plain {
        true => Some(format!("{path}{dot}{key}")),
        false => (!key.contains("\"]") && !key.is_empty()).then(|| format!("{path}[\"{key}\"]")),
    }
}

/// The name that a description gives to its field: `备注` in `备注(最多200字)`, without the word for a list.
fn label(doc: &str) -> String {
    let doc = folding::text(doc.trim());
    let is_sentence_end = |(at, c): &(usize, char)| {
        matches!(c, ',' | '。' | '(' | ':' | ';' | '、' | '（' | '[' | '=')
            || *c == '.' && doc.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let end = doc.char_indices().find(is_sentence_end).map_or(doc.len(), |(at, _)| at);
    let mut label = doc.get(..end).unwrap_or_default().trim();
    while let Some(rest) = LISTS.strip_end(label).filter(|rest| !rest.trim().is_empty()) {
        label = rest.trim_end();
    }
    label.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{join, label};

    #[test]
    fn paths() {
        assert_eq!(join("a[*]", "b_c").as_deref(), Some("a[*].b_c"));
        assert_eq!(join("", "items[]").as_deref(), Some("[\"items[]\"]"));
        assert_eq!(join("a", " b").as_deref(), Some("a[\" b\"]"));
        assert_eq!(join("", "a\"]"), None);
    }

    #[test]
    fn labels() {
        for (doc, expected) in [
            ("手机号列表，最多1000个，不可重复", "手机号"),
            ("纸张：A4、A5、LABEL", "纸张"),
            ("备考(200文字以内)", "备考"),
            ("픽업 시각. 현재 시각 이후 7일 이내", "픽업 시각"),
            ("상품 목록. 최대 30개", "상품"),
            ("金额（元），必须大于0", "金额"),
            ("Логин, от 3 до 32 символов", "логин"),
            ("", ""),
        ] {
            assert_eq!(label(doc), expected);
        }
    }
}
