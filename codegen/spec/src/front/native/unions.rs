//! Unions: a list of types, or a map of tag value or name to type.

use super::read::{Object, one_or_many, text, wrong_shape};
use super::{keys, ty};
use crate::ast::{Tag, TagRepr, TypeExpr, Union, Variant};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape, Style};

/// Reads a union; `object` is the type around it, `body` the value of `union:`.
pub(super) fn read(object: &Object<'_>, body: Cursor<'_>, diags: &mut Diagnostics) -> Union {
    let tag = object.text("tag", diags);
    let content = object.text("content", diags);
    if let (Some(content), None) = (&content, object.key("tag")) {
        diags.push(
            Diagnostic::new(Code::BadUnion, content.span, "`content` needs a `tag`")
                .help("add `tag:` with the key that says which type it is, or remove `content:`"),
        );
    }
    let repr = repr(object, body, &tag, diags);
    let variants: Vec<Variant> = match body.shape() {
        Shape::Sequence(items) => {
            if let (Some(tag), false) = (&tag, items.is_empty()) {
                diags.push(
                    Diagnostic::new(
                        Code::BadUnion,
                        body.span(),
                        "a list does not say which tag value means which type",
                    )
                    .and(tag.span, "the tag")
                    .help("write a map of tag value to type: `union: {card: Card, account: Account}`"),
                );
            }
            items.into_iter().map(|item| variant(None, required(item, diags))).collect()
        }
        Shape::Mapping(entries) => {
            let has_tag = tag.is_some();
            entries.into_iter().filter_map(|(key, value)| keyed(key, value, has_tag, diags)).collect()
        }
        other @ Shape::Scalar(_) => {
            let found = wrong_shape(body, "a list of types, or a map of tag value to type", &other);
            diags
                .push(found.help("write `[Card, Account]`, or `{card: Card, account: Account}` with `tag:`"));
            return Union { tag: self::tag(tag, content), repr, variants: Vec::new() };
        }
    };
    if variants.is_empty() {
        diags.push(
            Diagnostic::new(Code::BadUnion, body.span(), "this union has no types")
                .help("list its types: `union: [Card, Account]`"),
        );
    }
    Union { tag: self::tag(tag, content), repr, variants }
}

/// How the tag is written; its values have to be of that kind.
fn repr(
    object: &Object<'_>,
    body: Cursor<'_>,
    tag: &Option<Spanned<String>>,
    diags: &mut Diagnostics,
) -> TagRepr {
    let repr = object.word("as", TagRepr::WORDS, diags);
    let keys: Vec<Scalar<'_>> = match body.shape() {
        Shape::Mapping(entries) => entries.into_iter().flat_map(|(key, value)| tags(key, value)).collect(),
        _ => Vec::new(),
    };
    let Some(tag) = tag else {
        if let Some(key) = object.key("as") {
            diags.push(
                Diagnostic::new(
                    Code::BadUnion,
                    key.span,
                    "`as` says how a tag is written, and this union has none",
                )
                .help("remove `as:`, or add `tag:` with the key that says which type it is"),
            );
        }
        return TagRepr::String;
    };
    for key in keys.iter().filter(|key| !is_written(repr, key.text)) {
        let (what, help) = match repr {
            TagRepr::Bool => {
                ("neither `true` nor `false`", "write `true:` or `false:`, or remove `as: bool`")
            }
            _ => (
                "not a whole number in its shortest form",
                "write the number that the server sends, or remove `as: int`",
            ),
        };
        diags.push(
            Diagnostic::new(Code::BadUnion, key.span, format!("the tag value `{}` is {what}", key.text))
                .and(tag.span, "the tag")
                .help(help),
        );
    }
    let plain = |repr| {
        let is_plain = |key: &Scalar<'_>| key.style == Style::Plain && is_written(repr, key.text);
        !keys.is_empty() && keys.iter().all(is_plain)
    };
    for (other, kind) in [(TagRepr::Int, "numbers"), (TagRepr::Bool, "flags")] {
        if repr == TagRepr::String && object.key("as").is_none() && plain(other) {
            let word = other.word();
            let help = format!("add `as: {word}` next to `tag:`, or quote the values if they are strings");
            let message = format!("these {kind} are sent as text");
            diags.push(Diagnostic::new(Code::NumbersAsText, body.span(), message).help(help));
        }
    }
    repr
}

