//! Types: names → ids, `as:` → scalars, generic types and their arguments.

use std::collections::BTreeMap;

use super::names::Names;
use crate::ast;
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::foreign;
use crate::model::{Field, Scalar, Spelling, Type, TypeDef, TypeKind, TypeUse, Union, Variant};
use crate::source::{Span, Spanned};

impl Names<'_> {
    /// Resolves a type; `parameter` is that of the generic type around it.
    pub(super) fn ty(
        &self,
        expr: &ast::TypeExpr,
        parameter: Option<&Spanned<String>>,
        diags: &mut Diagnostics,
    ) -> TypeUse {
        Spanned::new(self.part(expr, parameter, diags), *expr.span)
    }

    fn part(
        &self,
        expr: &ast::TypeExpr,
        parameter: Option<&Spanned<String>>,
        diags: &mut Diagnostics,
    ) -> Type {
        let mut inner = |expr: &ast::TypeExpr| Box::new(self.part(expr, parameter, diags));
        match &expr.kind {
            ast::TypeExprKind::List(of) => Type::List(inner(of)),
            ast::TypeExprKind::Map(of) => Type::Map(inner(of)),
            ast::TypeExprKind::Nullable(of) => Type::Nullable(inner(of)),
            ast::TypeExprKind::Limited(of, range) => Type::Limited(inner(of), range.clone()),
            ast::TypeExprKind::Applied(name, argument) => {
                let argument = inner(argument);
                self.applied(name, *expr.span, argument, diags)
            }
            ast::TypeExprKind::Name(name) if parameter.is_some_and(|own| own.value == *name) => {
                Type::Parameter(name.clone())
            }
            ast::TypeExprKind::Name(name) => self.named(name, *expr.span, diags),
            ast::TypeExprKind::Broken => Type::Error,
        }
    }

    fn applied(
        &self,
        written: &Spanned<String>,
        whole: Span,
        argument: Box<Type>,
        diags: &mut Diagnostics,
    ) -> Type {
        let (name, span) = (written.as_str(), written.span);
        let Some(id) = self.types.get(name) else {
            // Reports it, or finds a built-in type, which takes no argument.
            let found = self.named(name, span, diags);
            if Scalar::WORDS.iter().any(|(word, _)| *word == name) {
                diags.push(not_generic(name, span));
            }
            return found;
        };
        if !self.generic.contains(id) {
            diags.push(not_generic(name, span));
            return Type::Named(*id);
        }
        if grows(&argument) {
            let message =
                format!("inside a generic type, the argument of `{name}` must be the type parameter");
            diags.push(
                Diagnostic::new(Code::BadGeneric, whole, message)
                    .note("otherwise the type would grow without end")
                    .help("declare another generic type for this, and apply it to the type parameter"),
            );
        }
        Type::Applied(*id, argument)
    }

    fn named(&self, name: &str, span: Span, diags: &mut Diagnostics) -> Type {
        if let Some((_, scalar)) = Scalar::WORDS.iter().find(|(word, _)| *word == name) {
            return Type::Scalar(*scalar);
        }
        if let Some(id) = self.types.get(name) {
            if self.generic.contains(id) {
                diags.push(
                    Diagnostic::new(
                        Code::BadGeneric,
                        span,
                        format!("`{name}` is generic and needs a type argument"),
                    )
                    .help(format!("add a type argument, such as `{name}<string>`")),
                );
                return Type::Error;
            }
            return Type::Named(*id);
        }
        let mut diagnostic = Diagnostic::new(Code::UnknownType, span, format!("there is no type `{name}`"));
        let words = Scalar::WORDS.iter().map(|(word, _)| *word);
        diagnostic = match foreign::scalar(name) {
            Some(word) => {
                diagnostic.help(format!("the format calls it `{word}`")).fix(span, word, Applicability::Guess)
            }
            None => {
                let generic = foreign::Generic::of(name).map(foreign::Generic::advice);
                match (generic, self.guess(name, self.types.keys().copied().chain(words))) {
                    (Some(advice), _) => diagnostic.help(advice),
                    (None, Some(near)) => diagnostic.help(format!("did you mean `{near}`?")).fix(
                        span,
                        near,
                        Applicability::Guess,
                    ),
                    (None, None) => diagnostic.help(unknown_help(name)),
                }
            }
        };
        diags.push(diagnostic);
        Type::Error
    }
}

/// The advice about a name that nothing resembles; a flag or a number is meant to be a value.
fn unknown_help(name: &str) -> String {
    if matches!(name, "true" | "false") || name.starts_with(|first: char| first.is_ascii_digit()) {
        return format!(
            "a field that always has this value is written `{{fixed: {name}}}`; otherwise write its type"
        );
    }
    format!("declare `{name}` under `types:`")
}

