//! Objects → structs and maps.

use std::collections::{BTreeMap, BTreeSet};

use super::Cx;
use super::document::{At, Literal, LiteralKind};
use super::draft::{Place, Role, Use, referred};
use super::media::{Media, media};
use super::parts::{constrains, has, kinds, last, last_of, last_text, with_notes};
use crate::ast::{Direction, Field, FieldRole, Range, Sample, SampleKind, TypeExpr, TypeExprKind, TypeKind};
use crate::diag::{Code, Diagnostic};
use crate::source::{Span, Spanned};

/// The key of the members that no field has, and the name of the field that holds them.
const REST: &str = "*";

/// A property: its name, and the schemas that parts give for it.
type Property<'a> = (Spanned<String>, Vec<At<'a>>);

impl<'a> Cx<'a> {
    pub(super) fn object(&mut self, parts: &[At<'a>], place: &Place, slot: Option<usize>) -> Use {
        let rest = rest_of(parts);
        let is_closed = rest.is_none() && additional(parts).is_some();
        let properties = properties(parts);
        if properties.is_empty() && (rest.is_some() || !(is_closed || has(parts, "properties"))) {
            let (mut value, at) = match rest.filter(|rest| rest.node.is_mapping()) {
                Some(rest) => (self.use_of(rest, &place.with("Value")), rest),
                None => (Use::word("any"), last(parts)),
            };
            let spelling = value.spelling.take();
            let mut map = Use::new(TypeExprKind::Map(Box::new(self.expr(value, at))));
            map.spelling = spelling;
            return map;
        }
        let mut fields = self.fields(parts, properties, place);
        if let Some(rest) = rest {
            fields.push(self.rest(rest, place));
        }
        self.define(slot, place, last(parts), TypeKind::Struct(fields))
    }

    /// The members that no field has; `true` and `{}` are anything.
    fn rest(&mut self, at: At<'a>, place: &Place) -> Field {
        let value =
            if at.node.is_mapping() { self.use_of(at, &place.with("Value")) } else { Use::word("any") };
        let map = Use::new(TypeExprKind::Map(Box::new(self.expr(value, at))));
        let mut field = Field::new(Spanned::new(String::from(REST), at.span()), self.expr(map, at));
        field.name = Some(Spanned::new(String::from("rest"), at.span()));
        field.role = FieldRole::Rest;
        field.doc = at.spanned("description");
        field
    }

    fn fields(&mut self, parts: &[At<'a>], properties: Vec<Property<'a>>, place: &Place) -> Vec<Field> {
        let required: BTreeSet<&str> = parts
            .iter()
            .filter_map(|part| part.get("required"))
            .flat_map(At::items)
            .filter_map(At::scalar)
            .map(|name| name.text)
            .collect();
        self.warn_of_undeclared(parts, &properties);
        let mut fields = Vec::new();
        for (name, schemas) in properties {
            let schema = self.chosen(&schemas);
            let is_required = required.contains(name.as_str());
            fields.push(self.field(name, schema, is_required, place));
        }
        fields
    }

    /// Of several schemas for one property, the last one, unless an earlier one is narrower.
    fn chosen(&mut self, schemas: &[At<'a>]) -> At<'a> {
        let narrow = |this: &mut Self, at: At<'a>| {
            let parts = this.flat(at);
            ["enum", "const", "properties", "items", "oneOf", "anyOf"].iter().any(|key| has(&parts, key))
        };
        let last = last(schemas);
        if schemas.len() == 1 || narrow(self, last) {
            return last;
        }
        schemas.iter().rev().copied().find(|schema| narrow(self, *schema)).unwrap_or(last)
    }

    fn field(&mut self, name: Spanned<String>, at: At<'a>, is_required: bool, place: &Place) -> Field {
        let own = place.with(name.value.clone());
        let parts = self.flat(at);
        let when = direction(at, &parts);
        let sole = self.sole(at);
        let mut found = match sole.as_ref().filter(|_| is_required && when.is_none()) {
            Some(value) => {
                let mut field = Field::new(name, TypeExpr { span: value.span.into(), kind: word_of(value) });
                field.role = FieldRole::Fixed(sample_of(value));
                field.doc = self.doc_of_use(at);
                field.deprecated = at.flag("deprecated");
                return field;
            }
            None => match self.file(&parts) {
                Some(file) => file,
                None => self.use_of(at, &own),
            },
        };
        if sole.is_some() && !is_required {
            self.lone(&found);
        }
        let spelling = found.spelling.take();
        let mut field = Field::new(name, self.expr(found, at));
        field.optional = !is_required;
        field.when = when;
        field.spelling = spelling.map(|spelling| Spanned::new(spelling, at.span()));
        field.doc = self.doc_of_field(at, &parts);
        field.deprecated = at.flag("deprecated") || parts.last().is_some_and(|part| part.flag("deprecated"));
        field
    }

    /// A binary part of a form: its schema says so, or nothing (OpenAPI 3.1, Encoding Object: `contentType`).
    fn file(&mut self, parts: &[At<'a>]) -> Option<Use> {
        if !self.is_form {
            return None;
        }
        let is_file = |parts: &[At<'a>]| is_binary(parts) || parts.iter().all(|part| !constrains(*part, &[]));
        if is_file(parts) {
            return Some(Use::word("file"));
        }
        let items = last_of(parts, "items")?;
        let of_items = self.flat(items);
        is_file(&of_items)
            .then(|| Use::new(TypeExprKind::List(Box::new(self.expr(Use::word("file"), items)))))
    }

    /// Marks the enum of one value that a field which may be absent has.
    fn lone(&mut self, found: &Use) {
        let TypeExprKind::Name(name) = &found.kind else { return };
        if let Some(draft) = referred(name).and_then(|id| self.drafts.get_mut(id))
            && draft.role == Role::Inline
        {
            draft.role = Role::Lone;
        }
    }

    /// The only value that a schema allows.
    pub(super) fn sole(&mut self, at: At<'a>) -> Option<Literal> {
        let parts = self.flat(at);
        if parts.iter().any(|part| part.flag("nullable")) || kinds(&parts).contains(&"null") {
            return None;
        }
        let (_, values) = self.enumerated(&parts)?;
        match values.as_slice() {
            [only] if only.kind != LiteralKind::Null => Some(typed(only, &kinds(&parts))),
            _ => None,
        }
    }

    /// The description of a use; a component has its own.
    pub(super) fn doc_of_use(&mut self, at: At<'a>) -> Option<Spanned<String>> {
        let own = at.spanned("description");
        own.or_else(|| {
            let members = ["allOf", "oneOf", "anyOf"].iter().find_map(|key| at.get(key));
            members.into_iter().flat_map(At::items).find_map(|member| member.spanned("description"))
        })
    }

    /// The description, the default, and the bounds that no type says.
    pub(super) fn doc_of_field(&mut self, at: At<'a>, parts: &[At<'a>]) -> Option<Spanned<String>> {
        let mut notes = Vec::new();
        let default = at.get("default").or_else(|| last_of(parts, "default"));
        if let Some(default) = default.and_then(At::scalar).filter(|default| !default.text.is_empty()) {
            notes.push(Spanned::new(format!("Default: `{}`", shown(default.text)), default.span));
        }
        if let Some(pattern) = last_of(parts, "pattern").and_then(At::scalar) {
            notes.push(Spanned::new(format!("Pattern: `{}`", shown(pattern.text)), pattern.span));
        }
        notes.extend(bounds(parts));
        with_notes(self.doc_of_use(at), notes)
    }

    /// A type with the range that keywords give, if the type has one.
    pub(super) fn limited(&self, found: Use, parts: &[At<'a>], [least, most]: [&str; 2]) -> Use {
        let [low, high] = [last_of(parts, least), last_of(parts, most)];
        let (Some(span), Some(range)) = (low.or(high).map(At::span), range(&found, low, high)) else {
            return found;
        };
        let range = Range { span: span.into(), ..range };
        let inner = TypeExpr { span: span.into(), kind: found.kind };
        Use { kind: TypeExprKind::Limited(Box::new(inner), range), ..found }
    }

    fn warn_of_undeclared(&mut self, parts: &[At<'a>], properties: &[Property<'a>]) {
        for name in parts.iter().filter_map(|part| part.get("required")).flat_map(At::items) {
            let Some(scalar) = name.scalar() else { continue };
            let is_declared = properties.iter().any(|(known, _)| known.value == scalar.text);
            if !is_declared && self.reported.insert(name.key()) {
                let message = format!("`{}` is required, but is not a property", scalar.text);
                self.diags.push(
                    Diagnostic::new(Code::UndeclaredProperty, scalar.span, message)
                        .help("add it to `properties`, or remove it from `required`"),
                );
            }
        }
    }
}

/// The properties of all parts, in order of their first mention.
pub(super) fn properties<'a>(parts: &[At<'a>]) -> Vec<Property<'a>> {
    let mut all: Vec<Property<'a>> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, schema) in parts.iter().filter_map(|part| part.get("properties")).flat_map(At::entries) {
        let at = *known.entry(name.text).or_insert(all.len());
        match all.get_mut(at) {
            Some((_, schemas)) => schemas.push(schema),
            None => all.push((Spanned::new(name.text.to_owned(), name.span), vec![schema])),
        }
    }
    all
}

/// `readOnly` and `writeOnly` (OpenAPI 3.0.4, Schema Object; JSON Schema validation section 9.4).
fn direction(at: At<'_>, parts: &[At<'_>]) -> Option<Spanned<Direction>> {
    let of = |at: &At<'_>| match (at.flag("readOnly"), at.flag("writeOnly")) {
        (true, false) => Some(Spanned::new(Direction::Received, at.span())),
        (false, true) => Some(Spanned::new(Direction::Sent, at.span())),
        _ => None,
    };
    of(&at).or_else(|| parts.last().and_then(of))
}