/// The values of the tag of a variant: those under `values:`, or the key.
fn tags<'a>(key: Scalar<'a>, value: Cursor<'a>) -> Vec<Scalar<'a>> {
    let Shape::Mapping(entries) = value.shape() else { return vec![key] };
    let Some((_, values)) = entries.into_iter().find(|(key, _)| key.text == "values") else {
        return vec![key];
    };
    match values.shape() {
        Shape::Scalar(value) => vec![value],
        Shape::Sequence(items) => items
            .into_iter()
            .filter_map(|item| match item.shape() {
                Shape::Scalar(value) => Some(value),
                _ => None,
            })
            .collect(),
        Shape::Mapping(_) => Vec::new(),
    }
}

/// Whether a value of the tag can be written like this: digits have one spelling, so that they can be compared as text.
fn is_written(repr: TagRepr, text: &str) -> bool {
    match repr {
        TagRepr::String => true,
        TagRepr::Int => text.parse::<i64>().is_ok_and(|number| number.to_string() == text),
        TagRepr::Bool => matches!(text, "true" | "false"),
    }
}

fn tag(tag: Option<Spanned<String>>, content: Option<Spanned<String>>) -> Tag {
    match (tag, content) {
        (None, _) => Tag::None,
        (Some(tag), None) => Tag::Inside(tag),
        (Some(tag), Some(content)) => Tag::Beside { tag, content },
    }
}

fn variant(key: Option<Spanned<String>>, ty: TypeExpr) -> Variant {
    Variant { key, values: Vec::new(), name: None, ty, doc: None, deprecated: false }
}

fn keyed(key: Scalar<'_>, value: Cursor<'_>, has_tag: bool, diags: &mut Diagnostics) -> Option<Variant> {
    let key = Some(Spanned::new(key.text.to_owned(), key.span));
    if !matches!(value.shape(), Shape::Mapping(_)) || ty::is_map_type(value) {
        return Some(variant(key, required(value, diags)));
    }
    let object = Object::read(value, keys::VARIANT, diags)?;
    let ty = required(object.need("type", diags)?, diags);
    let mut found = variant(key, ty);
    found.values = values(&object, has_tag, diags);
    found.name = object.text("name", diags);
    found.doc = object.text("doc", diags);
    found.deprecated = object.flag("deprecated", diags);
    Some(found)
}

/// `values:`, each of them once.
fn values(object: &Object<'_>, has_tag: bool, diags: &mut Diagnostics) -> Vec<Spanned<String>> {
    let Some(key) = object.key("values") else { return Vec::new() };
    let items = object.get("values").map(one_or_many).unwrap_or_default();
    let values: Vec<_> = items.into_iter().filter_map(|item| text(item, diags)).collect();
    let mut bad = |span, message: String, help: &str| {
        diags.push(Diagnostic::new(Code::BadUnion, span, message).help(help));
    };
    if !has_tag {
        bad(
            key.span,
            String::from("`values` are those of a tag, and this union has none"),
            "remove `values:`, or add `tag:` with the key that says which type it is",
        );
        return Vec::new();
    }
    if values.is_empty() {
        bad(
            key.span,
            String::from("no value of the tag leads to this type"),
            "list the values, or remove `values:` if the key is the value",
        );
    }
    for (at, value) in values.iter().enumerate() {
        if values.iter().take(at).any(|other| other.value == value.value) {
            bad(value.span, format!("the value `{}` is listed twice", value.value), "remove one of the two");
        }
    }
    values
}

fn required(value: Cursor<'_>, diags: &mut Diagnostics) -> TypeExpr {
    let notation = ty::read(value, diags);
    if notation.optional {
        diags.push(
            Diagnostic::new(Code::BadType, notation.ty.span, "a type of a union cannot be absent")
                .help("remove the `?`, and write it where the union is used"),
        );
    }
    notation.ty
}
