//! The keys of the native format, in one table per section: the reader, the did-you-mean and the reference share it.

pub use super::shapes::{Key, Ready, Rule, Section};

use super::shapes::Rule::{Any, Free, Need, One};
use super::shapes::Shape::{
    self, Data, Either, Flag, Keys, Kind, List, Map, Nothing, Prose, Text, Type, Words,
};

macro_rules! section {
    ($(#[$meta:meta])* $name:ident, $what:literal, $rule:expr, {
        $($key:literal $ready:ident $shape:ident $doc:literal),+ $(,)?
    }) => {
        section! { $(#[$meta])* $name, $what, $rule, None, { $($key $ready $shape $doc),+ } }
    };
    ($(#[$meta:meta])* $name:ident, $what:literal, $rule:expr, $names_before:expr, {
        $($key:literal $ready:ident $shape:ident $doc:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        pub const $name: Section = Section {
            name: stringify!($name),
            what: $what,
            rule: $rule,
            keys: &[$(Key { name: $key, ready: Ready::$ready, shape: Shape::$shape, doc: $doc }),+],
            names_before: $names_before,
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
        "allow" Now TEXTS "findings in the whole spec that are intended, such as SW1207",
        "timezone" Now OFFSET "UTC offset of dates and times without one, such as \"+08:00\"",
        "servers" Now SERVERS "base URLs by name",
        "other_servers" Now OTHER_SERVERS "servers beside the one that a client is made for, by name",
        "include" Now DATAS "other files of the same API",
        "envelope" Now ENVELOPE "how a response says whether the call succeeded",
        "envelopes" Now ENVELOPES "additional envelopes by name",
        "failures" Now STATUSES "types of the bodies of failures, by status: 404, 4xx or default",
        "common" Now COMMONS "parameters and headers sent with every call",
        "auth" Now WAYS "how calls are authenticated",
        "errors" Now ERRORS "the error table: code to row",
        "tables" Now TABLES "additional error tables by name, for the endpoints that refer to them",
        "endpoints" Now ENDPOINTS "operations by name",
        "types" Now TYPES "structs, enums, unions and aliases by name",
    }
}

section! {
    /// A file that another one includes.
    INCLUDED, "an included file", Free, {
        "envelopes" Now ENVELOPES "additional envelopes by name",
        "errors" Now ERRORS "more rows of the error table",
        "tables" Now TABLES "additional error tables by name",
        "endpoints" Now ENDPOINTS "more operations",
        "types" Now TYPES "more types",
    }
}

section! {
    /// A server in its long form.
    SERVER, "a server", Need(&["url"]), {
        "url" Now TEXT "base URL, including the scheme",
        "doc" Now PROSE "what the server is for",
        "variables" Now VARIABLES "variable parts of the URL: name to default",
    }
}

section! {
    /// A part of a base URL in its long form.
    VARIABLE, "a variable", Need(&["default"]), {
        "default" Now DATA "the value if none is chosen",
        "enum" Now DATAS "the allowed values",
        "doc" Now PROSE "what it means",
    }
}

section! {
    /// Another server in its long form.
    BESIDE, "another server", Need(&["url"]), {
        "url" Now OTHER_URLS "base URL, or a map of the names of servers to the base URL beside each",
        "doc" Now PROSE "what the server is for",
    }
}

section! {
    /// The response envelope.
    ENVELOPE, "an envelope", Need(&["success"]), {
        "root" Now TEXT "sub-object that contains everything else",
        "success" Now SUCCESS "path to value; all must match",
        "code" Now TEXTS "path, or list of paths, of the business code",
        "sub_code" Now TEXTS "a second code",
        "message" Now TEXTS "the server's message",
        "data" Now TEXTS "the payload; `.` is the whole root",
        "trace" Now TEXTS "request ID for support cases",
        "details" Now TEXT "list of sub-errors",
        "retry_after" Now TEXTS "seconds to wait before a retry",
    }
}

section! {
    /// A table as printed on the vendor's page.
    PASTED, "a pasted error table", Need(&["table"]), {
        "table" Now PROSE "the vendor's table in Markdown, as on the page",
        "columns" Now COLUMNS "the columns in order: code, message, message en, solution, http, docs, name or skip",
        "empty" Now EMPTY "what an empty code cell means: join, same or none",
        "rows" Now ROWS "details that the table lacks: code to row",
    }
}

section! {
    /// A row of the error table.
    ERROR, "an error row", Free, {
        "name" Now TEXT "name of the variant, in UpperCamelCase",
        "message" Now LANGUAGES "the vendor's message, or a map of language to text",
        "solution" Now LANGUAGES "the vendor's advice, or a map of language to text",
        "retry" Now RETRY "never, safe, idempotent, throttle, refresh_auth or check_first",
        "category" Now CATEGORY "argument, auth, permission, precondition, not_found, conflict, quota, throttle, unavailable, internal or unknown",
        "http" Now STATUS "HTTP status that comes with the code",
        "docs" Now TEXT "link to the vendor's page",
        "deprecated" Now FLAG "true if the vendor no longer uses it",
        "check" Now CHECKS "rules that detect the mistake before sending",
        "match" Now MATCHING "the server's message, with `*` for any text, to distinguish rows of one code",
        "allow" Now TEXTS "findings about this row that are intended, such as SW0417",
    }
}

section! {
    /// The match that distinguishes rows of one code, in its long form.
    MATCH, "a match", Free, {
        "message" Now PROSE "the server's message, with `*` for any text",
        "sub_code" Now DATA "the second code",
    }
}

section! {
    /// The errors of an endpoint, in their long form.
    ANSWERS, "the errors of an endpoint", Free, {
        "tables" Now LIST "the tables it uses, in addition to `errors:` at the top",
        "only" Now LIST "the codes it can return; all of its tables by default",
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
        "present" Now TEXTS "path of a value that must be present and not empty",
        "one_of" Now PATHS_TEXTS "path to the allowed values",
        "extension" Now PATHS_TEXTS "path of a file name to the allowed extensions",
        "format" Now FORMATS "path of a string to its format",
        "range" Now RANGES "path of a number to its minimum and maximum",
        "length" Now LENGTHS "path of a string to its length",
        "items" Now ITEM_COUNTS "path of a list or map to its number of items",
        "contains" Now PATHS_TEXTS "path of a string to strings, one of which it must contain",
        "unique" Now UNIQUE "path of a list to the keys that must be unique among its items",
        "uniform" Now TEXTS "path of a value that all items of a list have, or none",
        "time" Now TIMES "path of a date or time to the first and last allowed one",
        "compare" Now TEXTS "two paths with an operator: a < b",
        "span" Now SPAN "two times, and how far apart they may be",
        "choose" Now CHOOSE "paths, and how many of them must be present",
        "together" Now LIST "paths of which all must be present, or none",
        "requires" Now PATHS_TEXTS "path to paths that must be present if it is",
        "custom" Now TEXT "name of a function bound in the configuration",
        "when" Now PATHS_TEXTS "path to values, present or absent: when the rules apply",
        "on" Now TEXTS "endpoints that the rules apply to; by default all that can return the row",
        "partial" Now FLAG "true if the rules detect only some causes of the row",
        "fact" Now TEXT "with `range`: name of a number that the caller provides",
        "skew" Now TEXT "with `time`: how far clocks may disagree, 5m by default",
        "across" Now TEXT "with `unique`: list all of whose items are compared with each other",
    }
}

section! {
    /// The ends of a number.
    RANGE, "a range", Any(&["min", "max"]), {
        "min" Now TEXT "the minimum",
        "max" Now TEXT "the maximum",
    }
}

section! {
    /// The length of a text.
    LENGTH, "a length", Any(&["min", "max"]), {
        "min" Now COUNT "the minimum",
        "max" Now COUNT "the maximum",
        "unit" Now UNIT "what is counted: chars, bytes, euc-kr or gbk",
    }
}

section! {
    /// The number of items of a list or map.
    ITEMS, "an item count", Any(&["min", "max"]), {
        "min" Now COUNT "the minimum",
        "max" Now COUNT "the maximum",
    }
}

section! {
    /// The ends of a time.
    TIME, "a time", Any(&["min", "max"]), {
        "min" Now TEXT "the earliest: now, now+1d, now-1d, a date or a time",
        "max" Now TEXT "the latest",
    }
}

section! {
    /// The distance of two times.
    SPAN, "a span", Need(&["from", "to"]), {
        "from" Now TEXT "path of the first time",
        "to" Now TEXT "path of the second time",
        "min" Now TEXT "the minimum, such as 1h",
        "max" Now TEXT "the maximum, such as 31d",
    }
}

section! {
    /// The number of paths that must be present.
    CHOOSE, "a choice", One(&["exactly", "at_least", "at_most"]), {
        "exactly" Now COUNT "exactly this many",
        "at_least" Now COUNT "at least this many",
        "at_most" Now COUNT "at most this many",
        "of" Now LIST "the paths to count",
    }
}

section! {
    /// A format that is not a single word.
    PATTERN, "a format", Need(&["regex"]), {
        "regex" Now PROSE "regular expression that matches anywhere in the string",
    }
}

section! {
    /// An endpoint.
    ENDPOINT, "an endpoint", One(&["get", "post", "put", "patch", "delete", "head", "options", "trace"]), {
        "get" Now TEXT "GET and its path",
        "post" Now TEXT "POST and its path",
        "put" Now TEXT "PUT and its path",
        "patch" Now TEXT "PATCH and its path",
        "delete" Now TEXT "DELETE and its path",
        "head" Now TEXT "HEAD and its path",
        "options" Now TEXT "OPTIONS and its path",
        "trace" Now TEXT "TRACE and its path",
        "doc" Now PROSE "what the operation does",
        "params" Now PARAMS "parameters in path, query, headers and cookies",
        "request" Now REQUEST "type of the JSON body, `T?` if it may be missing; or a body of another kind",
        "request_name" Now TEXT "name of the generated request, whose body the type is then, whatever its name",
        "response" Now RESPONSE "type of the payload, `T?` if it may be missing; or a map from statuses to types",
        "failures" Now STATUSES "types of the bodies of failures, by status, besides those at the top; `none` takes one away",
        "idempotent" Now IDEMPOTENCE "whether sending it twice is harmless, or the key that makes it so; by default the method decides",
        "pages" Now PAGED "how the next page of a list is requested",
        "errors" Now ANSWERED "the codes it can return; the whole table by default",
        "deprecated" Now FLAG "true if it should no longer be called",
        "envelope" Now TEXT "name of another envelope, or none",
        "auth" Now SCHEMES "a scheme of `auth:` at the top, or a list of alternatives, each a scheme, a list of schemes that go together, or none",
        "server" Now TEXT "name of another server that it is sent to",
        "redirect" Now REDIRECT "what a redirect means: refuse (the default), follow, or return as an answer",
        "tag" Now TEXT "file that the operation is generated into",
        "example" Now EXAMPLES "sample request and response",
        "allow" Now TEXTS "findings about this endpoint that are intended, such as SW1201",
    }
}

section! {
    /// The key by which the server tells a repeated call from a new one.
    IDEMPOTENT, "an idempotency key", One(&["header", "field"]), {
        "header" Now TEXT "header that carries it; the client generates it",
        "field" Now TEXT "wire name of the body field or parameter; the caller sets it",
    }
}

section! {
    /// How the next page of a list is requested. The paths start at the payload.
    PAGES, "a list in pages", One(&["cursor", "page", "offset"]), {
        "items" Now TEXT "path of the list in the payload; `.` is the payload itself",
        "cursor" Now TEXT "wire name of the field or parameter that takes what the response names as `next:`",
        "page" Now TEXT "wire name of the field or parameter with the number of the page",
        "offset" Now TEXT "wire name of the field or parameter with the number of items before the page",
        "next" Now NEXT "with `cursor`: path of the next cursor, `header:` and the name of a header (`header:link` is RFC 8288), or {last: path} for a value of the last item",
        "end" Now DATA "with `cursor`: the cursor after the last page, if it is not absent or empty, such as 0",
        "first" Now COUNT "with `page`: number of the first page, 1 by default",
        "last" Now TEXT "with `page`: path of the number of pages",
        "more" Now TEXT "path of a flag that says whether there is another page",
        "total" Now TEXT "path of the number of items on all pages",
    }
}

section! {
    /// A cursor in the last item of a page.
    LAST_ITEM, "a cursor in the last item", Need(&["last"]), {
        "last" Now TEXT "path in the last item; `.` is the item itself",
    }
}

section! {
    /// A parameter in its long form.
    PARAM, "a parameter", Any(&["type", "fixed"]), {
        "type" Now TYPE "its type",
        "fixed" Now DATA "the string, number or flag that it always is; callers do not set it",
        "wire" Now TEXT "name on the wire, if it differs from the key",
        "name" Now TEXT "name in generated code, in place of the derived one",
        "in" Now PLACE "query, path, header or cookie; by default path if it is in the path, otherwise query",
        "style" Now STYLE "how a list or an object is written: repeat, comma, space, pipe or brackets in the query, comma, pairs, label, label_repeat, matrix or matrix_repeat in the path, comma or pairs in a header, repeat or comma in a cookie",
        "allow_reserved" Now FLAG "true if reserved characters of the value are not percent-encoded in the query",
        "as" Now SPELLING "how it is written, as in a field",
        "doc" Now PROSE "what it means",
        "default" Now ANY "value if it is not set",
        "example" Now ANY "a sample value",
        "secret" Now FLAG "true if it must never be shown",
        "deprecated" Now FLAG "true if it should no longer be used",
        "allow" Now TEXTS "findings about this parameter that are intended, such as SW1205",
    }
}

section! {
    /// A body that is not plain JSON.
    BODY, "a body", Any(&["json", "form", "multipart", "bytes", "text", "stream"]), {
        "json" Now TYPE "type of a JSON body",
        "form" Now TYPE "struct whose fields are form fields",
        "multipart" Now TYPE "struct whose fields are parts of a multipart form",
        "bytes" Now TEXT "content type of a binary body, with a `?` after it if it may be missing; with a range such as image/* the caller gives the type",
        "text" Now TEXT "content type of a text body, with a `?` after it if it may be missing",
        "stream" Now TEXT "content type of a body of any size, which is read while it is sent",
    }
}

section! {
    /// A payload that is not JSON, or that depends on the status.
    RAW, "a response", Any(&["json", "bytes", "text", "stream", "events", "headers"]), Some("headers"), {
        "json" Now TYPE "type of the payload, where it has `headers:` beside it",
        "bytes" Now TEXT "content type of a binary body",
        "text" Now TEXT "content type of a text body",
        "stream" Now TEXT "content type of a body of any size, which is read while it arrives",
        "events" Now TYPE "type of the data of server-sent events",
        "end" Now TEXT "with `events`: data after the last event, such as [DONE]",
        "headers" Now HEADERS "headers of the response by name",
    }
}

section! {
    /// A header of a response in its long form.
    HEADER, "a response header", Need(&["type"]), {
        "type" Now TYPE "its type",
        "wire" Now TEXT "name on the wire, if it differs from the key",
        "name" Now TEXT "name in generated code, in place of the derived one",
        "as" Now SPELLING "how it is written, as in a field",
        "doc" Now PROSE "what it means",
        "example" Now ANY "a sample value",
        "secret" Now FLAG "true if it must never be shown",
        "deprecated" Now FLAG "true if it should no longer be used",
    }
}

section! {
    /// A common parameter in its long form.
    COMMON, "a global parameter", Free, {
        "in" Now COMMON_PLACE "query, header, cookie or body",
        "type" Now TYPE "its type, string by default; with `value` or `fill` only in the body",
        "wire" Now TEXT "name on the wire, if it differs from the key",
        "name" Now TEXT "name of the setting, to replace the derived one",
        "value" Now DATA "the constant value",
        "fill" Now FILL "a value generated for each call: unix, unix_ms, rfc3339, local or nonce",
        "doc" Now PROSE "what it means",
        "secret" Now FLAG "true if it must never be shown; settings never are",
    }
}

section! {
    /// A way of authentication in its long form.
    AUTH, "an authentication scheme", One(&["kind", "scheme", "header", "query", "cookie"]), {
        "kind" Now WAY "bearer, basic or sign",
        "scheme" Now TEXT "HTTP scheme whose name is before the value in `Authorization`",
        "header" Now TEXT "header that carries the value",
        "query" Now TEXT "query parameter that carries the value",
        "cookie" Now TEXT "cookie that carries the value",
        "name" Now TEXT "name of the setting",
        "doc" Now PROSE "what it means",
    }
}

section! {
    /// The samples of an endpoint.
    EXAMPLE, "the example of an endpoint", Free, {
        "request" Now ANY "a sample request body",
        "response" Now ANY "a sample response payload, without the envelope",
        "request_file" Now DATA "file with a sample request body",
        "response_file" Now DATA "file with a sample response payload",
    }
}

section! {
    /// A type in its long form. One of the last four says what it is.
    TYPE, "a type", One(&["struct", "enum", "alias", "union"]), {
        "doc" Now PROSE "what the type is",
        "deprecated" Now FLAG "true if it should no longer be used",
        "allow" Now TEXTS "findings about this type that are intended, such as SW0306",
        "as" Now TAG_REPR "how an enum or the tag of a union is written: string, int, or for a tag bool",
        "tag" Now TEXT "key whose value selects the type of the union",
        "content" Now TEXT "key next to the tag that contains the value",
        "struct" Now FIELDS "fields by wire name",
        "enum" Now VALUES "list of values, or map of name to value",
        "alias" Now TYPE "another type",
        "union" Now VARIANTS "list of types, or map of tag value or name to type",
    }
}

section! {
    /// A field in its long form.
    FIELD, "a field", Any(&["type", "fixed"]), {
        "type" Now TYPE "its type",
        "fixed" Now DATA "the string, number or flag that it always is",
        "inline" Now FLAG "true if its members are written beside the other fields, without a key of its own",
        "wire" Now TEXT "name on the wire, if it differs from the key",
        "alias" Now TEXTS "additional names that are accepted when reading",
        "name" Now TEXT "name in generated code, in place of the derived one",
        "when" Now DIRECTION "the direction in which it is there, if it is not both: sent or received",
        "as" Now SPELLING "how it is written: string, int, number, base64, base64url, hex, rfc3339, unix, unix_ms, compact, slashed or json",
        "style" Now STYLE "how a list is written in a form: repeat, comma, space or pipe",
        "content_type" Now TEXT "media type of a text that is a part of a multipart body",
        "doc" Now PROSE "what it means",
        "default" Now ANY "value if it is absent",
        "example" Now ANY "a sample value",
        "secret" Now FLAG "true if it must never be shown",
        "deprecated" Now FLAG "true if it should no longer be used",
        "allow" Now TEXTS "findings about this field that are intended, such as SW1207",
    }
}

section! {
    /// A type of a union in its long form.
    VARIANT, "a variant", Need(&["type"]), {
        "type" Now TYPE "its type",
        "values" Now TAGS "the values of the tag that lead to it, in place of the key",
        "name" Now TEXT "name of the variant, in UpperCamelCase",
        "doc" Now PROSE "what it means",
        "deprecated" Now FLAG "true if it should no longer be used",
    }
}

section! {
    /// An enum value in its long form.
    VALUE, "an enum value", Need(&["value"]), {
        "value" Now DATA "the value on the wire",
        "doc" Now PROSE "what it means",
        "deprecated" Now FLAG "true if it should no longer be used",
    }
}

section! {
    /// A file with what the author of a spec left out.
    OVERLAY, "an overlay", Free, {
        "timezone" Now OFFSET "UTC offset of dates and times without one, such as \"+08:00\"",
        "servers" Now SERVERS "base URLs by name, in place of those of the spec",
        "other_servers" Now OTHER_SERVERS "servers beside the one that a client is made for, by name",
        "envelope" Now ENVELOPE "how a response says whether the call succeeded",
        "envelopes" Now ENVELOPES "additional envelopes by name",
        "failures" Now STATUSES "types of the bodies of failures, by status: 404, 4xx or default",
        "common" Now COMMONS "parameters and headers sent with every call",
        "auth" Now WAYS "how calls are authenticated, in place of the schemes of the spec",
        "errors" Now ERRORS "rows of the error table",
        "tables" Now TABLES "additional error tables by name",
        "endpoints" Now ENDPOINT_CHANGES "changes of endpoints, by name or `operationId`",
        "types" Now TYPE_CHANGES "changes of types, by the name of the type or its component",
    }
}

section! {
    /// Changes of an endpoint.
    ENDPOINT_CHANGE, "a change of an endpoint", Free, {
        "name" Now TEXT "another name",
        "doc" Now PROSE "what the operation does",
        "params" Now FIELD_CHANGES "changes of parameters, by their names on the wire",
        "failures" Now STATUSES "types of the bodies of failures, by status",
        "idempotent" Now IDEMPOTENCE "whether sending it twice is harmless, or the key that makes it so",
        "pages" Now PAGED "how the next page of a list is requested",
        "errors" Now ANSWERED "the codes it can return",
        "deprecated" Now FLAG "whether it should no longer be called",
        "envelope" Now TEXT "name of another envelope, or none",
        "auth" Now SCHEMES "a scheme, or a list of alternatives, as in an endpoint",
        "server" Now TEXT "name of another server that it is sent to",
        "redirect" Now REDIRECT "what a redirect means: refuse, follow, or return as an answer",
        "tag" Now TEXT "file that the operation is generated into",
        "example" Now EXAMPLES "sample request and response",
    }
}

section! {
    /// Changes of a type.
    TYPE_CHANGE, "a change of a type", Free, {
        "name" Now TEXT "another name",
        "doc" Now PROSE "what the type is",
        "deprecated" Now FLAG "whether it should no longer be used",
        "fields" Now FIELD_CHANGES "changes of the fields of a struct, by their names on the wire",
        "values" Now PART_CHANGES "changes of the values of an enum, by the values on the wire",
        "variants" Now PART_CHANGES "changes of the types of a union, by tag value or type",
    }
}

section! {
    /// Changes of a field or a parameter.
    FIELD_CHANGE, "a change of a field", Free, {
        "type" Now TYPE "another type; `T?` if it may be absent",
        "alias" Now TEXTS "additional names that are accepted when reading",
        "name" Now TEXT "name in generated code, in place of the derived one",
        "when" Now DIRECTION "the direction in which it is there: sent or received",
        "as" Now SPELLING "how it is written, as in a field",
        "doc" Now PROSE "what it means",
        "default" Now ANY "value if it is absent",
        "example" Now ANY "a sample value",
        "secret" Now FLAG "true if it must never be shown",
        "deprecated" Now FLAG "whether it should no longer be used",
    }
}

section! {
    /// Changes of a value of an enum or of a type of a union.
    PART_CHANGE, "a change of a value", Free, {
        "name" Now TEXT "name of the variant, in UpperCamelCase",
        "doc" Now PROSE "what it means",
        "deprecated" Now FLAG "whether it should no longer be used",
    }
}

/// Every section, for the reference and the editors' schema.
pub const SECTIONS: &[Section] = &[
    API, INCLUDED, SERVER, VARIABLE, BESIDE, ENVELOPE, PASTED, ERROR, MATCH, CHECK, RANGE, LENGTH, ITEMS,
    TIME, SPAN, CHOOSE, PATTERN, ENDPOINT, IDEMPOTENT, PAGES, LAST_ITEM, ANSWERS, EXAMPLE, PARAM, BODY, RAW,
    HEADER, COMMON, AUTH, TYPE, FIELD, VARIANT, VALUE,
];

/// The sections of an overlay, in addition to those that it shares with specs.
pub const OVERLAYS: &[Section] = &[OVERLAY, ENDPOINT_CHANGE, TYPE_CHANGE, FIELD_CHANGE, PART_CHANGE];

/// Shapes that name a section.
impl Shape {
    pub(super) const SERVERS: Shape = Map(0, &Either(&[Text, Keys(&SERVER)]));
    pub(super) const VARIABLES: Shape = Map(0, &Either(&[Data, Keys(&VARIABLE)]));
    pub(super) const OTHER_SERVERS: Shape = Map(0, &Either(&[Text, Keys(&BESIDE)]));
    pub(super) const OTHER_URLS: Shape = Either(&[Text, Map(1, &Text)]);
    pub(super) const NEXT: Shape = Either(&[Text, Keys(&LAST_ITEM)]);
    pub(super) const COMMONS: Shape = Map(0, &Either(&[Type, Keys(&COMMON)]));
    pub(super) const WAYS: Shape =
        Either(&[Self::WAY, Keys(&AUTH), List(0, &Either(&[Self::WAY, Keys(&AUTH)]))]);
    pub(super) const ENVELOPE: Shape = Keys(&ENVELOPE);
    pub(super) const ENVELOPES: Shape = Map(0, &Self::ENVELOPE);
    pub(super) const ERRORS: Shape = Kind(&PASTED, &Self::ROWS);
    pub(super) const ROWS: Shape = Map(0, &Either(&[Prose, Nothing, Keys(&ERROR), List(1, &Keys(&ERROR))]));
    pub(super) const TABLES: Shape = Map(0, &Self::ERRORS);
    pub(super) const MATCHING: Shape = Either(&[Prose, Keys(&MATCH)]);
    /// One map of rules or a list of them.
    pub(super) const CHECKS: Shape = Either(&[Keys(&CHECK), List(1, &Keys(&CHECK))]);
    pub(super) const FORMATS: Shape =
        Map(1, &Either(&[Words(&["digits", "ascii", "url", "email", "date"]), Keys(&PATTERN)]));
    pub(super) const RANGES: Shape = Map(1, &Keys(&RANGE));
    pub(super) const LENGTHS: Shape = Map(1, &Keys(&LENGTH));
    pub(super) const ITEM_COUNTS: Shape = Map(1, &Keys(&ITEMS));
    pub(super) const TIMES: Shape = Map(1, &Keys(&TIME));
    pub(super) const SPAN: Shape = Keys(&SPAN);
    pub(super) const CHOOSE: Shape = Keys(&CHOOSE);
    pub(super) const ENDPOINTS: Shape = Map(0, &Keys(&ENDPOINT));
    pub(super) const ANSWERED: Shape = Either(&[Self::LIST, Keys(&ANSWERS)]);
    pub(super) const PARAMS: Shape = Map(0, &Either(&[Type, Keys(&PARAM)]));
    pub(super) const REQUEST: Shape = Kind(&BODY, &Type);
    pub(super) const RESPONSE: Shape = Either(&[Kind(&RAW, &Type), Map(1, &Either(&[Type, Self::HEADERS]))]);
    pub(super) const STATUSES: Shape = Map(0, &Type);
    pub(super) const HEADERS: Shape = Map(0, &Either(&[Type, Keys(&HEADER)]));
    pub(super) const IDEMPOTENCE: Shape = Either(&[Flag, Keys(&IDEMPOTENT)]);
    pub(super) const PAGED: Shape = Keys(&PAGES);
    pub(super) const EXAMPLES: Shape = Keys(&EXAMPLE);
    pub(super) const TYPES: Shape = Map(0, &Kind(&TYPE, &Either(&[Type, Self::FIELDS])));
    pub(super) const FIELDS: Shape = Map(0, &Either(&[Type, Keys(&FIELD)]));
    pub(super) const VALUES: Shape = Either(&[Self::DATAS, Map(0, &Either(&[Data, Keys(&VALUE)]))]);
    pub(super) const ENDPOINT_CHANGES: Shape = Map(0, &Keys(&ENDPOINT_CHANGE));
    pub(super) const TYPE_CHANGES: Shape = Map(0, &Keys(&TYPE_CHANGE));
    pub(super) const FIELD_CHANGES: Shape = Map(0, &Keys(&FIELD_CHANGE));
    pub(super) const PART_CHANGES: Shape = Map(0, &Keys(&PART_CHANGE));
    pub(super) const TAGS: Shape = Either(&[Data, List(1, &Data)]);
    pub(super) const VARIANTS: Shape = Either(&[List(1, &Type), Map(1, &Either(&[Type, Keys(&VARIANT)]))]);
}
