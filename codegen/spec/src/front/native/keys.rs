//! The keys of the native format, in one table per section: the reader, the did-you-mean and the reference share it.

use self::Rule::{Any, Free, Need, One};
use super::shapes::{self, Shape};

/// Whether a key can be used yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    /// Yes.
    Now,
    /// It has its place in the format, and the reader says so.
    Later,
}

/// Which keys a section cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// It can be empty.
    Free,
    /// All of these.
    Need(&'static [&'static str]),
    /// Exactly one of these, which says what the map is.
    One(&'static [&'static str]),
    /// At least one of these.
    Any(&'static [&'static str]),
}

/// A key of a section.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it can be used.
    pub ready: Ready,
    /// What stands behind it.
    pub shape: Shape,
    /// One line for the reference and for editors.
    pub doc: &'static str,
}

/// The keys of one kind of map.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its name in this table.
    pub name: &'static str,
    /// What the map is, with its article: `an error row`.
    pub what: &'static str,
    /// Which keys cannot be left out.
    pub rule: Rule,
    /// Its keys in canonical order.
    pub keys: &'static [Key],
}

macro_rules! section {
    ($(#[$meta:meta])* $name:ident, $what:literal, $rule:expr, {
        $($key:literal $ready:ident $shape:ident $doc:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        pub const $name: Section = Section {
            name: stringify!($name),
            what: $what,
            rule: $rule,
            keys: &[$(Key { name: $key, ready: Ready::$ready, shape: shapes::$shape, doc: $doc }),+],
        };
    };
}

section! {
    /// The top of a spec.
    API, "a spec", Need(&["stubwright", "api"]), {
        "stubwright" Now VERSION "version of the format: 1",
        "api" Now TEXT "short name of the API",
        "title" Now PROSE "the API's name for people",
        "version" Now TEXT "the vendor's version of the API",
        "doc" Now PROSE "a paragraph about the API",
        "timezone" Now OFFSET "offset in which dates without a time are read, such as \"+08:00\"",
        "servers" Now SERVERS "base URLs by name",
        "include" Now DATAS "further files of the same API",
        "envelope" Now ENVELOPE "how a response says whether the call succeeded",
        "envelopes" Now ENVELOPES "further envelopes by name",
        "common" Now COMMONS "parameters and headers sent with every call",
        "auth" Now WAYS "how calls are authenticated",
        "errors" Now ERRORS "the error table: code to row",
        "tables" Now TABLES "further error tables by name, for the endpoints that say so",
        "endpoints" Now ENDPOINTS "the operations by name",
        "types" Now TYPES "structs, enums and aliases by name",
    }
}

section! {
    /// A file that another one includes.
    INCLUDED, "an included file", Free, {
        "envelopes" Now ENVELOPES "further envelopes by name",
        "errors" Now ERRORS "more of the error table",
        "tables" Now TABLES "further error tables by name",
        "endpoints" Now ENDPOINTS "more operations",
        "types" Now TYPES "more types",
    }
}

section! {
    /// A server in its long form.
    SERVER, "a server", Need(&["url"]), {
        "url" Now TEXT "base URL with its scheme",
        "doc" Now PROSE "what the server is for",
        "variables" Now VARIABLES "parts of the URL that are chosen: name to default",
    }
}

section! {
    /// A part of a base URL in its long form.
    VARIABLE, "a variable", Need(&["default"]), {
        "default" Now DATA "what it is when nothing is chosen",
        "enum" Now DATAS "the values it can have",
        "doc" Now PROSE "what it means",
    }
}

section! {
    /// The response envelope.
    ENVELOPE, "an envelope", Need(&["success"]), {
        "root" Now TEXT "sub-object that holds everything else",
        "success" Now SUCCESS "path to value; all must hold",
        "code" Now TEXTS "path, or list of paths, of the business code",
        "sub_code" Now TEXTS "a second code",
        "message" Now TEXTS "the server's words",
        "data" Now TEXTS "the payload; `.` is the whole root",
        "trace" Now TEXTS "id to quote to the vendor",
        "details" Now TEXT "list of sub-errors",
        "retry_after" Now TEXTS "seconds to wait",
    }
}

section! {
    /// A table as it stands on the vendor's page.
    PASTED, "a pasted error table", Need(&["table"]), {
        "table" Now PROSE "the vendor's table in Markdown, as it stands on the page",
        "columns" Now COLUMNS "what the columns are, in their order: code, message, message en, solution, http, docs, name or skip",
        "empty" Now EMPTY "what an empty cell of a code means: join, same or none",
        "rows" Now ROWS "what the table does not say: code to row",
    }
}

section! {
    /// A row of the error table.
    ERROR, "an error row", Free, {
        "name" Now TEXT "name of the variant, in UpperCamelCase",
        "message" Now LANGUAGES "the vendor's words, or a map of language to text",
        "solution" Now LANGUAGES "what the vendor advises, or a map of language to text",
        "retry" Now RETRY "never, safe, idempotent, throttle, refresh_auth or check_first",
        "category" Now CATEGORY "argument, auth, permission, precondition, not_found, conflict, quota, throttle, unavailable, internal or unknown",
        "http" Now STATUS "HTTP status that comes with the code",
        "docs" Now TEXT "link to the vendor's page",
        "deprecated" Now FLAG "true when the vendor no longer uses it",
        "check" Now CHECKS "rules that find the mistake before sending",
        "match" Now MATCHING "the server's words, with `*` for any text, that tell rows of one code apart",
        "allow" Now TEXTS "findings about this row that are meant so, such as SW0417",
    }
}

section! {
    /// What tells rows of one code apart, in its long form.
    MATCH, "a match", Free, {
        "message" Now PROSE "the server's words, with `*` for any text",
        "sub_code" Now DATA "the second code",
    }
}

section! {
    /// The errors of an endpoint, in their long form.
    ANSWERS, "the errors of an endpoint", Free, {
        "tables" Now LIST "the tables it answers by, beside the common one",
        "only" Now LIST "the codes it can answer; all of its tables when not said",
    }
}

/// The keys of a check that say what a request must keep.
pub const RULES: &[&str] = &[
    "present",
    "one_of",
    "extension",
    "format",
    "range",
    "length",
    "items",
    "contains",
    "unique",
    "uniform",
    "time",
    "compare",
    "span",
    "choose",
    "together",
    "requires",
    "custom",
];

section! {
    /// The rules of an error row, and what holds for all of them.
    CHECK, "a check", Any(RULES), {
        "present" Now TEXTS "path of what must be there and not empty",
        "one_of" Now PATHS_TEXTS "path to the values that are possible",
        "extension" Now PATHS_TEXTS "path of a file name to the endings that are possible",
        "format" Now FORMATS "path of a text to its form",
        "range" Now RANGES "path of a number to its least and greatest value",
        "length" Now LENGTHS "path of a text to its length",
        "items" Now ITEM_COUNTS "path of a list or map to its number of items",
        "contains" Now PATHS_TEXTS "path of a text to texts, one of which it has in it",
        "unique" Now UNIQUE "path of a list to the keys in which no two items are equal",
        "uniform" Now TEXTS "path of what all items of a list have, or none",
        "time" Now TIMES "path of a date or time to the first and the last that is possible",
        "compare" Now TEXTS "two paths with a sign between: a < b",
        "span" Now SPAN "two times, and how far they may be apart",
        "choose" Now CHOOSE "paths, and how many of them are there",
        "together" Now LIST "paths of which all are there, or none",
        "requires" Now PATHS_TEXTS "path to paths that are there when it is",
        "custom" Now TEXT "name of a function that the configuration binds",
        "when" Now PATHS_TEXTS "path to values, present or absent: where the rules apply",
        "on" Now TEXTS "endpoints that the rules are for; all that can answer the row when not said",
        "partial" Now FLAG "true when the rules find only some of what the row means",
        "fact" Now TEXT "with `range`: name of a number that the caller knows",
        "skew" Now TEXT "with `time`: how far clocks may disagree, 5m when not said",
        "across" Now TEXT "with `unique`: list all of whose items are compared with each other",
    }
}

section! {
    /// The ends of a number.
    RANGE, "a range", Any(&["min", "max"]), {
        "min" Now TEXT "the least value",
        "max" Now TEXT "the greatest value",
    }
}

section! {
    /// The length of a text.
    LENGTH, "a length", Any(&["min", "max"]), {
        "min" Now COUNT "at least so many",
        "max" Now COUNT "at most so many",
        "unit" Now UNIT "what is counted: chars, bytes, euc-kr or gbk",
    }
}

section! {
    /// The number of items of a list or map.
    ITEMS, "a number of items", Any(&["min", "max"]), {
        "min" Now COUNT "at least so many",
        "max" Now COUNT "at most so many",
    }
}

section! {
    /// The ends of a time.
    TIME, "a time", Any(&["min", "max"]), {
        "min" Now TEXT "not before this: now, now+1d, now-1d, a date or a time",
        "max" Now TEXT "not after this",
    }
}

section! {
    /// The distance of two times.
    SPAN, "a span", Need(&["from", "to"]), {
        "from" Now TEXT "path of the first time",
        "to" Now TEXT "path of the second time",
        "min" Now TEXT "at least so long: 1h",
        "max" Now TEXT "at most so long: 31d",
    }
}

section! {
    /// How many of several are there.
    CHOOSE, "a choice", One(&["exactly", "at_least", "at_most"]), {
        "exactly" Now COUNT "so many",
        "at_least" Now COUNT "so many or more",
        "at_most" Now COUNT "so many or fewer",
        "of" Now LIST "the paths that are counted",
    }
}

section! {
    /// A form that is no word.
    PATTERN, "a form", Need(&["regex"]), {
        "regex" Now PROSE "regular expression that matches somewhere in the text",
    }
}

section! {
    /// An endpoint.
    ENDPOINT, "an endpoint", One(&["get", "post", "put", "patch", "delete", "head"]), {
        "get" Now TEXT "GET and its path",
        "post" Now TEXT "POST and its path",
        "put" Now TEXT "PUT and its path",
        "patch" Now TEXT "PATCH and its path",
        "delete" Now TEXT "DELETE and its path",
        "head" Now TEXT "HEAD and its path",
        "doc" Now PROSE "what the operation does",
        "params" Now PARAMS "parameters in path, query and headers",
        "request" Now REQUEST "type of the JSON body, or a body of another kind",
        "response" Now RESPONSE "type of the payload; `T?` when it may be missing",
        "idempotent" Now IDEMPOTENCE "whether sending it twice is harmless, or the key that makes it so; the method decides when not said",
        "errors" Now ANSWERED "the codes it can answer; the whole table when not said",
        "deprecated" Now FLAG "true when it should no longer be called",
        "envelope" Now TEXT "name of another envelope, or none",
        "auth" Now NONE "none, when it needs no credentials",
        "tag" Now TEXT "file of the operation",
        "example" Now EXAMPLES "sample request and response",
    }
}

section! {
    /// The key by which the server tells a repeated call from a new one.
    IDEMPOTENT, "an idempotency key", One(&["header", "field"]), {
        "header" Now TEXT "header that carries it; the client makes it",
        "field" Now TEXT "field of the body, or parameter, by its name on the wire; the caller sets it",
    }
}

section! {
    /// A parameter in its long form.
    PARAM, "a parameter", Need(&["type"]), {
        "type" Now TYPE "its type",
        "wire" Now TEXT "name on the wire, when it is not the key",
        "name" Now TEXT "name in Rust, when the derived one does not fit",
        "in" Now PLACE "query, path or header; the path decides when not said",
        "style" Now STYLE "how a list is written in the query: repeat, comma or brackets",
        "as" Now SPELLING "how it is written, as in a field",
        "doc" Now PROSE "what it means",
        "default" Now ANY "value when it is not set",
        "example" Now ANY "a sample value",
        "secret" Now FLAG "true when it is never to be shown",
        "deprecated" Now FLAG "true when it should no longer be used",
    }
}

section! {
    /// A body that is not plain JSON.
    BODY, "a body", One(&["json", "form", "multipart", "bytes", "text"]), {
        "json" Now TYPE "type of a JSON body",
        "form" Now TYPE "struct whose fields are a form",
        "multipart" Now TYPE "struct whose fields are a form with files",
        "bytes" Now TEXT "content type of a body of bytes",
        "text" Now TEXT "content type of a body of text",
    }
}

section! {
    /// A payload that is not JSON.
    RAW, "a raw response", One(&["bytes", "text"]), {
        "bytes" Now TEXT "content type of a body of bytes",
        "text" Now TEXT "content type of a body of text",
    }
}

section! {
    /// A common parameter in its long form.
    COMMON, "a common parameter", Free, {
        "in" Now COMMON_PLACE "query or header",
        "type" Now TYPE "its type, string when not said",
        "wire" Now TEXT "name on the wire, when it is not the key",
        "name" Now TEXT "name of the setting, when the derived one does not fit",
        "value" Now DATA "the value that is always sent",
        "fill" Now FILL "a value made anew for each call: unix, unix_ms, rfc3339, local or nonce",
        "doc" Now PROSE "what it means",
        "secret" Now FLAG "true when it is never to be shown; settings never are",
    }
}

section! {
    /// A way of authentication in its long form.
    AUTH, "a way of authentication", One(&["kind", "header", "query"]), {
        "kind" Now WAY "bearer, basic or sign",
        "header" Now TEXT "header that carries the value",
        "query" Now TEXT "parameter of the query that carries the value",
        "name" Now TEXT "name of the setting",
        "doc" Now PROSE "what it means",
    }
}

section! {
    /// The samples of an endpoint.
    EXAMPLE, "the example of an endpoint", Free, {
        "request" Now ANY "a sample body of the request",
        "response" Now ANY "a sample payload of the response, without the envelope",
        "request_file" Now DATA "file with a sample body of the request",
        "response_file" Now DATA "file with a sample payload of the response",
    }
}

section! {
    /// A type in its long form. One of the last four says what it is.
    TYPE, "a type", One(&["struct", "enum", "alias", "union"]), {
        "doc" Now PROSE "what the type is",
        "deprecated" Now FLAG "true when it should no longer be used",
        "as" Now REPR "how an enum is written: string or int",
        "tag" Now TEXT "key whose value says which type of a union it is",
        "content" Now TEXT "key beside the tag that holds the value",
        "struct" Now FIELDS "fields by wire name",
        "enum" Now VALUES "list of values, or map of name to value",
        "alias" Now TYPE "another type",
        "union" Now VARIANTS "list of types, or map of tag value or name to type",
    }
}

section! {
    /// A field in its long form.
    FIELD, "a field", Need(&["type"]), {
        "type" Now TYPE "its type",
        "wire" Now TEXT "name on the wire, when it is not the key",
        "alias" Now TEXTS "further names that are accepted when reading",
        "name" Now TEXT "name in Rust, when the derived one does not fit",
        "as" Now SPELLING "how it is written: string, int, base64, base64url, hex, rfc3339, unix or unix_ms",
        "doc" Now PROSE "what it means",
        "default" Now ANY "value when it is absent",
        "example" Now ANY "a sample value",
        "secret" Now FLAG "true when it is never to be shown",
        "deprecated" Now FLAG "true when it should no longer be used",
    }
}

section! {
    /// A type of a union in its long form.
    VARIANT, "a variant", Need(&["type"]), {
        "type" Now TYPE "its type",
        "name" Now TEXT "name of the variant, in UpperCamelCase",
        "doc" Now PROSE "what it means",
        "deprecated" Now FLAG "true when it should no longer be used",
    }
}

section! {
    /// An enum value in its long form.
    VALUE, "an enum value", Need(&["value"]), {
        "value" Now DATA "the value on the wire",
        "doc" Now PROSE "what it means",
        "deprecated" Now FLAG "true when it should no longer be used",
    }
}

/// Every section, for the reference and the editors' schema.
pub const SECTIONS: &[Section] = &[
    API, INCLUDED, SERVER, VARIABLE, ENVELOPE, PASTED, ERROR, MATCH, CHECK, RANGE, LENGTH, ITEMS, TIME, SPAN,
    CHOOSE, PATTERN, ENDPOINT, IDEMPOTENT, ANSWERS, EXAMPLE, PARAM, BODY, RAW, COMMON, AUTH, TYPE, FIELD,
    VARIANT, VALUE,
];

/// What to write instead of a key that other formats have, where no letters are wrong.
pub(super) fn advice(section: Section, key: &str) -> Option<&'static str> {
    let has = |name: &str| section.keys.iter().any(|key| key.name == name);
    Some(match (section.name, key) {
        ("ENDPOINT", "method" | "path" | "url" | "uri") => "method and path are one key: `get: /parts`",
        ("ENDPOINT", "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD") => {
            "methods are written in lower case: `get: /parts`"
        }
        ("ENDPOINT", "body" | "requestBody" | "request_body" | "payload") => "the body is `request: Type`",
        ("ENDPOINT", "parameters" | "query") => "parameters are `params: {name: type}`",
        ("ENDPOINT", "responses" | "returns") => "what a success carries is `response: Type`",
        ("AUTH", "bearer" | "basic" | "sign") => "write the word itself, or `kind: ` and the word",
        ("API", "paths" | "operations") => "operations stand under `endpoints:`",
        ("API", "components" | "schemas" | "models") => "types stand under `types:`",
        ("API", "openapi" | "swagger") => {
            "an OpenAPI document cannot be read; write what you need of it in this format"
        }
        ("TYPE", "oneOf" | "anyOf") => "one of several types is `union: [First, Second]`",
        ("TYPE", "allOf") => "write out the fields of all the parts under `struct:`",
        ("TYPE", "properties" | "fields") => "fields stand under `struct:`",
        ("TYPE" | "FIELD" | "PARAM", "required") => {
            "all fields are required but those with `?` behind their name"
        }
        ("TYPE" | "FIELD" | "PARAM", "nullable" | "optional") => {
            "what may be absent has `?` behind its name, what can be null is `type: T | null`"
        }
        ("FIELD" | "PARAM", "items") => "a list is `type: [T]`",
        ("FIELD" | "PARAM", "enum") => {
            "declare the values as a type: `Colour: {enum: [red, green]}` under `types:`"
        }
        ("FIELD" | "PARAM", "minLength" | "maxLength" | "minimum" | "maximum" | "min" | "max") => {
            "a range stands behind the type: `string(1..=64)`"
        }
        (_, "description" | "summary" | "comment") if has("doc") => "texts for people are `doc:`",
        _ => return None,
    })
}