fn not_generic(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadGeneric, span, format!("`{name}` is not generic"))
        .help(format!("write `{name}`; a generic type is declared as `{name}<T>: {{…}}` under `types:`"))
}

/// Whether an argument holds a parameter, and more than that.
fn grows(argument: &Type) -> bool {
    fn holds(ty: &Type) -> bool {
        match ty {
            Type::Parameter(_) => true,
            Type::Scalar(_) | Type::Named(_) | Type::Error => false,
            Type::Applied(_, inner)
            | Type::List(inner)
            | Type::Map(inner)
            | Type::Nullable(inner)
            | Type::Limited(inner, _) => holds(inner),
        }
    }
    !matches!(argument, Type::Parameter(_)) && holds(argument)
}

/// Resolves a named type.
pub(super) fn definition(def: &ast::TypeDef, names: &Names<'_>, diags: &mut Diagnostics) -> TypeDef {
    let parameter = def.parameter.as_ref();
    let kind = match &def.kind {
        ast::TypeKind::Struct(fields) => {
            unique_fields(def, fields, diags);
            TypeKind::Struct(fields.iter().map(|at| field(at, parameter, names, diags)).collect())
        }
        ast::TypeKind::Enum(values) => TypeKind::Enum(values.clone()),
        ast::TypeKind::Alias(ty) => TypeKind::Alias(alias(names.ty(ty, parameter, diags), diags)),
        ast::TypeKind::Union(union) => TypeKind::Union(self::union(union, names, diags)),
    };
    if let (Some(parameter), false) = (parameter, matches!(kind, TypeKind::Struct(_))) {
        diags.push(
            Diagnostic::new(Code::BadGeneric, parameter.span, "only a struct can be generic").help(format!(
                "name the type `{}`, and write its types without the parameter",
                def.name.value
            )),
        );
    }
    if let Some(parameter) = parameter.filter(|parameter| names.types.contains_key(parameter.as_str())) {
        diags.push(
            Diagnostic::new(
                Code::BadGeneric,
                parameter.span,
                format!("the type parameter `{}` has the same name as a type", parameter.value),
            )
            .help("choose another name for the parameter, such as `Item`"),
        );
    }
    TypeDef {
        name: def.name.clone(),
        parameter: parameter.cloned(),
        doc: def.doc.clone(),
        deprecated: def.deprecated,
        allow: def.allow.clone(),
        kind,
    }
}

/// An alias names a type; whether it can be null is said where it is used.
fn alias(ty: TypeUse, diags: &mut Diagnostics) -> TypeUse {
    if matches!(ty.value, Type::Nullable(_)) {
        diags.push(
            Diagnostic::new(Code::BadType, ty.span, "an alias cannot be null")
                .help("write `| null` where the alias is used"),
        );
    }
    ty
}

fn union(union: &ast::Union, names: &Names<'_>, diags: &mut Diagnostics) -> Union {
    let mut variant = |variant: &ast::Variant| {
        let ty = names.ty(&variant.ty, None, diags);
        if matches!(ty.value, Type::Nullable(_)) {
            diags.push(
                Diagnostic::new(Code::BadType, ty.span, "a type of a union cannot be null")
                    .help("write `| null` where the union is used"),
            );
        }
        Variant {
            key: variant.key.clone(),
            values: variant.values.clone(),
            name: variant.name.clone(),
            ty,
            doc: variant.doc.clone(),
            deprecated: variant.deprecated,
        }
    };
    let variants = union.variants.iter().map(&mut variant).collect();
    Union { tag: union.tag.clone(), repr: union.repr, variants }
}

pub(super) fn field(
    field: &ast::Field,
    parameter: Option<&Spanned<String>>,
    names: &Names<'_>,
    diags: &mut Diagnostics,
) -> Field {
    let ty = names.ty(&field.ty, parameter, diags);
    let (ty, spelling) = spelled(ty, field.spelling.as_ref(), diags);
    Field {
        key: field.key.clone(),
        name: field.name.clone(),
        wire: field.wire.clone(),
        aliases: field.aliases.clone(),
        role: field.role.clone(),
        ty,
        optional: field.optional,
        when: field.when.clone(),
        spelling,
        style: field.style.clone(),
        content_type: field.content_type.clone(),
        default: field.default.clone(),
        example: field.example.clone(),
        secret: field.secret,
        doc: field.doc.clone(),
        deprecated: field.deprecated,
        allow: field.allow.clone(),
    }
}

