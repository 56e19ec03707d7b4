//! Fields, and how callers set them.

use super::docs::{Docs, Markdown, code, markdown};
use super::names::Name;
use super::rust_types::rust_type;
use super::syntax::{Expr, Path, RustType, Std};
use super::type_docs::deprecate;
use super::{Cx, FieldItem, FieldKind, Presence, values};
use stubwright_spec::model::{
    Direction, Field, FieldRole, Sample, SampleKind, Scalar, Spelling, Type, TypeId,
};

/// A field together with how callers set it.
pub(super) struct Part {
    /// Its name in the file of decisions, for the arguments of `new`.
    pub(super) key: String,
    pub(super) field: FieldItem,
    pub(super) start: Start,
    pub(super) secrecy: Secrecy,
}

/// Whether a field is shown by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Secrecy {
    Shown,
    Hidden,
}

/// Where the first value of a field comes from.
pub(super) enum Start {
    /// An argument of the constructor.
    Argument(Setting),
    /// An argument of the constructor for a field that responses lack.
    Sent(Setting),
    /// A value that callers don't change.
    Unset(Expr),
    /// A value, which a setter changes.
    Value { value: Expr, setter: Setting, stored: Stored, deprecated: bool },
}

/// How a setter stores its argument.
#[derive(Clone, Copy)]
pub(super) enum Stored {
    /// `Some` of its argument.
    Some,
    /// The argument.
    Plain,
}

/// How a value is passed.
pub(super) struct Setting {
    /// The type of the argument.
    pub(super) ty: RustType,
}

impl Setting {
    /// A value that is stored as it is passed.
    fn plain(ty: RustType) -> Self {
        Self { ty }
    }

    /// A value that is passed as anything that becomes it.
    pub(super) fn converted(ty: RustType) -> Self {
        Self { ty: ty.into_argument() }
    }

    /// The value to store: the argument, or what it converts into.
    pub(super) fn stored(&self, argument: Expr) -> Expr {
        if matches!(self.ty, RustType::Into(_)) { argument.method("into", []) } else { argument }
    }
}

/// A field of a type of the spec, or of none; `owner` is the type, and the index of the field in it.
pub(super) fn part(cx: &Cx<'_>, owner: Option<(TypeId, usize)>, field: &Field, ident: &Name) -> Part {
    let is_boxed = owner.is_some_and(|(owner, index)| cx.boxes.has(owner, index));
    let ty = field.ty.not_null();
    let unboxed = rust_type(cx, ty);
    let inner = if is_boxed { unboxed.boxed() } else { unboxed };
    let deprecated = field.deprecated;
    let default = field.default.as_ref().map(|sample| values::expression(cx, ty, sample));
    let is_nullable = matches!(field.ty.value, Type::Nullable(_));
    let taken = |rust: RustType| if is_boxed { Setting::converted(rust) } else { setting(cx, ty, rust) };
    let (rust, presence, start) = match (&default, field.optional, is_nullable) {
        _ if field.role == FieldRole::Rest => {
            let setter = Setting::converted(inner.clone());
            let empty = Sample { span: field.ty.span.into(), kind: SampleKind::Map(Vec::new()) };
            let value = values::expression(cx, ty, &empty);
            (inner, Presence::Rest, Start::Value { value, setter, stored: Stored::Plain, deprecated })
        }
        _ if field.role == FieldRole::Inline => {
            (inner.clone(), Presence::Inline, Start::Argument(taken(inner)))
        }
        _ if !field.is_there(Direction::Sent) => {
            received(inner, default.as_ref(), is_nullable && field.optional)
        }
        (Some(value), _, _) => {
            let setter = setting(cx, ty, inner.clone());
            let start = Start::Value { value: value.clone(), setter, stored: Stored::Plain, deprecated };
            (inner, Presence::Default, start)
        }
        (None, true, true) => {
            let rust = RustType::Patch(Box::new(inner));
            let (value, setter) = (Expr::path("rt::Patch::Absent"), Setting::converted(rust.clone()));
            (rust, Presence::Patch, Start::Value { value, setter, stored: Stored::Plain, deprecated })
        }
        (None, true, false) => {
            let (value, setter) = (Expr::Path(Path::Std(Std::None)), taken(inner.clone()));
            let start = Start::Value { value, setter, stored: Stored::Some, deprecated };
            (inner.optional(), Presence::Optional, start)
        }
        (None, false, true) => {
            let rust = inner.optional();
            (rust.clone(), Presence::Nullable, Start::Argument(Setting::converted(rust)))
        }
        (None, false, false) if field.when.is_some() => {
            (inner.clone().optional(), Presence::Optional, Start::Sent(taken(inner)))
        }
        (None, false, false) => (inner.clone(), Presence::Required, Start::Argument(taken(inner))),
    };
    let kind = FieldKind {
        presence,
        value: default,
        spelling: spelling(field.spelling.as_deref()),
        received: if field.is_there(Direction::Sent) { "" } else { " received" },
        secret: if field.secret { " secret" } else { "" },
    };
    let item = item(cx, field, ident, (rust, kind));
    Part {
        key: argument_key(field),
        field: item,
        start,
        secrecy: if field.secret { Secrecy::Hidden } else { Secrecy::Shown },
    }
}

