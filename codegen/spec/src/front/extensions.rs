//! The extensions of OpenAPI in which a document says what only the native format can say.

/// At the top: a spec without endpoints and types. Its names are written, and not derived.
pub(crate) const API: &str = "x-stubwright-api";

/// In an operation: a map of its name to its endpoint.
pub(crate) const ENDPOINT: &str = "x-stubwright-endpoint";

/// In a schema of `components`: a map of its name to its declaration, or a type in the notation of the format.
pub(crate) const TYPE: &str = "x-stubwright-type";

/// In a part of `components`: it follows from the rest of the document, so it is not read.
pub(crate) const GENERATED: &str = "x-stubwright-generated";

/// At the top: the names of the endpoints in their order, where paths are in another one.
pub(crate) const ORDER: &str = "x-stubwright-order";

/// At the top: by pointer, the hashes of the parts that an extension replaces, as they were exported.
pub(crate) const HASHES: &str = "x-stubwright-hashes";

/// Whether a key of `components` can have a character (OpenAPI 3.1, Components Object).
pub(crate) fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// A text as a key of `components`; texts that differ only in characters that have to be replaced get different keys.
pub(crate) fn component_key(text: &str) -> String {
    text.chars().map(|c| if is_allowed(c) { c.to_string() } else { format!("_{:x}", u32::from(c)) }).collect()
}
