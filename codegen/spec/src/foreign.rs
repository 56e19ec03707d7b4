//! How other languages and formats name the types of this one.

/// The built-in type that others call `name`.
pub(crate) fn scalar(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().replace('-', "_").as_str() {
        "str" | "text" | "varchar" | "uuid" => "string",
        "int32" | "short" => "i32",
        "int" | "integer" | "long" | "int64" | "bigint" => "i64",
        "float" | "double" | "number" | "f32" => "f64",
        "boolean" => "bool",
        "object" | "json" | "value" => "any",
        "bigdecimal" | "big_decimal" | "money" | "numeric" => "decimal",
        "timestamp" | "date_time" | "instant" => "datetime",
        "uri" | "link" => "url",
        "binary" | "base64" | "blob" => "bytes",
        _ => return None,
    })
}

/// A type that has a name elsewhere, and a notation in the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Generic {
    /// `[T]`.
    List,
    /// `{T}`.
    Map,
    /// `?` after the name of a field.
    Optional,
}

impl Generic {
    /// The one that others call `name`.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "vec" | "list" | "array" | "set" | "slice" | "sequence" => Self::List,
            "map" | "dict" | "hashmap" | "btreemap" | "dictionary" | "record" => Self::Map,
            "option" | "optional" | "maybe" => Self::Optional,
            _ => return None,
        })
    }

    /// How the format writes it.
    pub(crate) fn advice(self) -> &'static str {
        match self {
            Self::List => "a list is `[T]`, such as `[string]`",
            Self::Map => "a map is `{T}`, such as `{string}`; its keys are always text",
            Self::Optional => "to make a field optional, write `?` after its name",
        }
    }
}

/// The notation for a map of these values.
pub(crate) fn map_of(value: &str) -> String {
    format!("a map is `{{{value}}}`; its keys are always text")
}
