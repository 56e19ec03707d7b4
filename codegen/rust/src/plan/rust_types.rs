//! Model type → Rust type.

use super::Cx;
use super::names::{Name, ident};
use super::syntax::RustType;
use stubwright_spec::model::{Scalar, Type};

/// The Rust type of a type of the API.
pub(super) fn rust_type(cx: &Cx<'_>, ty: &Type) -> RustType {
    let inner = |inner: &Type| Box::new(rust_type(cx, inner));
    match ty {
        Type::Scalar(scalar) => of_scalar(*scalar),
        Type::Error => RustType::Runtime("Json"),
        Type::List(item) => RustType::Vec(inner(item)),
        Type::Map(item) => RustType::Map(inner(item)),
        Type::Named(id) => RustType::Api(cx.names.types[*id].clone(), None),
        Type::Applied(id, argument) => RustType::Api(cx.names.types[*id].clone(), Some(inner(argument))),
        Type::Parameter(name) => RustType::Parameter(parameter(cx, name)),
        Type::Nullable(item) => RustType::Option(inner(item)),
        Type::Limited(item, _) => rust_type(cx, item),
    }
}

fn of_scalar(scalar: Scalar) -> RustType {
    match scalar {
        Scalar::String => RustType::String,
        Scalar::Bool => RustType::Primitive("bool"),
        Scalar::I32 => RustType::Primitive("i32"),
        Scalar::I64 => RustType::Primitive("i64"),
        Scalar::U32 => RustType::Primitive("u32"),
        Scalar::U64 => RustType::Primitive("u64"),
        Scalar::F64 => RustType::Primitive("f64"),
        Scalar::Decimal => RustType::Runtime("Decimal"),
        Scalar::Date => RustType::Runtime("Date"),
        Scalar::DateTime => RustType::Runtime("DateTime"),
        Scalar::UnixSeconds => RustType::Runtime("UnixSeconds"),
        Scalar::UnixMillis => RustType::Runtime("UnixMillis"),
        Scalar::Url => RustType::Runtime("Url"),
        Scalar::Base64 => RustType::Runtime("Base64"),
        Scalar::Base64Url => RustType::Runtime("Base64Url"),
        Scalar::Hex => RustType::Runtime("Hex"),
        Scalar::File => RustType::Runtime("File"),
        Scalar::Any => RustType::Runtime("Json"),
    }
}

/// The parameter of a generic type: as written, unless a type of the spec has that name in Rust.
pub(super) fn parameter(cx: &Cx<'_>, name: &str) -> Name {
    let mut parameter = ident(name);
    while cx.names.types.iter().any(|taken| *taken == parameter) {
        parameter = ident(&format!("{parameter}_"));
    }
    parameter
}
