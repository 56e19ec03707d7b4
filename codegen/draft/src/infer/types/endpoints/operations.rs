//! Which operation a call is, where several are called at one URL.

use std::collections::{BTreeMap, BTreeSet};

use crate::found::{Body, Call, Field, Found, Heading, In, Mention, Place, Side, Topic};
use crate::infer::types::calls::constant;
use crate::json::{Kind, Value};
use crate::lexicon::calls::{OPERATIONS, ROOTS};
use crate::lexicon::verbs::is_empty;
use crate::sheet::{Scalar, sample};
use stubwright_spec::ast::FieldRole;
use stubwright_spec::source::{Span, Spanned};

/// An operation, and the parameter or field that says it: `Action`, `SendParcel`.
#[derive(Debug, Clone)]
pub(in crate::infer::types) struct Operation {
    pub(in crate::infer::types) name: String,
    pub(in crate::infer::types) value: String,
    pub(in crate::infer::types) span: Span,
    pub(in crate::infer::types) is_in_body: bool,
}

impl Operation {
    fn of(name: &str, value: &str, span: Span, is_in_body: bool) -> Option<Self> {
        let is_it = OPERATIONS.has(&name.to_lowercase()) && is_name(value);
        is_it.then(|| Self { name: name.to_owned(), value: value.to_owned(), span, is_in_body })
    }

    /// A field that has no other value.
    pub(in crate::infer::types) fn role(&self) -> FieldRole {
        FieldRole::Fixed(sample(Scalar::Text(self.value.clone())))
    }
}

/// Mentions of a call that are about one operation, or about none.
pub(super) struct Use<'f> {
    /// Which call it is.
    pub(super) at: usize,
    pub(super) mentions: &'f [Mention],
    pub(super) operation: Option<Operation>,
}

/// The mentions of calls, with their paths, by operation. What bodies and tables say counts where each section of a URL says
/// something else: two bodies of one section show two values of a field.
pub(super) fn uses<'f>(
    calls: &[(&'f Call, String)],
    found: &Found,
    listed: &BTreeSet<(&str, &str)>,
) -> Vec<Use<'f>> {
    let mut said: Vec<(Use<'f>, Option<Place>)> = Vec::new();
    for (at, (call, path)) in calls.iter().enumerate() {
        let operation = in_query(call);
        if operation.is_some() || !says_nothing(path) || !has_body(call) || call.mentions.is_empty() {
            let operation = operation.filter(|_| says_nothing(path));
            said.push((Use { at, mentions: &call.mentions, operation }, None));
            continue;
        }
        for mentions in call.mentions.chunks(1) {
            let place = mentions.first().map_or(call.place, |mention| mention.place);
            let section = Section::of(place, found);
            let own = in_body(call).or_else(|| section.as_ref()?.operation(found));
            let operation = own.filter(|own| !listed.contains(&(own.name.as_str(), own.value.as_str())));
            said.push((Use { at, mentions, operation }, section.map(|section| section.from)));
        }
    }
    // The operations of each section of a URL.
    let mut urls: BTreeMap<&str, BTreeMap<Option<Place>, BTreeSet<String>>> = BTreeMap::new();
    for (one, from) in &said {
        let (Some(own), Some((_, path))) = (&one.operation, calls.get(one.at)) else { continue };
        if own.is_in_body {
            urls.entry(path).or_default().entry(*from).or_default().insert(own.value.clone());
        }
    }
    urls.retain(|_, sections| {
        let is_one =
            |(from, values): (&Option<Place>, &BTreeSet<String>)| from.is_some() && values.len() == 1;
        sections.values().flatten().collect::<BTreeSet<_>>().len() > 1 && sections.iter().all(is_one)
    });
    for (one, _) in &mut said {
        let is_apart = calls.get(one.at).is_some_and(|(_, path)| urls.contains_key(path.as_str()));
        one.operation = one.operation.take().filter(|own| !own.is_in_body || is_apart);
    }
    said.into_iter().map(|(one, _)| one).collect()
}

/// Whether a path names no operation: `/api.php`.
fn says_nothing(path: &str) -> bool {
    path.split('/').filter(|segment| !segment.is_empty()).all(|segment| {
        let lower = segment.to_ascii_lowercase();
        is_empty(segment) || ROOTS.has(&lower) || lower.ends_with(".php")
    })
}

fn is_name(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphabetic())
        && value.len() <= 80
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// `?Action=SendParcel`.
fn in_query(call: &Call) -> Option<Operation> {
    call.url.query.iter().find_map(|(name, value)| Operation::of(&name.value, &value.value, name.span, false))
}

/// Whether a call may have a body.
fn has_body(call: &Call) -> bool {
    let method = call.method.as_ref().map(|method| method.value.to_uppercase());
    method.is_none_or(|method| !["GET", "HEAD", "DELETE"].contains(&method.as_str()))
}

fn in_body(call: &Call) -> Option<Operation> {
    let field = |(name, value): &(Spanned<String>, Value)| match &value.kind {
        Kind::Text(text) => Operation::of(&name.value, text, name.span, true),
        _ => None,
    };
    match &call.body {
        Body::Form(fields) => {
            fields.iter().find_map(|(name, value)| Operation::of(&name.value, &value.value, name.span, true))
        }
        Body::Json(Value { kind: Kind::Object(members), .. }, _) => members.iter().find_map(field),
        Body::Json(..) | Body::Multipart(_) | Body::None | Body::Other => None,
    }
}

/// The part of a page below the heading that names a call.
struct Section {
    from: Place,
    to: Place,
}

impl Section {
    fn of(place: Place, found: &Found) -> Option<Self> {
        let is_name = |heading: &&Heading| heading.level < 7 && heading.topic == Topic::Other;
        let own = found.headings_above(place).find(is_name)?;
        let below = found.headings.iter().filter(|heading| heading.place > own.place);
        let next = below.filter(is_name).find(|heading| heading.level <= own.level);
        let (_, end, _) = found.page(own.place);
        Some(Self { from: own.place, to: next.map_or(end, |next| next.place.min(end)) })
    }

    /// The operation that a table of what is sent fixes.
    fn operation(&self, found: &Found) -> Option<Operation> {
        let tables = found.fields.iter().filter(|table| {
            (self.from..self.to).contains(&table.place) && table.side != Side::Response && !table.is_common
        });
        let rows = tables
            .flat_map(|table| &table.rows)
            .filter(|row| row.path.len() == 1 && matches!(row.goes, None | Some(In::Body)));
        rows.into_iter().find_map(|row| Operation::of(&row.path.first()?.name, &fixed(row)?, row.span, true))
    }
}

/// The value that a row gives to its field: the only one of its list, one that is called fixed, or a description that is a
/// name by its looks.
fn fixed(row: &Field) -> Option<String> {
    if let [only] = row.values.as_slice() {
        return Some(only.value.clone());
    }
    let is_by_looks = |text: &&str| {
        let has_inner = text.get(1..).is_some_and(|rest| rest.bytes().any(|byte| byte.is_ascii_uppercase()));
        is_name(text) && (has_inner || text.trim_end_matches('.').contains(['.', '_', '-']))
    };
    let doc = || row.doc.as_ref().map(|doc| doc.as_str().trim()).filter(is_by_looks).map(str::to_owned);
    row.values.is_empty().then(|| constant(row).or_else(doc)).flatten()
}
