//! Rules about types: circles, ranges, types that nothing uses.

use super::{roles, unions};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::analysis::Analysis;
use crate::model::{Api, Range, Scalar, Type, TypeId, TypeKind};

/// Runs the rules that are about types alone.
pub(super) fn check(api: &Api, analysis: &Analysis, diags: &mut Diagnostics) {
    nameless(api, analysis, diags);
    circular(api, analysis, diags);
    infinite(api, analysis, diags);
    for def in &api.types {
        match &def.kind {
            TypeKind::Struct(fields) => {
                roles::check(api, def, fields, diags);
                for field in fields {
                    ranges(api, &field.ty, diags);
                }
            }
            TypeKind::Alias(ty) => ranges(api, ty, diags),
            TypeKind::Union(union) => unions::check(api, analysis, def, union, diags),
            TypeKind::Enum(_) => {}
        }
    }
}

fn nameless(api: &Api, analysis: &Analysis, diags: &mut Diagnostics) {
    for way in analysis.nameless() {
        let Some(def) = way.first().map(|id| &api.types[*id]) else { continue };
        diags.push(
            Diagnostic::new(
                Code::AliasCycle,
                def.name.span,
                format!("the alias `{}` refers to itself: {}", def.name.value, shown_way(api, way)),
            )
            .help("one of them must be a struct, an enum or a built-in type"),
        );
    }
}

fn circular(api: &Api, analysis: &Analysis, diags: &mut Diagnostics) {
    for way in analysis.circular() {
        let mut defs = way.iter().map(|id| &api.types[*id]);
        // Aliases alone are another mistake.
        let Some(def) = defs.find(|def| matches!(def.kind, TypeKind::Union(_))) else { continue };
        diags.push(
            Diagnostic::new(
                Code::AliasCycle,
                def.name.span,
                format!("the union `{}` is one of its own types: {}", def.name.value, shown_way(api, way)),
            )
            .help("remove it from the list; a value is always one of the other types"),
        );
    }
}

/// Longer ways are shown with their middle left out.
const LONGEST_WAY: usize = 8;

fn shown_way(api: &Api, way: &[TypeId]) -> String {
    let mut names: Vec<&str> = way.iter().map(|id| api.types[*id].name.as_str()).collect();
    if names.len() > LONGEST_WAY {
        names.splice(LONGEST_WAY - 2..names.len() - 1, ["…"]);
    }
    names.join(" → ")
}

fn infinite(api: &Api, analysis: &Analysis, diags: &mut Diagnostics) {
    for way in analysis.endless() {
        let mut defs = way.iter().map(|id| &api.types[*id]);
        // Aliases alone are another mistake.
        let Some(def) = defs.find(|def| matches!(def.kind, TypeKind::Struct(_))) else { continue };
        diags.push(
            Diagnostic::new(
                Code::InfiniteType,
                def.name.span,
                format!("no value of `{}` can be built, because each one requires another", def.name.value),
            )
            .note(format!("the cycle is {}", shown_way(api, way)))
            .help("make one of the fields in the cycle optional (`?`), or a list"),
        );
    }
}

/// A type that no endpoint and no other type uses: the types in it are unused for the same reason.
pub(super) fn unused(api: &Api, analysis: &Analysis, diags: &mut Diagnostics) {
    // A spec without endpoints is a library of types.
    if api.endpoints.is_empty() {
        return;
    }
    for id in analysis.unused(api) {
        let name = &api.types[id].name;
        diags.push(
            Diagnostic::new(
                Code::UnusedType,
                name.span,
                format!("no endpoint sends or receives `{}`", name.value),
            )
            .help("use it or remove it; it is generated nevertheless"),
        );
    }
}

/// Every range in a type limits something, and leaves something.
pub(super) fn ranges(api: &Api, ty: &Type, diags: &mut Diagnostics) {
    match ty {
        Type::Scalar(_) | Type::Named(_) | Type::Parameter(_) | Type::Error => {}
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Applied(_, inner) => {
            ranges(api, inner, diags);
        }
        Type::Limited(inner, limits) => {
            range(api, inner, limits, diags);
            ranges(api, inner, diags);
        }
    }
}

fn range(api: &Api, inner: &Type, limits: &Range, diags: &mut Diagnostics) {
    let span = limits.span;
    let inner = api.behind_aliases(inner);
    if *inner == Type::Error {
        return;
    }
    let Some(kind) = End::of(inner) else {
        diags.push(
            Diagnostic::new(
                Code::BadRange,
                span,
                "only a `string`, a number, a list or a map can have a range",
            )
            .help("remove the range"),
        );
        return;
    };
    let ends = [&limits.least, &limits.most].map(|end| end.as_deref().map(|end| (end, kind.read(end))));
    for (end, value) in ends.into_iter().flatten() {
        if value.is_none() {
            diags.push(
                Diagnostic::new(Code::BadRange, span, format!("`{end}` is not a valid bound of this range"))
                    .help(kind.advice()),
            );
            return;
        }
    }
    if let [Some((least, Some(from))), Some((most, Some(to)))] = ends
        && from > to
    {
        diags.push(
            Diagnostic::new(Code::BadRange, span, format!("the range from {least} to {most} is empty"))
                .help(format!("write the smaller number first: `({most}..={least})`")),
        );
    }
}

/// The possible bounds of a range.
#[derive(Clone, Copy)]
enum End {
    /// A number of characters or elements.
    Count,
    /// A value of a whole number, from the least to the greatest that its type has.
    Integer(i128, i128),
    /// Any decimal number.
    Number,
}

impl End {
    fn of(ty: &Type) -> Option<Self> {
        Some(match ty {
            Type::List(_) | Type::Map(_) | Type::Scalar(Scalar::String) => Self::Count,
            Type::Scalar(Scalar::I32) => Self::Integer(i32::MIN.into(), i32::MAX.into()),
            Type::Scalar(Scalar::I64) => Self::Integer(i64::MIN.into(), i64::MAX.into()),
            Type::Scalar(Scalar::U32) => Self::Integer(0, u32::MAX.into()),
            Type::Scalar(Scalar::U64) => Self::Integer(0, u64::MAX.into()),
            Type::Scalar(Scalar::F64 | Scalar::Decimal) => Self::Number,
            _ => return None,
        })
    }

    /// The value, for comparison; `None` if the text is not a valid bound.
    fn read(self, text: &str) -> Option<f64> {
        let whole = |least: i128, most: i128| {
            text.parse::<i128>().ok().filter(|value| (least..=most).contains(value)).map(|value| value as f64)
        };
        match self {
            Self::Count => whole(0, u32::MAX.into()),
            Self::Integer(least, most) => whole(least, most),
            Self::Number => text.parse().ok(),
        }
    }

    fn advice(self) -> String {
        match self {
            Self::Count => String::from("write a whole number of characters or elements, such as `(1..=64)`"),
            Self::Integer(least, most) => format!("write whole numbers from {least} to {most}"),
            Self::Number => String::from("write numbers such as `(0.01..=100)`"),
        }
    }
}