fn item(cx: &Cx<'_>, field: &Field, ident: &Name, (ty, kind): (RustType, FieldKind)) -> FieldItem {
    FieldItem {
        ident: ident.clone(),
        docs: field_docs(cx, field, ident),
        ty,
        kind,
        wire: field.wire.value.clone(),
        aliases: field.aliases.iter().map(|alias| alias.value.clone()).collect(),
    }
}

/// The word of `stubwright.lock` for a field as an argument; one with a colon could be a parameter.
fn argument_key(field: &Field) -> String {
    if field.key.contains(':') { format!("body:{}", field.key.value) } else { field.key.value.clone() }
}

/// A field that the server sets: callers don't, and what they build has none.
fn received(inner: RustType, default: Option<&Expr>, is_patch: bool) -> (RustType, Presence, Start) {
    match default {
        Some(value) => (inner, Presence::Default, Start::Unset(value.clone())),
        None if is_patch => {
            let absent = Expr::path("rt::Patch::Absent");
            (RustType::Patch(Box::new(inner)), Presence::Patch, Start::Unset(absent))
        }
        None => (inner.optional(), Presence::Optional, Start::Unset(Expr::Path(Path::Std(Std::None)))),
    }
}

fn spelling(spelling: Option<&Spelling>) -> &'static str {
    match spelling {
        Some(Spelling::String) => " as text",
        Some(Spelling::Int) => " as int",
        Some(Spelling::Json) => " as json",
        Some(Spelling::Number) => " as number",
        Some(Spelling::Compact) => " as compact",
        Some(Spelling::Slashed) => " as slashed",
        _ => "",
    }
}

fn field_docs(cx: &Cx<'_>, field: &Field, ident: &Name) -> Docs {
    let wire = match field.role {
        FieldRole::Rest => Markdown::from("The members that no other field has."),
        FieldRole::Inline => {
            Markdown::from("Flattened: the members of this value are beside the other fields.")
        }
        _ if ident == field.wire.as_str() => Markdown::default(),
        _ => code(&field.wire),
    };
    let docs = Docs::vendor_with(field.doc.as_ref(), wire);
    with_facts(cx, field, if docs.is_empty() { Docs::ours(code(&field.wire)) } else { docs })
}

/// The known values of a field.
pub(super) fn with_facts(cx: &Cx<'_>, field: &Field, mut docs: Docs) -> Docs {
    let mut facts = values::limits(cx.api, &field.ty);
    facts.extend(field.default.as_ref().map(|sample| markdown!("Default: {}.", values::shown(sample))));
    facts.extend(field.example.as_ref().map(|sample| markdown!("Example: {}.", values::shown(sample))));
    facts.extend(field.when.as_ref().map(|when| {
        Markdown::from(match **when {
            Direction::Received => "Set by the server: requests leave it out.",
            Direction::Sent => "For requests: responses leave it out.",
        })
    }));
    if field.secret {
        facts.push(Markdown::from("Secret: `Debug` and errors don't show it."));
    }
    docs.add(Markdown::joined(&facts, " "));
    deprecate(&mut docs, field.deprecated);
    docs
}

/// Numbers and flags are taken as they are, so that literals need no suffix; everything else by `Into`.
pub(super) fn setting(cx: &Cx<'_>, ty: &Type, rust: RustType) -> Setting {
    let is_number = |scalar: &Scalar| scalar.is_integer() || matches!(scalar, Scalar::Bool | Scalar::F64);
    match cx.api.behind_aliases(ty) {
        Type::Scalar(scalar) if is_number(scalar) => Setting::plain(rust),
        _ => Setting::converted(rust),
    }
}
