//! Values that are made up, as Rust expressions: the arguments that `new` requires and nothing else.

use std::collections::BTreeMap;

use crate::plan::names::{Name, ident};
use crate::plan::syntax::{Closure, Expr, Path, Pattern, RustType, Std};
use crate::plan::{StructItem, TypeItem};

/// How deep values are nested; a list that is deeper is empty.
const DEEPEST: usize = 8;

/// How deep values are that can be absent.
const SHALLOW: usize = 1;

/// Makes values of the types of a module.
pub(super) struct Values<'a>(BTreeMap<&'a str, &'a TypeItem>);

/// A value with a name for its texts, which they are made of.
#[derive(Clone, Copy)]
struct Place<'a> {
    hint: &'a str,
    /// The argument for the parameter of the generic type around it.
    parameter: Option<&'a RustType>,
    depth: usize,
}

impl<'a> Values<'a> {
    pub(super) fn of(types: &'a [TypeItem]) -> Self {
        let named = types.iter().map(|item| {
            let ident = match item {
                TypeItem::Struct(item) => &item.ident,
                TypeItem::Enum(item) => &item.ident,
                TypeItem::Alias(item) => &item.ident,
                TypeItem::Union(item) => &item.ident,
                TypeItem::Outcome(item) => &item.ident,
                TypeItem::Headers(item) => &item.ident,
                TypeItem::Choice(item) => &item.ident,
            };
            (ident.as_str(), item)
        });
        Self(named.collect())
    }

    /// A value of a type; its texts are `hint` where they have no name of their own.
    pub(super) fn owned(&self, ty: &RustType, hint: &str) -> Option<Expr> {
        self.value(ty, Place { hint, parameter: None, depth: 0 })
    }

    /// A value for an argument of a type, as callers write it.
    pub(super) fn argument(&self, ty: &RustType, hint: &str) -> Option<Expr> {
        self.passed(ty, Place { hint, parameter: None, depth: 0 })
    }

    /// An argument: literals and arrays where the type takes what becomes it.
    fn passed(&self, ty: &RustType, at: Place<'_>) -> Option<Expr> {
        let RustType::Into(inner) = ty else { return self.value(ty, at) };
        let (inner, at) = self.resolved(inner, at)?;
        match inner {
            RustType::String => Some(Expr::text(text(at.hint))),
            RustType::Vec(item) => Some(self.items(item, at)),
            RustType::Map(item) => Some(self.entries(item, at)),
            RustType::Option(inner) => Some(self.present(inner, at).unwrap_or_else(none)),
            RustType::Boxed(inner) => self.value(inner, at),
            other => self.value(other, at),
        }
    }

