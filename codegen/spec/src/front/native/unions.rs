//! Unions: a list of types, or a map of tag value or name to type.

use super::read::{Object, wrong_shape};
use super::{keys, ty};
use crate::ast::{Tag, TypeExpr, Union, Variant};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape};

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
            return Union { tag: self::tag(tag, content), variants: Vec::new() };
        }
    };
    if variants.is_empty() {
        diags.push(
            Diagnostic::new(Code::BadUnion, body.span(), "this union has no types")
                .help("list its types: `union: [Card, Account]`"),
        );
    }
    Union { tag: self::tag(tag, content), variants }
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