/// The schema of properties that are not listed. Those of all parts are one object here, so that nothing is evaluated elsewhere.
fn additional<'a>(parts: &[At<'a>]) -> Option<At<'a>> {
    last_of(parts, "additionalProperties").or_else(|| last_of(parts, "unevaluatedProperties"))
}

/// The schema of further properties, if there can be some.
pub(super) fn rest_of<'a>(parts: &[At<'a>]) -> Option<At<'a>> {
    additional(parts).filter(|at| !is_never(*at))
}

/// Whether no value is valid: `false`, `not: {}`.
fn is_never(at: At<'_>) -> bool {
    at.scalar().is_some_and(|at| at.text == "false")
        || at.get("not").is_some_and(|not| not.node.is_mapping() && !constrains(not, &[]) && !not.has("$ref"))
}

pub(super) fn is_binary(parts: &[At<'_>]) -> bool {
    last_text(parts, "format") == Some("binary")
        || last_text(parts, "contentEncoding") == Some("binary")
        || (last_text(parts, "contentMediaType").is_some_and(|name| media(name) == Media::Bytes)
            && !has(parts, "contentEncoding"))
}

/// The type of the format that a fixed value has.
pub(super) fn word_of(value: &Literal) -> TypeExprKind {
    let word = match value.kind {
        LiteralKind::Flag => "bool",
        LiteralKind::Integer | LiteralKind::Number => "decimal",
        LiteralKind::Text | LiteralKind::Null => "string",
    };
    TypeExprKind::Name(String::from(word))
}

pub(super) fn sample_of(value: &Literal) -> Sample {
    let kind = match value.kind {
        LiteralKind::Text => SampleKind::Quoted(value.text.clone()),
        _ => SampleKind::Plain(value.text.clone()),
    };
    Sample { span: value.span.into(), kind }
}

/// A value as its type has it: `1` is a text where `type: string` says so.
pub(super) fn typed(value: &Literal, kinds: &[&str]) -> Literal {
    let mut value = value.clone();
    if kinds == ["string"] && value.kind != LiteralKind::Null {
        value.kind = LiteralKind::Text;
    }
    value
}

/// A range of the format; `None` if it excludes nothing, or is not valid.
fn range(found: &Use, low: Option<At<'_>>, high: Option<At<'_>>) -> Option<Range> {
    let TypeExprKind::Name(word) = &found.kind else {
        return matches!(found.kind, TypeExprKind::List(_)).then(|| lengths(low, high)).flatten();
    };
    let (floor, ceiling) = match word.as_str() {
        "string" => return lengths(low, high),
        "i32" => (i128::from(i32::MIN), i128::from(i32::MAX)),
        "u32" => (0, i128::from(u32::MAX)),
        "i64" => (i128::from(i64::MIN), i128::from(i64::MAX)),
        "u64" => (0, i128::from(u64::MAX)),
        _ => return None,
    };
    between(low, high, floor, ceiling)
}

/// A range of lengths; a least length of 0 says nothing.
fn lengths(low: Option<At<'_>>, high: Option<At<'_>>) -> Option<Range> {
    let mut range = between(low, high, 0, i128::from(u32::MAX))?;
    range.least = range.least.filter(|least| least != "0");
    (range.least.is_some() || range.most.is_some()).then_some(range)
}

fn between(low: Option<At<'_>>, high: Option<At<'_>>, floor: i128, ceiling: i128) -> Option<Range> {
    let number = |at: Option<At<'_>>| {
        let text = at?.scalar()?.text;
        let whole = text.strip_suffix(".0").unwrap_or(text);
        whole.parse::<i128>().ok().filter(|number| (floor..=ceiling).contains(number))
    };
    let (low, high) = (number(low), number(high));
    if low.is_none() && high.is_none() || low.zip(high).is_some_and(|(low, high)| low > high) {
        return None;
    }
    let text = |number: Option<i128>| number.map(|number| number.to_string());
    Some(Range { span: Span::NONE.into(), least: text(low), most: text(high) })
}

