//! The one table of diagnostic codes. Adding a code means a row here, a case under `tests/cases/err/`, and nothing else.

use super::severity::Severity::{self, Error, Warning};

macro_rules! codes {
    ($($name:ident = $code:literal $severity:ident $title:literal $text:literal)+) => {
        /// The code of a diagnostic. Its text form is `SW` and four digits.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $name),+ }

        impl Code {
            /// Every code in table order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// `SW0203`.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $code),+ } }

            /// The severity, unless a setting changes it.
            #[must_use]
            pub const fn severity(self) -> Severity { match self { $(Self::$name => $severity),+ } }

            /// The rule in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str { match self { $(Self::$name => $title),+ } }

            /// The text of `stubwright explain`: why the rule exists, what it rejects, and what to write instead.
            #[must_use]
            pub const fn explanation(self) -> &'static str { match self { $(Self::$name => $text),+ } }
        }
    };
}

codes! {
    Bug = "SW0001" Error "a bug in stubwright"
        "An internal assumption of the generator did not hold. Nothing was written. Please report it together with the spec."
    Unreadable = "SW0101" Error "the file cannot be read"
        "The file does not exist, is not a regular file, or cannot be opened. The message includes the reason given by the system."
    NotUtf8 = "SW0102" Error "the file is not UTF-8"
        "Specs are UTF-8 text. The message names the first invalid byte and the encoding that the file seems to have; the help gives a command that converts it. A UTF-8 byte order mark is accepted."
    YamlSyntax = "SW0103" Error "not valid YAML"
        "The YAML parser stopped here. The most common causes are an unquoted `,` or `: ` inside `{…}`, a tab used as indentation, and a missing closing bracket."
    JsonSyntax = "SW0104" Error "not valid JSON"
        "Files ending in `.json` are read as JSON (RFC 8259): no comments, no trailing commas, and only double quotes."
    DuplicateKey = "SW0105" Error "a duplicate key"
        "A map has the same key twice. YAML 1.2 forbids it (section 3.2.1.3), and most readers silently keep one of the two. Both places are shown."
    TooDeep = "SW0106" Error "nested too deeply"
        "Maps and lists are nested more than 128 levels deep."
    AliasBudget = "SW0107" Error "aliases expand too far"
        "Aliases (`*name`) would expand this file to more than 100,000 nodes, or an alias is inside the node that it refers to."
    KeyNotScalar = "SW0108" Error "a key is not a scalar"
        "Keys are plain or quoted text. A list or map as a key (`? [a, b]`) has no meaning in a spec."
    UnsupportedYaml = "SW0109" Error "a YAML feature that specs do not use"
        "Tags (`!name`), merge keys (`<<`) and multiple documents in one file are not part of the format."
    FileTooLarge = "SW0110" Error "the file is too large"
        "Files larger than 64 MiB are rejected."
    EmptyFile = "SW0111" Error "the file is empty"
        "The file contains nothing, or only comments."
    FullWidth = "SW0112" Error "a full-width character instead of an ASCII one"
        "Pages in Chinese, Japanese and Korean print `：`, `，`, `“”`, `（）`, `？` and spaces such as U+3000 where YAML and the format use ASCII characters. YAML reads them as text, so a key or a type is not what it looks like. If the server really expects such a character, write it as an escape in double quotes: `\"\\uFF1F\"`. Documentation and other text for people may contain them."

    UnknownKey = "SW0201" Error "an unknown key"
        "Every map of the format has a fixed set of keys; any other key is a typo or belongs elsewhere. The help names the closest key. In a struct every key is a field, so this error never occurs there."
    MissingKey = "SW0202" Error "a required key is missing"
        "A few keys are required: `stubwright` and `api` at the top, `success` in an envelope, a method in an endpoint, `type` in the long form of a field."
    WrongShape = "SW0203" Error "a value of the wrong kind"
        "There is a map instead of text, a word instead of `true` or `false`, and so on. The message says what was expected and what was found."
    BadType = "SW0204" Error "not a type"
        "A type is a scalar (`string bool i32 i64 u32 u64 f64 decimal date datetime url bytes any`), the name of a type, a list `[T]`, a map `{T}`, or a generic type `Page<T>`. It may be followed by a range (`string(1..=64)`) and, if the value can be null, by `| null`. A `?` after the key makes the value optional. Every struct is declared with a name under `types:`; there are no anonymous structs."
    NotYet = "SW0205" Error "part of the format, but not supported yet"
        "The format defines this key or word, but this version of stubwright cannot generate code for it. It is rejected rather than ignored, because ignoring it would generate a client that behaves differently from the spec."
    UnknownWord = "SW0206" Error "not one of the allowed words"
        "Keys such as `retry`, `category` and `as` accept one word out of a short list. The message shows the list."
    UnknownFormat = "SW0207" Error "an unknown format version"
        "`stubwright: 1` is the first line of every spec. It is the version of the format, not of your API."
    BadPath = "SW0208" Error "an invalid path"
        "Envelope paths consist of keys and indexes separated by dots: `error.log_id`, `errors.0.code`. A key with special characters is written `[\"a.b\"]`, the only key with a certain ending `*_response`, the whole root `.`. `http` is the status, `header:x-request-id` a response header. Paths of checks refer to the request: `signers[*].signFields.0`; `[*]` means each item of a list."
    LongForm = "SW0209" Error "a struct that looks like the long form of a type"
        "A type whose map has one of the keys `struct`, `enum`, `alias` or `union` is in the long form. A struct with a field of that name must declare its fields under `struct:`, as in `Card: {struct: {alias: string, number: string}}`."
    DuplicateValue = "SW0210" Error "a duplicate value in an enum"
        "Two names for one wire value would make reading ambiguous."
    SuspiciousBlank = "SW0211" Warning "a name with leading or trailing spaces"
        "Names with leading or trailing spaces are usually mistakes on the page, but sometimes they are what the server really sends. The name is kept exactly as written. Add the trimmed name as `alias:` to accept both."
    BadUnion = "SW0212" Error "an invalid union"
        "With `tag:`, the key that says which type it is, a union is a map from tag value to type. Without a tag it is a list of types or a map from name to type, and the one that fits best is used. `content:` is for values that are next to the tag, under their own key. `values:` lists the values of the tag that lead to a type; the key is then its name."
    NumbersAsText = "SW0213" Warning "numbers or flags that are sent as text"
        "The values of an enum are sent as text unless it is declared `as: int`. Unquoted whole numbers are most often numbers on the wire too."

    UnknownType = "SW0301" Error "an undeclared type"
        "The name is neither a built-in type nor declared under `types:`. The help names the closest one, or the format's name for a type of another language."
    BadTypeName = "SW0302" Error "an invalid type name"
        "Type names consist of letters, digits and `_`. The names of the built-in types are reserved."
    DuplicateField = "SW0303" Error "two fields with the same wire name"
        "Each wire name, including those under `alias:`, belongs to one field. `a` and `a?` are the same field."
    AliasCycle = "SW0304" Error "an alias that refers to itself"
        "Following the aliases never leads to a struct, an enum or a built-in type. The message shows the cycle."
    InfiniteType = "SW0305" Warning "a type without finite values"
        "A struct requires itself, directly or through other structs, so no finite value exists. The code compiles (the field is boxed), but no value can be built or decoded. Make a field optional, or a list."
    UnusedType = "SW0306" Warning "a type that no endpoint uses"
        "The type is generated, but no request or response contains it."
    BadApiName = "SW0307" Error "an invalid API name"
        "`api:` is the short name of the API, suitable for a file name. It consists of lower-case letters, digits, `_` and `-`, and starts with a letter."
    BadGeneric = "SW0308" Error "a misused generic type"
        "A generic type has exactly one type argument: `Page<Contract>`. Only structs can be generic. Inside a generic type, its parameter can only be passed on unchanged: `Page<T>` may contain `Box<T>`, but not `Box<[T]>`, because such types could grow without end."
    BadSpelling = "SW0309" Error "`as` does not fit the type"
        "`as: string` is for whole numbers and `bool`; `as: int` for `bool`; `base64`, `base64url` and `hex` for `bytes`; `rfc3339`, `unix` and `unix_ms` for `datetime`. They can also be used on lists and maps of these types."
    BadDefault = "SW0310" Error "an invalid default"
        "`default:` is the value of an absent field, so the field must be optional, with a `?` after its key. The default is a string, a number, a boolean, a value of an enum, or an empty list or map, and must fit the type and its range."
    BadExample = "SW0311" Warning "an example that does not fit its type"
        "The example has a key that the type does not have, lacks a required one, or has a value of another kind. Either the example or the type is wrong; on most pages, samples are wrong more often than tables."
    BadRange = "SW0312" Error "an invalid range"
        "A range limits the number of characters of a `string`, the value of a number, or the number of elements of a list or map. Its bounds are inclusive, the first must not be greater than the second, and both must fit the type."
    BadVariant = "SW0313" Error "a type that cannot be in this union"
        "The types of a union with a tag must be structs, or unions of structs, because the tag is one of their keys; with `content:` they can be any type. A struct in such a union can declare the tag itself, if the field can have the values that lead to the struct: as a fixed field, a string, a number, a flag or an enum that has them. It has to if several values lead to it, because nothing else says which one it is."
    NeverChosen = "SW0314" Warning "a type of a union that is never chosen"
        "Of the types of a union that a value can be, the one that fits best is used, and the first of those that fit alike. This one comes after a type that fits each of its values as well: a `string` every value of an enum, a `decimal` every number, and a struct every object that has its required fields, if it declares all fields of the other one. Ranges are not considered."

    BadRole = "SW0317" Error "a field that cannot be fixed, inline or the rest"
        "`\"*\": T` is a map of the members that no other field has, so a struct has at most one, and it is never absent. `inline: true` writes the members of a struct, or of a union with a tag, beside the other fields: such a field has no key, so it cannot be absent or null, and a struct has at most one of the two. `fixed:` is a string, a number or a flag that the member always is; there is no field for it in generated code, so other keys say nothing."
    DottedTag = "SW0324" Warning "a tag that looks like a path"
        "`tag:` and `content:` of a union are keys of the object, and not paths: `header.event_type` is a member with a dot in its name. If the tag is in another object, use a union without `tag:` whose types have a fixed field there. If the server really sends such a key, declare it in the types of the union, or at least one other field with a dot in its name; the warning then goes away."

    EmptyCode = "SW0401" Error "a row of the error table has no code"
        "The key of a row is the code that the server sends. An empty key or `~` matches nothing. Rows for failures without a code are listed under `\"\"`, each with `match:`."
    UnquotedCode = "SW0402" Warning "a code that other YAML readers change"
        "Other YAML readers read `0400` as 256 or 400, `1e3` as 1000, `NO` as false, and `12:30` as 750. Stubwright keeps the code as written; other tools that read the file do not. Quote the code."
    UnnamedError = "SW0403" Warning "an error row without a name"
        "Without `name:`, the variant is named after the code (`Oc40003`), which means nothing in a `match`. Name it after what went wrong."
    CodeIsSuccess = "SW0404" Error "an error row for the success code"
        "According to `success:` of every envelope that the endpoints of the row use, a response with this code is a success, so no call fails with it and its variant never occurs. A code that comes with an error status is fine: the envelope then tests `http`, or the row has `http: 400`. Many vendors list the success code in their error table; in a pasted table, such a row is left out with a warning."
    CodesUnread = "SW0405" Warning "an error table that nothing reads"
        "The spec has an error table, but its envelope does not say where the code is in a response, so every failure would be a plain HTTP error."
    HiddenCharacter = "SW0406" Warning "an invisible character"
        "Bidirectional control characters change the reading direction of the surrounding text (CVE-2021-42574), and zero-width characters make texts differ that look the same. They are usually copied from a web page by accident. Joiners that a script or an emoji needs (UAX #31, RFC 5892, UTS #51) are accepted."
    AmbiguousRows = "SW0407" Error "rows of one code that cannot be distinguished"
        "A code may have a list of rows. The first one whose `match:` matches the response is used, or otherwise the one without `match:`. At most one row can lack `match:`, and no two can have the same."
    BadMatch = "SW0408" Error "a match that cannot work"
        "`match:` is compared with the server's message (`envelope.message`), and its `sub_code` with the second code (`envelope.sub_code`). If the envelope does not say where these are, or if the pattern matches everything or nothing, the row cannot be distinguished from the others."
    BadTableName = "SW0409" Error "an invalid error table name"
        "Names of error tables consist of lower-case letters, digits, `_` and `-`, and start with a letter."
    UnknownTable = "SW0410" Error "an undeclared error table"
        "`errors: {tables: [refunds]}` of an endpoint refers to entries of `tables:`. The rows under `errors:` at the top belong to every endpoint."
    UnusedTable = "SW0411" Warning "an error table that no endpoint uses"
        "An entry of `tables:` is used only by the endpoints that list it in `errors: {tables: […]}`. Errors that every endpoint can return belong under `errors:` at the top."
    BadErrorTable = "SW0412" Error "a pasted table that cannot be read"
        "`errors: {table: …}` is a Markdown table (GFM section 4.10) as printed on the vendor's page: a header row, a delimiter row such as `|---|---|`, and one line for each row. The columns are recognized by their headings, or listed in `columns: [code, message, solution]`."
    DuplicateCode = "SW0413" Error "a duplicate code in a pasted table"
        "Rows of one code are distinguished by the server's message, which the table does not contain. Add a list for such a code under `rows:`, with an entry for each of its rows in the order of the table, and `match:` in all but one of them."
    NothingRefined = "SW0414" Error "an entry of `rows` without a row"
        "`rows:` next to a pasted table adds details to its rows: names, `retry`, `category`. An entry whose code is not in the table is a typo, or the vendor has removed the row."
    LeftOut = "SW0415" Warning "an ignored part of a pasted table"
        "A column has an unknown heading, a row has more cells than the table has columns, or a cell of the `http` column is not an HTTP status. `columns:` says what the columns are; `skip` marks those to ignore."
    RetryUnsaid = "SW0416" Warning "a text that advises to try again, without `retry:`"
        "The vendor's text advises to try again, but the row does not say whether that is safe, so calls are not retried. Use `retry: safe`, `idempotent`, `throttle` or `check_first` to say when it is, or `retry: never` if a retry cannot succeed."
    ContradictoryAdvice = "SW0417" Warning "a message and a solution that contradict each other"
        "One of them advises to try again, the other to contact the vendor. Whoever reads the error sees both. Ask the vendor which one is right; `allow: [SW0417]` in the row keeps both texts as they are on the page."
    HttpLikeCode = "SW0418" Warning "a code that looks like an HTTP status"
        "A row for `404` may mean the status of the response or a code in its body. Stubwright reads it as a code in the body, so a response that only has this status does not match the row. Use `http:` to say which status comes with it."
    Placeholder = "SW0419" Warning "a message that is a template"
        "`%s`, `{0}` and `${name}` are placeholders for values that only the server knows. The message of a row is shown unchanged if the server sends none. In `match:` placeholders are compared literally; use `*` for any text."
    BadAllow = "SW0420" Warning "an `allow` without effect"
        "`allow:` of a row lists findings about this row that are intended: SW0403, SW0404 and SW0416 to SW0419. One that no longer applies would hide the next mistake."

    FullWidthName = "SW0421" Warning "a full-width character in a text that the server compares"
        "Full-width punctuation, digits and letters from East Asian keyboards look like ASCII ones but are different characters. In a name or value with letters of another script they may be intended, so the text is kept as written. If they are intended, write the character as an escape in double quotes: `\"\\uFF08\"`."
    BadDocsLink = "SW0422" Error "a link that is not HTTP or HTTPS"
        "Tools that print errors show `docs:` as a link. Other schemes can run code there (`javascript:`), and text that is not a URL leads nowhere."

    PayloadUnplaced = "SW0501" Error "a response without a place in the envelope"
        "An endpoint declares a `response:`, but the envelope has no `data:`. `data: result` reads it from a key, `data: .` reads the whole body."

    UnknownEnvelope = "SW0502" Error "an undeclared envelope"
        "`envelope:` of an endpoint refers to an entry of `envelopes:`, or is `none`: then the HTTP status alone decides, and the whole body is the payload."
    UnusedEnvelope = "SW0503" Warning "an envelope that no endpoint uses"
        "An entry of `envelopes:` is used only by the endpoints that name it with `envelope:`. The default for all endpoints is `envelope:` at the top."
    BadEnvelopeName = "SW0504" Error "an invalid envelope name"
        "Names of envelopes consist of lower-case letters, digits, `_` and `-`, and start with a letter. `none` is reserved for no envelope at all."

    NoMethod = "SW0601" Error "an endpoint without a method, or with two"
        "An endpoint has exactly one of `get`, `post`, `put`, `patch`, `delete` and `head`, whose value is the path."
    BadUrlPath = "SW0602" Error "an invalid URL path"
        "A path starts with `/`, has no query or fragment, and contains only the characters allowed by RFC 3986 section 3.3. `.` and `..` segments are rejected, percent-encoded or not, because clients and proxies resolve them."
    BadServer = "SW0603" Error "an invalid base URL"
        "A base URL has a scheme (`https://`), a host and an optional path: `https://api.example.com/v2`. Pages often print it without the scheme."
    UnknownErrorCode = "SW0604" Error "a code that is not in the error table"
        "`errors:` of an endpoint lists rows of the error table by code or by name."
    BodyWithoutMeaning = "SW0605" Error "a body on a method without one"
        "GET and HEAD requests have no body (RFC 9110 sections 9.3.1 and 9.3.2), and the response to HEAD has no content: it can have neither a payload nor an envelope that reads success from the body."

    UndeclaredParam = "SW0606" Error "an undeclared path parameter"
        "Every `{name}` in a path must be declared under `params:`, with its type."
    ParamNotInPath = "SW0607" Error "a parameter that the path does not have"
        "A parameter with `in: path` must occur in the path as `{name}`, spelled like its key."
    BadParam = "SW0608" Error "a parameter that cannot be sent"
        "Parameters are scalars, enums and aliases of those; in the query, in headers and as `{+name}` in the path they can also be lists of those. They cannot be `any`, structs, maps or files. A path parameter is always present, and `style:` is only for lists in the query."
    BadHeaderName = "SW0609" Error "an invalid header name"
        "A header name consists of letters, digits and `-` (RFC 9110 section 5.6.2). `Host`, `Content-Length`, `Transfer-Encoding` and `Connection` are set by the transport."
    DuplicateParam = "SW0610" Error "two parameters with the same place and name"
        "A query parameter or a header is declared only once: by the endpoint, by `common:` or by `auth:`. Header names are case-insensitive."
    BadBody = "SW0611" Error "an invalid body"
        "A body has exactly one kind. The value of `json`, `form` and `multipart` is a type, the value of `bytes` and `text` a content type such as `application/pdf`."
    BadFormBody = "SW0612" Error "a type that a form cannot carry"
        "A form consists of names and values, so its type is a struct. Scalars, enums and lists of those are sent as texts, and everything else with its keys in brackets (`metadata[key]`), or as JSON with `as: json`. What has no name of its own (`\"*\"`, `inline:`) cannot be a form field, and only a multipart form can have files."
    FileOutsideForm = "SW0613" Error "a file outside a multipart body"
        "`file` is the type of a part of a multipart body. It can be used only for fields of a struct that is sent as `request: {multipart: …}`. For other bytes use `bytes`, for a binary body `request: {bytes: application/pdf}`."
    BadTag = "SW0614" Error "an invalid tag"
        "Each tag has its own file next to `client.rs`, so a tag consists of at most 40 lower-case letters, digits and `_`, with one `_` between words, and is not one of the reserved names."
    BadInclude = "SW0615" Error "a file that cannot be included"
        "Paths under `include:` are relative to the including file, with `/` between directories. Nothing outside its directory is read: a spec may come from anywhere, and must not make a build read other files."
    CannotInclude = "SW0616" Error "an included file cannot be read"
        "The file does not exist, is not a regular file, cannot be opened, or a symbolic link points outside the directory of the including file."
    BadVariable = "SW0617" Error "a variable that does not match its URL"
        "Every `{name}` in a base URL is a key of `variables:`, and vice versa. Each has a default, which is one of its values if they are listed."
    BadCommon = "SW0618" Error "a contradictory global parameter"
        "A global parameter, declared under `common:`, is constant (`value:`), generated for each call (`fill:`), or set by the user of the client. `fill: local` needs `timezone:` at the top."
    BadAuth = "SW0619" Error "a contradictory or unknown authentication scheme"
        "`auth:` is an authentication scheme or a list of them. A scheme has one kind, and a client has at most one request signer. An endpoint names schemes of the API, by their `name:` or by what they are: `auth: [user_token, bearer, none]`."

    BadKey = "SW0620" Error "an invalid idempotency key"
        "`idempotent: {header: Idempotency-Key}` names a header for keys that the client generates. `idempotent: {field: orderNo}` names a value that the caller sends anyway and that the server uses to recognize a repeated call. It is a body field or a parameter, given by its name on the wire, and is a string or a number."
    BadRedirect = "SW0621" Error "a redirect that cannot be handled as declared"
        "`redirect: follow` sends the request again to another URL, so it is for `get:` and `head:`, which have no body and change nothing. `redirect: return` makes every 3xx a success without a payload, so the response must be one that may be missing: `response: Doc?`, bytes, or none."

    BadPages = "SW0622" Error "pages that cannot be turned"
        "`pages:` says how the next page of a list is requested. `items:` is the path of the list in the payload. One of `cursor:`, `page:` and `offset:` names the body field or parameter that selects a page, and `next:` says where the next cursor is. `more:`, `total:` and `last:` are paths in the payload as well."

    NameCollision = "SW0701" Error "two names become the same Rust name"
        "Two names in the spec become the same Rust name (`a-b` and `a_b` are both `a_b`). If stubwright chose, the next change of the spec could rename something, so choose one yourself with `name:`. A name that comes from a value or from an endpoint is not renamed for one that is written later either."
    DerivedCollision = "SW0702" Warning "names derived from wire values collide"
        "Codes or enum values such as `a-b` and `a_b` become the same Rust name. The first keeps it, and any other gets a suffix computed from its own text. Which one was first is known from `stubwright.lock`, and without that file from the spec. Name them yourself with `name:` or with a map from name to value."
    BadRustName = "SW0703" Error "an invalid Rust name"
        "`name:` is used unchanged: `UpperCamelCase` for error rows and enum values, `snake_case` for fields. It starts with a letter and consists of letters, digits and `_`."

    LatinTwin = "SW0704" Warning "letters that look like Latin ones"
        "Some Cyrillic, Greek and other letters look like Latin ones, and get into a name through the wrong keyboard layout. The name is then never what the server sends. If it is intended, give it a Rust name in Latin letters."
    LookAlikes = "SW0705" Warning "two names that look the same"
        "Nobody can tell apart names that look the same, and rustc warns about them: `confusable_idents`, `mixed_script_confusables`. The lints look at the whole crate, so generated code cannot allow them. Give one of the two another name; the name on the wire stays the same."

    SharedRequest = "SW0706" Error "a request struct that is used elsewhere"
        "A struct named like an endpoint, `StartContract` or `StartContractRequest` for `start_contract`, is the request of that endpoint and takes in its parameters. Such a struct cannot be part of other types or requests, which would have the parameters too. A type with any other name is the `body` of a generated request struct, and can be used anywhere."

    ConfigSyntax = "SW0801" Error "not valid TOML"
        "`stubwright.toml` is TOML 1.0. The most common causes are a value without quotes and a missing bracket of `[[api]]`."
    UnknownSetting = "SW0802" Error "a setting that does not exist"
        "An unknown key in `stubwright.toml` would silently have no effect, so it is rejected."
    BadSetting = "SW0803" Error "a missing or invalid setting"
        "Each `[[api]]` of `stubwright.toml` has two quoted paths, relative to that file: `spec`, the spec, and `out`, the directory for the generated files. Stubwright owns that directory, so no other API may write into it or its subdirectories."
    BrokenLock = "SW0804" Error "a `stubwright.lock` that cannot be read"
        "`stubwright.lock`, beside the specs, has a section for each spec, `[orders.yaml]`, and in it a line for each decision that callers of the generated code rely on: `arguments Move = source target`, `box Node next = boxed`, `name Status OPEN = Open`, `row 400 = Code400`. Lines can be in any order. A line that cannot be read, or two lines that say different things about one subject, would change the generated API, so nothing is generated."
    ForeignFile = "SW0811" Error "a file that stubwright did not write is in the way"
        "Stubwright overwrites only files that it wrote: those with `@generated by stubwright` in their first line and those listed in `.stubwright` in the output directory. Move or delete other files, or generate into a separate directory."
    CannotWrite = "SW0812" Error "the output cannot be written"
        "The system refused to read or write in the output directory, or a symbolic link there points elsewhere. Every file is either unchanged or complete; none is half written."
    StaleOutput = "SW0821" Error "generated code is out of date"
        "`generate --check` compares the output directory with what would be generated now, and they differ: the spec, the generator or the generated files have changed. Generate again and commit the result."
    CannotChange = "SW0822" Error "the spec cannot be changed"
        "`check --fix` replaces a spec entirely or not at all. It does not change a file through a symbolic link, a read-only file, or a file that changed between reading and writing."
    StaleLock = "SW0823" Error "`stubwright.lock` is out of date"
        "The spec has something new, or lacks something that it had, and `stubwright.lock` does not say how its names, boxes and arguments were decided. Generate without `--locked` and commit the file together with the spec, so that later additions change none of it."

    BadCheck = "SW0901" Error "a check without meaning"
        "A check is a map with at least one rule, and each rule must be one that some requests satisfy and others violate. `max` must not be less than `min`, lists must not be empty, `choose` cannot count more paths than it lists, and `fact`, `skew` and `across` belong next to their rule. In addition, stubwright searches for requests that satisfy each rule, alone and together with the other rules of its row, with all fields present that the rules refer to: there are none for `compare: \"a < a\"`, or for `a < b` together with `b < a`. The search uses values of the types, within their ranges. Rules that depend on the time of the call, on facts or on your own functions are not searched."
    BadMoment = "SW0902" Error "not a time or a duration"
        "A point in time is `now`, `now+12mo`, `now-1d`, a date (`2024-12-12`) or an RFC 3339 time (`2024-12-12T08:00:00+08:00`; without an offset it is interpreted in the most lenient way). A duration is a number and one of the units `s m h d w mo y`; months and years are calendar months and years."
    UnknownField = "SW0903" Error "a path that no request has"
        "Paths of checks consist of wire names and start at the request: first the fields of the body are considered, then the parameters of the endpoint. `[*]` after a list or map means each of its items, a number means one item of a list. A rule applies to every endpoint that can return the row and whose request has all paths of the rule; there must be at least one. Paths cannot look into unions and values of the type `any`."
    WrongRule = "SW0904" Error "a rule that does not apply to the type"
        "`extension`, `format`, `length` and `contains` apply to strings, `range` to numbers, `items` and `unique` to lists, `time` and `span` to dates and times, `one_of` to strings, whole numbers, enums and booleans. What counts is the type that the request has at the path."
    BadRuleValue = "SW0905" Error "a value that the field cannot have"
        "A value of `one_of` or `when` must be a value of the field: one of the listed values of an enum, a whole number that its type can hold, `true` or `false`. The bounds of `range` must fit the type as well. With any other value the rule would never hold, or always."
    BadScope = "SW0906" Error "paths in different lists"
        "The paths of a rule must refer to items of the same lists: `items[*].a` and `items[*].b` belong together, `items[*].a` and `others[*].b` do not. In `compare` and `span`, one of the two may be further outside. A path of `when` must be in one of the outer lists that the rule iterates over, or outside of them."
    CannotCompare = "SW0907" Error "two values that cannot be compared"
        "`compare` is for two whole numbers, two `f64`, two `decimal`, or two dates or times. For equality it can also compare two strings."
    UncheckedPattern = "SW0908" Warning "a regular expression that is not checked"
        "The expression is compiled when the client is generated, with an engine that runs in linear time: no look-around, no backreferences, no Unicode classes, nothing that compiles to more than a megabyte. An expression that it does not support is left to the server, so the row is only checked in part."
    BadCheckedEndpoint = "SW0909" Error "`on` names an endpoint that the check cannot apply to"
        "`on:` names endpoints of this spec that can return the row: those that list it under `errors:`, and those without `errors:`."
    UnansweredCheck = "SW0910" Error "a check of a row that no endpoint returns"
        "The checks of a row apply to the requests of the endpoints that can return it: those that list it under `errors:`, and those without `errors:`. There is no such endpoint."
    UnboundCheck = "SW0911" Error "an unbound function"
        "A spec is untrusted text and contains no Rust code. Whoever generates the client binds `custom: name` to a function: under `[api.checks]` in `stubwright.toml`, or with `Build::check`."
    NeverBroken = "SW0912" Warning "a rule that every request satisfies"
        "Such a rule never reports its row. Stubwright searches for a request that violates each rule. There is none if the field of `present` is required and cannot be empty, if a range is that of the type, if `contains` lists an empty string, or if `when:` requires the opposite of the rule. The search uses values within the ranges of their types and just outside of them."

    NothingToDraft = "SW1001" Error "a page with nothing to draft from"
        "`draft` looks for error tables, JSON samples, calls (curl commands, HTTP requests, a method with a URL) and field tables. The pages have none of them, so nothing was written. A page that is rendered by scripts is empty before they run: copy its text from the browser into a file."
    NoScheme = "SW1002" Warning "a URL without a scheme"
        "The page prints a host without `https://`. The draft uses `https`; ask the vendor, or try it."
    EmptySegment = "SW1003" Warning "an empty segment in a path"
        "The page prints `//` inside a path. It is drafted as printed, because servers distinguish `/a//b` from `/a/b`."
    BrokenSample = "SW1004" Warning "a sample that is not JSON"
        "What the page prints as JSON is not valid JSON (RFC 8259). It was read leniently; the message says what was tolerated."
    BlankInKey = "SW1005" Warning "a key with leading or trailing spaces"
        "The page prints a key with spaces before or after it. If the server sends them too, they are part of the key; if it is a mistake on the page, they are not. The draft reads both."
    LargeNumber = "SW1006" Warning "a number beyond 2^53"
        "Many JSON readers store numbers as 64-bit floats and round whole numbers beyond 2^53. The generated client does not, but other readers of such responses may."
    SkeletonValues = "SW1007" Warning "a sample with placeholder values"
        "The values of the sample are `\"string\"` and `0`: they show the types that a tool assumed, not values that a server has ever sent. Types drafted from it are guesses."
    MixedSamples = "SW1008" Warning "samples that contradict each other"
        "A field has values of different kinds in the samples of the page."
    SampleAgainstTable = "SW1009" Warning "a sample that contradicts a table"
        "The sample has a field that is not in the field table, or a value of another kind than the table says."
    SampleBreaksRule = "SW1010" Warning "a sample that the server would reject"
        "A request printed on the page violates a rule of the page's own error table. Rules about time are checked against the current time, or `--now`."
    WrongEnding = "SW1011" Warning "a file name that contradicts its type"
        "The sample names a file type, but the name of its file has another extension."
    OrphanField = "SW1012" Warning "a nested field whose parent has no row"
        "The table has a row for a field but none for the object that contains it. Whether that object is required is a guess."
    SuccessRow = "SW1013" Warning "a success row in an error table"
        "The table lists the success code among the errors. It is not an error; the envelope says that it means success."
    OddRow = "SW1014" Warning "an unusual row"
        "A row without a code, a range of codes, a duplicate row, two messages in one cell, or a letter that only looks Latin."
    DisputedCode = "SW1015" Warning "a code with several meanings"
        "The page lists one code several times with different messages. The rows are distinguished by their messages, which may change; ask the vendor for separate codes."
    CannotUpdate = "SW1016" Error "a spec that cannot be updated from its pages"
        "Drafting into a spec edits its text. The spec is left unchanged if it cannot be read, if it is JSON, or if the edits would introduce a new error."
    EmptyHeader = "SW1017" Warning "a header without a value"
        "A call on the page has a header without a value. It is not known whether the server expects it to be empty, or the page omits the value. The draft lists the header without a value."
}

impl Code {
    /// The code that is spelled `text`; case does not count.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text))
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Severity};

    #[test]
    fn codes_are_unique_and_ascending() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].as_str() < pair[1].as_str(), "{} before {}", pair[0], pair[1]);
        }
        for code in Code::ALL {
            assert!(matches!(code.severity(), Severity::Error | Severity::Warning), "{code}");
            assert!(code.explanation().ends_with('.'), "{code}");
        }
    }
}
