//! Unions: a list of types, or a map of tag value or name to type.

use super::read::{Object, wrong_shape};
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
            entries.into_iter().filter_map(|(key, value)| keyed(key, value, diags)).collect()
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
        Shape::Mapping(entries) => entries.into_iter().map(|(key, _)| key).collect(),
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
    Variant { key, name: None, ty, doc: None, deprecated: false }
}

fn keyed(key: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<Variant> {
    let key = Some(Spanned::new(key.text.to_owned(), key.span));
    if !matches!(value.shape(), Shape::Mapping(_)) || ty::is_map_type(value) {
        return Some(variant(key, required(value, diags)));
    }
    let object = Object::read(value, keys::VARIANT, diags)?;
    let ty = required(object.need("type", diags)?, diags);
    let mut found = variant(key, ty);
    found.name = object.text("name", diags);
    found.doc = object.text("doc", diags);
    found.deprecated = object.flag("deprecated", diags);
    Some(found)
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