/// Applies `as:`. Bytes and points in time since 1970 become another scalar; other types with a spelling stay, and the
/// value is written differently.
fn spelled(
    ty: TypeUse,
    spelling: Option<&Spanned<Spelling>>,
    diags: &mut Diagnostics,
) -> (TypeUse, Option<Spanned<Spelling>>) {
    let Some(spelling) = spelling else { return (ty, None) };
    match spell(&ty, spelling.value) {
        Some(Spelled::Type(other)) => (Spanned::new(other, ty.span), None),
        Some(Spelled::Same) => (ty, Some(spelling.clone())),
        None => {
            let word = spelling.value.word();
            diags.push(
                Diagnostic::new(
                    Code::BadSpelling,
                    spelling.span,
                    format!("`as: {word}` does not fit the type"),
                )
                .help(match spelling.value {
                    Spelling::String => "`as: string` is for `i32`, `i64`, `u32`, `u64` and `bool`",
                    Spelling::Int => "`as: int` is for `bool`",
                    Spelling::Base64 | Spelling::Base64Url | Spelling::Hex => {
                        "`base64`, `base64url` and `hex` are for `bytes`"
                    }
                    Spelling::Rfc3339 | Spelling::Unix | Spelling::UnixMs => {
                        "`rfc3339`, `unix` and `unix_ms` are for `datetime`"
                    }
                    Spelling::Json => "a file is not JSON",
                    Spelling::Number => "`as: number` is for `decimal`",
                    Spelling::Compact | Spelling::Slashed => {
                        "`compact` and `slashed` are for `date` and `datetime`"
                    }
                }),
            );
            (ty, None)
        }
    }
}

enum Spelled {
    /// Another type.
    Type(Type),
    /// The same type, written differently.
    Same,
}

fn spell(ty: &Type, spelling: Spelling) -> Option<Spelled> {
    if spelling == Spelling::Json {
        return (*ty != Type::Scalar(Scalar::File)).then_some(Spelled::Same);
    }
    let scalar = match ty {
        Type::Scalar(scalar) => *scalar,
        Type::List(inner) => return inside(inner, spelling, Type::List),
        Type::Map(inner) => return inside(inner, spelling, Type::Map),
        Type::Nullable(inner) => return inside(inner, spelling, Type::Nullable),
        Type::Limited(inner, limits) => {
            return inside(inner, spelling, |inner| Type::Limited(inner, limits.clone()));
        }
        Type::Named(_) | Type::Applied(..) | Type::Parameter(_) => return None,
        // Nobody knows what its values are.
        Type::Error => return Some(Spelled::Same),
    };
    let other = match (scalar, spelling) {
        (Scalar::Bool, Spelling::String | Spelling::Int) => return Some(Spelled::Same),
        (_, Spelling::String) if scalar.is_integer() => return Some(Spelled::Same),
        (Scalar::Decimal, Spelling::Number) => return Some(Spelled::Same),
        (Scalar::Date | Scalar::DateTime, Spelling::Compact | Spelling::Slashed) => {
            return Some(Spelled::Same);
        }
        (Scalar::Base64, Spelling::Base64) => Scalar::Base64,
        (Scalar::Base64, Spelling::Base64Url) => Scalar::Base64Url,
        (Scalar::Base64, Spelling::Hex) => Scalar::Hex,
        (Scalar::DateTime, Spelling::Rfc3339) => Scalar::DateTime,
        (Scalar::DateTime, Spelling::Unix) => Scalar::UnixSeconds,
        (Scalar::DateTime, Spelling::UnixMs) => Scalar::UnixMillis,
        _ => return None,
    };
    Some(Spelled::Type(Type::Scalar(other)))
}

fn inside(inner: &Type, spelling: Spelling, wrap: impl FnOnce(Box<Type>) -> Type) -> Option<Spelled> {
    Some(match spell(inner, spelling)? {
        Spelled::Type(ty) => Spelled::Type(wrap(Box::new(ty))),
        Spelled::Same => Spelled::Same,
    })
}

/// Each wire name, aliases included, belongs to one field.
fn unique_fields(def: &ast::TypeDef, fields: &[ast::Field], diags: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for field in fields {
        for name in std::iter::once(&field.wire).chain(&field.aliases) {
            let Some(first) = seen.insert(name.as_str(), name.span) else { continue };
            diags.push(
                Diagnostic::new(
                    Code::DuplicateField,
                    name.span,
                    format!("`{}` has two fields that read the key `{}`", def.name.value, name.value),
                )
                .and(first, "first one here")
                .help("remove one of the two, or change its `wire:` or `alias:`"),
            );
        }
    }
}
