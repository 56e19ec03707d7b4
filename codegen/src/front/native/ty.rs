//! The type notation: `string`, `Signer`, `[Signer]`, `{i64}`, and `?` for what may be absent.

use super::read::shorten;
use crate::ast::{TypeExpr, TypeExprKind};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::source::node::{Cursor, Scalar, Shape, Style};

/// A type and whether a trailing `?` makes it optional.
pub(super) struct Notation {
    pub(super) ty: TypeExpr,
    pub(super) optional: bool,
}

/// Reads a type: YAML's own `[T]` and `{T}`, or text in the notation.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Notation {
    read_at(0, cursor, diags)
}

fn read_at(depth: usize, cursor: Cursor<'_>, diags: &mut Diagnostics) -> Notation {
    let span = cursor.span();
    match cursor.shape() {
        Shape::Scalar(scalar) => from_text(depth, scalar, diags),
        Shape::Sequence(_) if depth >= MAX_DEPTH => {
            broken(span, &too_deep(), "name the inner part: an alias under `types:`", diags)
        }
        Shape::Sequence(items) => match items.as_slice() {
            [item] => {
                let item = read_at(depth + 1, *item, diags);
                let item = no_mark(item, diags);
                required(span, TypeExprKind::List(Box::new(item)))
            }
            _ => broken(
                span,
                "a list type has exactly one element type",
                "write `[T]`, for instance `[string]`",
                diags,
            ),
        },
        Shape::Mapping(entries) => match entries.as_slice() {
            [(name, value)] if value.scalar().is_some_and(|value| value.is_null()) => {
                let item = from_text(depth + 1, *name, diags);
                required(span, TypeExprKind::Map(Box::new(no_mark(item, diags))))
            }
            _ => broken(
                span,
                "expected a type, found a map of keys",
                "structs have names: declare it under `types:` and write its name here",
                diags,
            ),
        },
    }
}

/// Whether a map is the `{T}` of the notation and not the long form of a field.
pub(super) fn is_map_type(cursor: Cursor<'_>) -> bool {
    match cursor.shape() {
        Shape::Mapping(entries) => {
            matches!(entries.as_slice(), [(_, value)] if value.scalar().is_some_and(|value| value.is_null()))
        }
        _ => false,
    }
}

/// Elements of lists and maps are never absent, so `?` has no meaning there.
fn no_mark(notation: Notation, diags: &mut Diagnostics) -> TypeExpr {
    if notation.optional {
        diags.push(
            Diagnostic::new(Code::BadType, notation.ty.span, "an element of a list or map cannot be absent")
                .help(
                    "remove the `?`; to make the whole list optional, put `?` on the key: `tags?: [string]`",
                ),
        );
    }
    notation.ty
}

fn required(span: Span, kind: TypeExprKind) -> Notation {
    Notation { ty: TypeExpr { span, kind }, optional: false }
}

fn broken(span: Span, message: &str, help: &str, diags: &mut Diagnostics) -> Notation {
    diags.push(Diagnostic::new(Code::BadType, span, message).help(help));
    required(span, TypeExprKind::Broken)
}

fn from_text(depth: usize, scalar: Scalar<'_>, diags: &mut Diagnostics) -> Notation {
    if scalar.is_null() {
        return broken(
            scalar.span,
            "expected a type, found nothing",
            "write the type, such as `string`",
            diags,
        );
    }
    let (text, optional) = match scalar.text.trim().strip_suffix('?') {
        Some(rest) => (rest.trim_end(), true),
        None => (scalar.text.trim(), false),
    };
    let mut parser = Parser { text, scalar, at: 0 };
    let kind = match parser.ty(depth) {
        Ok(kind) if parser.rest().is_empty() => kind,
        Ok(_) => {
            let rest = shorten(parser.rest());
            parser.report(&format!("`{rest}` after the type"), diags)
        }
        Err(message) => parser.report(&message, diags),
    };
    Notation { ty: TypeExpr { span: scalar.span, kind }, optional }
}

/// Deepest nesting of lists and maps in one type; no API has more than a few, and rustc and we recurse over them.
const MAX_DEPTH: usize = 32;

fn too_deep() -> String {
    format!("lists and maps are nested more than {MAX_DEPTH} levels deep")
}

struct Parser<'a> {
    text: &'a str,
    scalar: Scalar<'a>,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.at += self.rest().len() - self.rest().trim_start().len();
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn ty(&mut self, depth: usize) -> Result<TypeExprKind, String> {
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        if self.eat('[') {
            return Ok(TypeExprKind::List(self.inner(']', depth)?));
        }
        if self.eat('{') {
            return Ok(TypeExprKind::Map(self.inner('}', depth)?));
        }
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if end == 0 {
            let found = rest.chars().next().map_or(String::from("nothing"), |c| format!("`{c}`"));
            return Err(format!("expected a type, found {found}"));
        }
        self.at += end;
        Ok(TypeExprKind::Name(rest[..end].to_owned()))
    }

    fn inner(&mut self, close: char, depth: usize) -> Result<Box<TypeExpr>, String> {
        let kind = self.ty(depth + 1)?;
        if !self.eat(close) {
            return Err(format!("missing `{close}`"));
        }
        Ok(Box::new(TypeExpr { span: self.scalar.span, kind }))
    }

    fn report(&self, message: &str, diags: &mut Diagnostics) -> TypeExprKind {
        let plain = self.scalar.style == Style::Plain;
        let help = match self.rest().chars().next() {
            Some('(') => "constraints such as `string(1..=64)` are not supported yet",
            Some('<') => "generics such as `Page<T>` are not supported yet",
            Some('|') => "`| null` and unions are not supported yet",
            Some('-') if plain => "type names are letters, digits and `_`",
            _ => "a type is a scalar (`string`), a name (`Signer`), a list (`[T]`) or a map (`{T}`)",
        };
        let text = shorten(self.scalar.text);
        diags.push(
            Diagnostic::new(Code::BadType, self.scalar.span, format!("`{text}` is no type: {message}"))
                .help(help),
        );
        TypeExprKind::Broken
    }
}