    /// A type with aliases and parameters resolved.
    fn resolved<'t>(&'t self, mut ty: &'t RustType, mut at: Place<'t>) -> Option<(&'t RustType, Place<'t>)> {
        for _ in 0..DEEPEST {
            match ty {
                RustType::Parameter(_) => {
                    ty = at.parameter?;
                    at.parameter = None;
                }
                RustType::Api(name, argument) => match self.0.get(name.as_str())? {
                    TypeItem::Alias(alias) => {
                        at.parameter = argument.as_deref().or(at.parameter);
                        ty = &alias.ty;
                    }
                    _ => return Some((ty, at)),
                },
                _ => return Some((ty, at)),
            }
        }
        None
    }

    fn value(&self, ty: &RustType, at: Place<'_>) -> Option<Expr> {
        if at.depth > DEEPEST {
            return None;
        }
        let (ty, at) = self.resolved(ty, at)?;
        Some(match ty {
            RustType::Primitive("bool") => Expr::Flag(true),
            RustType::Primitive("f64") => Expr::Float(1.0),
            RustType::Primitive("()") => Expr::Tuple(Vec::new()),
            RustType::Primitive(_) => Expr::integer(1),
            RustType::String => of_std(Std::String, "from", Expr::text(text(at.hint))),
            RustType::Vec(item) => of_std(Std::Vec, "from", self.items(item, at)),
            RustType::Map(item) => Expr::call("::std::collections::BTreeMap::from", [self.entries(item, at)]),
            RustType::Option(inner) => self.present(inner, at).map_or_else(none, Expr::some),
            RustType::Boxed(inner) => of_std(Std::Box, "new", self.value(inner, at)?),
            RustType::Runtime(name) => of_runtime(name, text(at.hint))?,
            RustType::Api(name, argument) => match self.0.get(name.as_str())? {
                TypeItem::Struct(item) => self.strukt(item, argument.as_deref(), at)?,
                TypeItem::Enum(item) => {
                    Expr::Path(Path::OfApi(item.ident.clone(), item.variants.first()?.ident.clone()))
                }
                TypeItem::Union(item) => {
                    let variants = item.variants.iter().map(|variant| (&variant.ident, &variant.ty));
                    self.one_of(&item.ident, variants, at)?
                }
                TypeItem::Choice(item) => {
                    let variants = item.variants.iter().map(|variant| (&variant.ident, &variant.ty));
                    self.one_of(&item.ident, variants, at)?
                }
                // Callers make none of these.
                TypeItem::Alias(_) | TypeItem::Outcome(_) | TypeItem::Headers(_) => return None,
            },
            RustType::Into(_)
            | RustType::Stream(..)
            | RustType::Patch(_)
            | RustType::Array(..)
            | RustType::Implementing(_)
            | RustType::Parameter(_) => return None,
        })
    }

    /// The first variant whose value can be made.
    fn one_of<'v>(
        &self,
        item: &Name,
        mut variants: impl Iterator<Item = (&'v Name, &'v RustType)>,
        at: Place<'_>,
    ) -> Option<Expr> {
        variants.find_map(|(variant, ty)| {
            let value = self.value(ty, Place { depth: at.depth + 1, ..at })?;
            Some(Expr::Path(Path::OfApi(item.clone(), variant.clone())).called([value]))
        })
    }

    /// A value that can be absent, and is below what is shown in full.
    fn present(&self, inner: &RustType, at: Place<'_>) -> Option<Expr> {
        if at.depth > SHALLOW { None } else { self.value(inner, at) }
    }

    fn strukt(&self, item: &StructItem, argument: Option<&RustType>, at: Place<'_>) -> Option<Expr> {
        // An argument can be the parameter of the type around it.
        let argument = match argument {
            Some(RustType::Parameter(_)) => at.parameter,
            other => other,
        };
        let arguments = item.new.as_ref()?.arguments.iter().map(|one| {
            let place = Place { hint: one.name.plain(), parameter: argument, depth: at.depth + 1 };
            self.passed(&one.ty, place)
        });
        let new = Expr::Path(Path::OfApiOurs(item.ident.clone(), "new"));
        Some(new.called(arguments.collect::<Option<Vec<_>>>()?))
    }

    /// `[item]`, or an empty list if no item can be made.
    fn items(&self, item: &RustType, at: Place<'_>) -> Expr {
        Expr::Array(self.value(item, Place { depth: at.depth + 1, ..at }).into_iter().collect())
    }

    fn entries(&self, item: &RustType, at: Place<'_>) -> Expr {
        let key = of_std(Std::String, "from", Expr::text("key"));
        let value = self.value(item, Place { depth: at.depth + 1, ..at });
        Expr::Array(value.map(|value| Expr::Tuple(vec![key, value])).into_iter().collect())
    }
}

fn none() -> Expr {
    Expr::Path(Path::Std(Std::None))
}

fn of_std(std: Std, function: &'static str, argument: Expr) -> Expr {
    Expr::Path(Path::OfStd(std, function)).called([argument])
}

/// A text that is valid everywhere, in a header too (RFC 9110, section 5.5).
fn text(hint: &str) -> &str {
    if hint.is_ascii() { hint } else { "text" }
}

fn of_runtime(name: &str, text: &str) -> Option<Expr> {
    let parsed = |text: &str, method| Expr::text(text).method(method, []).tried();
    let bytes = || Expr::text(text).method("as_bytes", []);
    Some(match name {
        "Decimal" => Expr::call("rt::Decimal::from", [Expr::integer(1)]),
        "Date" => parsed("2025-06-01", "parse::<rt::Date>"),
        "DateTime" => parsed("2025-06-01T12:00:00Z", "parse::<rt::DateTime>"),
        "Url" => parsed("https://example.com/", "parse::<rt::Url>"),
        "UnixSeconds" => Expr::call("rt::UnixSeconds::new", [Expr::integer(1_750_000_000)]),
        "UnixMillis" => Expr::call("rt::UnixMillis::new", [Expr::integer(1_750_000_000_000_i64)]),
        "Base64" => Expr::call("rt::Base64::from", [bytes()]),
        "Base64Url" => Expr::call("rt::Base64Url::from", [bytes()]),
        "Hex" => Expr::call("rt::Hex::from", [bytes()]),
        "File" => Expr::call("rt::File::new", [Expr::text("file.txt"), Expr::text(text)]),
        "Bytes" => Expr::call("rt::Bytes::from", [Expr::text(text)]),
        "Media" => Expr::call("rt::Media::new", [Expr::text("application/octet-stream"), Expr::text(text)]),
        "Upload" => Expr::call("rt::Upload::from_reader", [bytes()]),
        "Json" => Expr::call("rt::Json::from", [Expr::text(text)]),
        _ => return None,
    })
}

/// A signer that signs nothing.
pub(super) fn signer() -> Expr {
    Expr::Closure(Box::new(Closure {
        moves: false,
        arguments: vec![Pattern::Name(ident("_request"))],
        ty: Some(RustType::Primitive("&mut rt::http::Request<rt::Bytes>")),
        body: Expr::call("Ok", [Expr::Tuple(Vec::new())]),
    }))
}