/// The bounds of numbers that no range of the format says.
fn bounds(parts: &[At<'_>]) -> Vec<Spanned<String>> {
    let is_whole = kinds(parts) == ["integer"];
    let mut notes = Vec::new();
    for (key, text) in [
        ("minimum", "Minimum"),
        ("exclusiveMinimum", "Greater than"),
        ("maximum", "Maximum"),
        ("exclusiveMaximum", "Less than"),
        ("multipleOf", "Multiple of"),
    ] {
        let Some(bound) = last_of(parts, key).and_then(At::scalar) else { continue };
        let is_said = is_whole && matches!(key, "minimum" | "maximum") && bound.text.parse::<i64>().is_ok();
        let is_number = bound.text.parse::<f64>().is_ok_and(f64::is_finite);
        if !is_said && is_number {
            notes.push(Spanned::new(format!("{text}: {}", bound.text), bound.span));
        }
    }
    notes
}

/// A text between backticks.
fn shown(text: &str) -> String {
    text.replace('`', "'").replace(['\n', '\r'], " ")
}

/// Whether members of a union only say which properties of the object around it are required, or narrow them.
pub(super) fn narrows(member: At<'_>, known: &[Property<'_>]) -> bool {
    if member.has("$ref")
        || !constrains(
            member,
            &["required", "properties", "type", "not", "additionalProperties", "unevaluatedProperties"],
        )
    {
        let is_plain = !member.has("$ref");
        let mut own = member.get("properties").into_iter().flat_map(At::entries);
        return is_plain && own.all(|(name, _)| known.iter().any(|(known, _)| known.value == name.text));
    }
    false
}
