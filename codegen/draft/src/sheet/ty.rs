//! Types that are made up: they have no place.

use stubwright_spec::ast::{Range, TypeExpr, TypeExprKind};
use stubwright_spec::source::Span;

fn of(kind: TypeExprKind) -> TypeExpr {
    TypeExpr { span: Span::NONE.into(), kind }
}

/// `string`, `Item`.
pub(crate) fn name(name: impl Into<String>) -> TypeExpr {
    of(TypeExprKind::Name(name.into()))
}

/// `[T]`.
pub(crate) fn list(item: TypeExpr) -> TypeExpr {
    of(TypeExprKind::List(Box::new(item)))
}

/// `{T}`.
pub(crate) fn map(item: TypeExpr) -> TypeExpr {
    of(TypeExprKind::Map(Box::new(item)))
}

/// `Page<T>`.
pub(crate) fn applied(name: impl Into<String>, item: TypeExpr) -> TypeExpr {
    of(TypeExprKind::Applied(crate::sheet::unplaced(name.into()), Box::new(item)))
}

/// `T | null`.
pub(crate) fn nullable(inner: TypeExpr) -> TypeExpr {
    of(TypeExprKind::Nullable(Box::new(inner)))
}

/// `T(1..=9)`, `T(..=9)`, `T(1..)`, or without a limit the type itself.
pub(crate) fn limited<N: ToString>(inner: TypeExpr, least: Option<N>, most: Option<N>) -> TypeExpr {
    if least.is_none() && most.is_none() {
        return inner;
    }
    let text = |limit: Option<N>| limit.map(|limit| limit.to_string());
    let range = Range { span: Span::NONE.into(), least: text(least), most: text(most) };
    of(TypeExprKind::Limited(Box::new(inner), range))
}

/// The name of a type that is nothing but one.
pub(crate) fn as_name(ty: &TypeExpr) -> Option<&str> {
    match &ty.kind {
        TypeExprKind::Name(name) => Some(name),
        _ => None,
    }
}

pub(crate) fn is(ty: &TypeExpr, scalar: &str) -> bool {
    as_name(ty) == Some(scalar)
}

/// The item of `[T]`.
pub(crate) fn item(ty: &TypeExpr) -> Option<&TypeExpr> {
    match &ty.kind {
        TypeExprKind::List(item) => Some(item),
        _ => None,
    }
}

pub(crate) fn is_nullable(ty: &TypeExpr) -> bool {
    matches!(ty.kind, TypeExprKind::Nullable(_))
}

/// A type without its range and without null.
pub(crate) fn bare(ty: &TypeExpr) -> &TypeExpr {
    match &ty.kind {
        TypeExprKind::Nullable(inner) | TypeExprKind::Limited(inner, _) => bare(inner),
        _ => ty,
    }
}

/// Gives the names in a type other ones, where there are.
pub(crate) fn rename(ty: &mut TypeExpr, new: &mut impl FnMut(&str) -> Option<String>) {
    match &mut ty.kind {
        TypeExprKind::Name(name) => *name = new(name).unwrap_or_else(|| std::mem::take(name)),
        TypeExprKind::List(inner)
        | TypeExprKind::Map(inner)
        | TypeExprKind::Nullable(inner)
        | TypeExprKind::Limited(inner, _) => rename(inner, new),
        TypeExprKind::Applied(name, inner) => {
            name.value = new(&name.value).unwrap_or_else(|| std::mem::take(&mut name.value));
            rename(inner, new);
        }
        TypeExprKind::Broken => {}
    }
}
