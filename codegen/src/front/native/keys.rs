//! The keys of the native format, in one table per section: the reader, the did-you-mean and the reference share it.

/// Whether a key can be used yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    /// Yes.
    Now,
    /// It has its place in the format, and the reader says so.
    Later,
}

/// A key of a section.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it can be used.
    pub ready: Ready,
    /// One line for the reference and for editors.
    pub doc: &'static str,
}

/// The keys of one kind of map.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// What the map is, with its article: `an error row`.
    pub what: &'static str,
    /// Its keys in canonical order.
    pub keys: &'static [Key],
}

macro_rules! section {
    ($(#[$meta:meta])* $name:ident, $what:literal, { $($key:literal $ready:ident $doc:literal),+ $(,)? }) => {
        $(#[$meta])*
        pub const $name: Section = Section {
            what: $what,
            keys: &[$(Key { name: $key, ready: Ready::$ready, doc: $doc }),+],
        };
    };
}

section! {
    /// The top of a spec.
    API, "a spec", {
        "stubwright" Now "version of the format: 1",
        "api" Now "short name of the API",
        "title" Now "the API's name for people",
        "version" Now "the vendor's version of the API",
        "doc" Now "a paragraph about the API",
        "servers" Now "base URLs by name",
        "timezone" Now "offset in which dates without a time are read, such as \"+08:00\"",
        "envelope" Now "how a response says whether the call succeeded",
        "errors" Now "the error table: code to row",
        "endpoints" Now "the operations by name",
        "types" Now "structs, enums and aliases by name",
        "envelopes" Now "further envelopes by name",
        "common" Now "parameters and headers sent with every call",
        "auth" Now "how calls are authenticated",
        "include" Now "further files of the same API",
    }
}

section! {
    /// A file that another one includes.
    INCLUDED, "an included file", {
        "envelopes" Now "further envelopes by name",
        "errors" Now "more of the error table",
        "endpoints" Now "more operations",
        "types" Now "more types",
    }
}

section! {
    /// A server in its long form.
    SERVER, "a server", {
        "url" Now "base URL with its scheme",
        "doc" Now "what the server is for",
        "variables" Now "parts of the URL that are chosen: name to default",
    }
}

section! {
    /// A part of a base URL in its long form.
    VARIABLE, "a variable", {
        "default" Now "what it is when nothing is chosen",
        "enum" Now "the values it can have",
        "doc" Now "what it means",
    }
}

section! {
    /// The response envelope.
    ENVELOPE, "an envelope", {
        "root" Now "sub-object that holds everything else",
        "success" Now "path to value; all must hold",
        "code" Now "path, or list of paths, of the business code",
        "sub_code" Now "a second code",
        "message" Now "the server's words",
        "data" Now "the payload; `.` is the whole root",
        "trace" Now "id to quote to the vendor",
        "details" Now "list of sub-errors",
        "retry_after" Now "seconds to wait",
    }
}

section! {
    /// A row of the error table.
    ERROR, "an error row", {
        "name" Now "name of the variant, in UpperCamelCase",
        "message" Now "the vendor's words, or a map of language to text",
        "solution" Now "what the vendor advises, or a map of language to text",
        "retry" Now "never, safe, idempotent, throttle, refresh_auth or check_first",
        "category" Now "argument, auth, permission, precondition, not_found, conflict, quota, throttle, unavailable, internal or unknown",
        "http" Now "HTTP status that comes with the code",
        "docs" Now "link to the vendor's page",
        "deprecated" Now "true when the vendor no longer uses it",
        "check" Later "rule that finds the mistake before sending",
        "match" Later "tells rows of the same code apart",
    }
}

section! {
    /// An endpoint.
    ENDPOINT, "an endpoint", {
        "get" Now "GET and its path",
        "post" Now "POST and its path",
        "put" Now "PUT and its path",
        "patch" Now "PATCH and its path",
        "delete" Now "DELETE and its path",
        "head" Now "HEAD and its path",
        "doc" Now "what the operation does",
        "params" Now "parameters in path, query and headers",
        "request" Now "type of the JSON body, or a body of another kind",
        "response" Now "type of the payload; `T?` when it may be missing",
        "idempotent" Now "whether sending it twice is harmless; the method decides when not said",
        "errors" Now "the codes it can answer; the whole table when not said",
        "deprecated" Now "true when it should no longer be called",
        "envelope" Now "name of another envelope, or none",
        "auth" Now "none, when it needs no credentials",
        "tag" Now "file of the operation",
        "example" Now "sample request and response",
    }
}

section! {
    /// A parameter in its long form.
    PARAM, "a parameter", {
        "type" Now "its type",
        "in" Now "query, path or header; the path decides when not said",
        "style" Now "how a list is written in the query: repeat, comma or brackets",
        "doc" Now "what it means",
        "wire" Now "name on the wire, when it is not the key",
        "name" Now "name in Rust, when the derived one does not fit",
        "deprecated" Now "true when it should no longer be used",
        "default" Now "value when it is not set",
        "secret" Now "true when it is never to be shown",
        "example" Now "a sample value",
        "as" Now "how it is written, as in a field",
    }
}

section! {
    /// A body that is not plain JSON.
    BODY, "a body", {
        "json" Now "type of a JSON body",
        "form" Now "struct whose fields are a form",
        "multipart" Now "struct whose fields are a form with files",
        "bytes" Now "content type of a body of bytes",
        "text" Now "content type of a body of text",
    }
}

section! {
    /// A payload that is not JSON.
    RAW, "a raw response", {
        "bytes" Now "content type of a body of bytes",
        "text" Now "content type of a body of text",
    }
}

section! {
    /// A common parameter in its long form.
    COMMON, "a common parameter", {
        "in" Now "query or header",
        "type" Now "its type, string when not said",
        "value" Now "the value that is always sent",
        "fill" Now "a value made anew for each call: unix, unix_ms, rfc3339, local or nonce",
        "wire" Now "name on the wire, when it is not the key",
        "name" Now "name of the setting, when the derived one does not fit",
        "doc" Now "what it means",
        "secret" Now "true when it is never to be shown; settings never are",
    }
}

section! {
    /// A way of authentication in its long form.
    AUTH, "a way of authentication", {
        "kind" Now "bearer, basic or sign",
        "header" Now "header that carries the value",
        "query" Now "parameter of the query that carries the value",
        "name" Now "name of the setting",
        "doc" Now "what it means",
    }
}

section! {
    /// The samples of an endpoint.
    EXAMPLE, "the example of an endpoint", {
        "request" Now "a sample body of the request",
        "response" Now "a sample payload of the response, without the envelope",
    }
}

section! {
    /// A type in its long form. One of the first four says what it is.
    TYPE, "a type", {
        "struct" Now "fields by wire name",
        "enum" Now "list of values, or map of name to value",
        "alias" Now "another type",
        "union" Now "list of types, or map of tag value or name to type",
        "tag" Now "key whose value says which type of a union it is",
        "content" Now "key beside the tag that holds the value",
        "as" Now "how an enum is written: string or int",
        "doc" Now "what the type is",
        "deprecated" Now "true when it should no longer be used",
    }
}

section! {
    /// A field in its long form.
    FIELD, "a field", {
        "type" Now "its type",
        "doc" Now "what it means",
        "wire" Now "name on the wire, when it is not the key",
        "alias" Now "further names that are accepted when reading",
        "name" Now "name in Rust, when the derived one does not fit",
        "deprecated" Now "true when it should no longer be used",
        "default" Now "value when it is absent",
        "secret" Now "true when it is never to be shown",
        "example" Now "a sample value",
        "as" Now "how it is written: string, int, base64, base64url, hex, rfc3339, unix or unix_ms",
    }
}

section! {
    /// A type of a union in its long form.
    VARIANT, "a variant", {
        "type" Now "its type",
        "name" Now "name of the variant, in UpperCamelCase",
        "doc" Now "what it means",
        "deprecated" Now "true when it should no longer be used",
    }
}

section! {
    /// An enum value in its long form.
    VALUE, "an enum value", {
        "value" Now "the value on the wire",
        "doc" Now "what it means",
        "deprecated" Now "true when it should no longer be used",
    }
}

/// Every section, for the reference and the editors' schema.
pub const SECTIONS: &[Section] = &[
    API, INCLUDED, SERVER, VARIABLE, ENVELOPE, ERROR, ENDPOINT, EXAMPLE, PARAM, BODY, RAW, COMMON, AUTH,
    TYPE, FIELD, VARIANT, VALUE,
];
