//! The one table of diagnostic codes. Adding a code means a row here, a case under `tests/cases/err/`, and nothing else.

use super::Severity::{self, Error, Warning};

macro_rules! codes {
    ($($name:ident = $code:literal $severity:ident $title:literal $text:literal)+) => {
        /// A rule that can speak. Its text form is `SW` and four digits.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $name),+ }

        impl Code {
            /// Every code in table order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// `SW0203`.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $code),+ } }

            /// What it is unless a setting says otherwise.
            #[must_use]
            pub const fn severity(self) -> Severity { match self { $(Self::$name => $severity),+ } }

            /// The rule in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str { match self { $(Self::$name => $title),+ } }

            /// What `stubwright explain` prints: why the rule exists, what it refuses, what to write instead.
            #[must_use]
            pub const fn explanation(self) -> &'static str { match self { $(Self::$name => $text),+ } }
        }
    };
}

codes! {
    Bug = "SW0001" Error "a mistake in stubwright"
        "Something that the generator takes for granted did not hold. Nothing was written. Please report it together with the spec."
    Unreadable = "SW0101" Error "the file cannot be read"
        "The file does not exist, is no regular file, or may not be opened. The message carries the system's own reason."
    NotUtf8 = "SW0102" Error "the file is not UTF-8"
        "Specs are UTF-8 text. The message names the first byte that is not and the encoding that the bytes look like, the help the command that converts the file. A UTF-8 byte order mark is accepted."
    YamlSyntax = "SW0103" Error "not valid YAML"
        "The YAML parser stopped here. The most common causes are an unquoted `,` or `: ` inside `{…}`, a tab used as indentation, and a missing closing bracket."
    JsonSyntax = "SW0104" Error "not valid JSON"
        "Files ending in `.json` are read as JSON (RFC 8259): no comments, no trailing commas, double quotes only."
    DuplicateKey = "SW0105" Error "a key is written twice"
        "A map holds the same key twice; YAML 1.2 forbids it (section 3.2.1.3), and most readers silently keep one of the two. Both places are shown."
    TooDeep = "SW0106" Error "nested too deeply"
        "Maps and lists are nested more than 128 levels deep."
    AliasBudget = "SW0107" Error "aliases expand too far"
        "Aliases (`*name`) would expand this file to more than a hundred thousand nodes, or an alias stands inside the node that it names."
    KeyNotScalar = "SW0108" Error "a key is not a scalar"
        "Keys are plain or quoted text. A list or map as a key (`? [a, b]`) has no meaning in a spec."
    UnsupportedYaml = "SW0109" Error "a YAML feature that specs do not use"
        "Tags (`!name`), merge keys (`<<`) and several documents in one file are not part of the format."
    FileTooLarge = "SW0110" Error "the file is too large"
        "Files over 64 MiB are refused."
    EmptyFile = "SW0111" Error "the file is empty"
        "There is no node in the file, or only comments."
    FullWidth = "SW0112" Error "a full-width character where an ASCII one is meant"
        "Pages in Chinese, Japanese and Korean print `：`, `，`, `“”`, `（）`, `？` and blanks such as U+3000 where YAML and the format have ASCII characters. YAML reads them as text, so that a key or a type is not what it looks like. If the server really compares such a character, write it as an escape in double quotes: `\"\\uFF1F\"`. Texts for people are not concerned."

    UnknownKey = "SW0201" Error "a key that the format does not have"
        "Every map of the format has a fixed set of keys; a key outside it is a typo or belongs elsewhere. The message names the closest key. In a struct every key is a field, so this never fires there."
    MissingKey = "SW0202" Error "a key that must be there is missing"
        "A few keys cannot be left out: `stubwright` and `api` at the top, `success` in an envelope, a method in an endpoint, `type` in the long form of a field."
    WrongShape = "SW0203" Error "something else was expected here"
        "A map stands where text belongs, a word where `true` or `false` belongs, and so on. The message says what was expected and what was found."
    BadType = "SW0204" Error "not a type"
        "The type notation is a scalar (`string bool i32 i64 u32 u64 f64 decimal date datetime url bytes any`), the name of a type, a list `[T]`, a map `{T}`, or a generic type `Page<T>`. A range may follow (`string(1..=64)`), and `| null` for what can be null. What may be absent has a `?` on its key. A structure has a name of its own under `types:`; there are no anonymous structs."
    NotYet = "SW0205" Error "part of the format, but not supported yet"
        "The key or word has its place and meaning in the format, and this version of stubwright cannot generate code for it. It is refused rather than ignored, because ignoring it would generate a client that behaves differently from the spec."
    UnknownWord = "SW0206" Error "not one of the words that are possible here"
        "Keys such as `retry`, `category` and `as` take one word out of a short list. The message shows the list."
    UnknownFormat = "SW0207" Error "an unknown version of the format"
        "`stubwright: 1` is the first line of every spec: it is the version of the format, not of your API."
    BadPath = "SW0208" Error "not a path"
        "Envelope paths are keys and indexes separated by dots: `error.log_id`, `errors.0.code`. A key with odd characters is written `[\"a.b\"]`, the only key with a certain ending `*_response`, the whole root `.`. `http` is the status, `header:x-request-id` a response header. Paths of checks lead into requests: `signers[*].signFields.0`; `[*]` means each item of a list."
    LongForm = "SW0209" Error "a struct that looks like the long form of a type"
        "A type whose map has one of the keys `struct`, `enum`, `alias` or `union` is in the long form. A struct that has a field of that name declares its fields under `struct:`, as in `Card: {struct: {alias: string, number: string}}`."
    DuplicateValue = "SW0210" Error "an enum lists a value twice"
        "Two names for one wire value would make reading ambiguous."
    SuspiciousBlank = "SW0211" Warning "a name with blanks around it"
        "Names with leading or trailing blanks are usually mistakes of the page, and sometimes what the server really sends. The name is kept exactly as written. Say `alias:` with the trimmed name to accept both."
    BadUnion = "SW0212" Error "not a union"
        "A union is a map of tag value to type with `tag:`, the key that says which type it is; or, without a tag, a list of types or a map of name to type, of which the first that fits is taken. `content:` is for values that stand beside the tag, under a key of their own."
    NumbersAsText = "SW0213" Warning "an enum of numbers that is sent as text"
        "An enum is sent as text unless it says `as: int`. Values that are whole numbers without quotes are most often numbers on the wire too."

    UnknownType = "SW0301" Error "a type that is declared nowhere"
        "The name is neither a built-in type nor declared under `types:`. The message names the closest one, or what the format calls the type of another language."
    BadTypeName = "SW0302" Error "a type cannot have this name"
        "Type names are letters, digits and `_`, and the names of the built-in types are taken."
    DuplicateField = "SW0303" Error "two fields read the same name"
        "A wire name belongs to one field, `alias:` included; `a` and `a?` are the same field."
    AliasCycle = "SW0304" Error "an alias names itself"
        "Following the aliases never reaches a struct, an enum or a built-in type. The message shows the way round."
    InfiniteType = "SW0305" Warning "no value of the type is finite"
        "A struct requires itself, directly or through other structs, so no value can be written down. The code compiles (the field is boxed), but nothing can be built or decoded. Make a field optional, or put it in a list."
    UnusedType = "SW0306" Warning "a type that no endpoint uses"
        "The type is generated, but no request and no response holds it."
    BadApiName = "SW0307" Error "not a short name"
        "`api:` is the API's short name, as it would stand in a file name. It is written in lower-case letters, digits, `_` and `-`."
    BadGeneric = "SW0308" Error "a generic type that is not used as one"
        "A generic type takes exactly one type: `Page<Contract>`. Only structs can be generic. Inside a generic type its parameter is handed on as it is: `Page<T>` may hold `Box<T>`, not `Box<[T]>`, because types that grow with every step have no end."
    BadSpelling = "SW0309" Error "`as` does not fit the type"
        "`as: string` is for whole numbers and `bool`, `as: int` for `bool`, `base64`, `base64url` and `hex` for `bytes`, `rfc3339`, `unix` and `unix_ms` for `datetime`. Lists and maps of these are fine too."
    BadDefault = "SW0310" Error "a default that cannot be used"
        "`default:` is the value of a field that may be absent, so there is a `?` on its key. It is a text, a number, a flag, a value of an enum, or an empty list or map, and fits the type and its range."
    BadExample = "SW0311" Warning "an example that does not fit its type"
        "The example has a key that the type does not know, lacks one that it requires, or has a value of another kind. One of the two is wrong, and pages are wrong more often in their samples than in their tables."
    BadRange = "SW0312" Error "a range that means nothing"
        "A range limits the number of characters of a `string`, the value of a number, or the number of elements of a list or map. Its ends are included, the first is not greater than the last, and both fit the type."
    BadVariant = "SW0313" Error "a type that cannot be in this union"
        "The types of a union with a tag are structs, because the tag is one of their keys; with `content:` they can be anything. A struct in such a union does not declare the tag itself: the union reads and writes it."
    NeverChosen = "SW0314" Warning "a type of a union that is never chosen"
        "The types of a union without a tag are tried in their order. This one comes after a type that reads every value it reads: `any` reads everything, an enum every text, a `decimal` every number, and a struct every object that has what it asks for. Ranges do not count."

    EmptyCode = "SW0401" Error "a row of the error table has no code"
        "The key of a row is the code that the server sends. An empty key or `~` matches nothing. Failures that come without a code have rows under `\"\"`, each with `match:`."
    UnquotedCode = "SW0402" Warning "a code that other YAML readers change"
        "YAML readers take `0400` for 256 or 400, `1e3` for 1000, `NO` for false, `12:30` for 750. Stubwright keeps the spelling; other tools that read the file do not. Quote the code."
    UnnamedError = "SW0403" Warning "an error row without a name"
        "Without `name:` the variant is named after the code (`Oc40003`), which says nothing in a `match`. Name it for what went wrong."
    CodeIsSuccess = "SW0404" Error "a row for the code of success"
        "Every response that carries this code is a success by the `success:` of each envelope by which the row's endpoints answer, so no call fails with it and its variant is never seen. A code that comes with a failing status is fine: the envelope tests `http` then, or the row says `http: 400`. Many vendors list the code of success in their error table; in a table that is pasted as it is, such a row is left out with a warning."
    CodesUnread = "SW0405" Warning "an error table that nothing reads"
        "The spec has an error table, and its envelope does not say where in a response the code is, so every failure would be a bare HTTP error."
    HiddenCharacter = "SW0406" Warning "an invisible character in a text"
        "Bidi controls turn the reading direction of the text around them (CVE-2021-42574), zero-width characters make two equal-looking texts differ. They usually come with copying from a web page. Joiners where a script or an emoji needs them (UAX #31, RFC 5892, UTS #51) are part of the text and no finding."
    AmbiguousRows = "SW0407" Error "rows of one code that cannot be told apart"
        "A code may have a list of rows. The first whose `match:` fits the answer is meant, or else the one without `match:`, so at most one row has none, and no two have the same."
    BadMatch = "SW0408" Error "a match that cannot work"
        "`match:` is held against the server's words (`envelope.message`), and `sub_code` in it against the second code (`envelope.sub_code`). Where the envelope does not say where these are, or where the pattern fits everything or nothing, the row could not be told apart."
    BadTableName = "SW0409" Error "an error table cannot have this name"
        "Names of error tables are lower-case letters, digits, `_` and `-`."
    UnknownTable = "SW0410" Error "an error table that is declared nowhere"
        "`errors: {tables: [refunds]}` of an endpoint names entries of `tables:`. The rows under `errors:` at the top belong to every endpoint."
    UnusedTable = "SW0411" Warning "an error table that no endpoint uses"
        "An entry of `tables:` is used by the endpoints that name it with `errors: {tables: […]}`; no answer of another one is looked up in it. What every endpoint can answer stands under `errors:` at the top."
    BadErrorTable = "SW0412" Error "a pasted table that cannot be read"
        "`errors: {table: …}` is a table of Markdown (GFM section 4.10) as it stands on the vendor's page: a line of heads, a line such as `|---|---|`, a line for each row. The columns are known by their heads, or by `columns: [code, message, solution]`."
    DuplicateCode = "SW0413" Error "a pasted table lists a code twice"
        "Rows of one code are told apart by the server's words, which the table does not say. `rows:` has a list for such a code, with an entry for each of its rows in the order of the table, and `match:` in all of them but one."
    NothingRefined = "SW0414" Error "an entry of `rows` that refines no row"
        "`rows:` beside a pasted table says more about its rows: names, `retry`, `category`. An entry whose code the table does not have is a typo, or the vendor removed the row."
    LeftOut = "SW0415" Warning "a part of a pasted table that is left out"
        "A column whose head is not known, a cell beyond the last column, an HTTP status that is none. `columns:` says what the columns are, and `skip` which of them are not wanted."
    RetryUnsaid = "SW0416" Warning "a text that advises another try, without `retry:`"
        "The vendor's words ask to try again, and the row does not say whether that is safe, so nothing is repeated. `retry: safe`, `idempotent`, `throttle` or `check_first` says when, `retry: never` that another try is no use."
    ContradictoryAdvice = "SW0417" Warning "a message and a solution that contradict each other"
        "One of them advises another try, the other to ask the vendor. Whoever reads the error sees both. Ask the vendor which holds; `allow: [SW0417]` in the row keeps both texts as they are on the page."
    HttpLikeCode = "SW0418" Warning "a code that looks like an HTTP status"
        "A row for `404` may mean the status of the response or a code in its body. Stubwright takes it for a code in the body, and a bare status for none. `http:` says which status comes with it."
    Placeholder = "SW0419" Warning "a message that is a template"
        "`%s`, `{0}` and `${name}` stand for values that only the server knows. The message of a row is shown where the server says nothing, and then as it is written. In `match:` they fit nothing: there, `*` stands for any text."
    BadAllow = "SW0420" Warning "an `allow` that does nothing"
        "`allow:` of a row lists findings about this row that are meant so: SW0403, SW0404 and SW0416 to SW0419. One that is not found any more would hide the next mistake."

    FullWidthName = "SW0421" Warning "a full-width character in a text that the server compares"
        "Full-width punctuation, digits and letters of East Asian keyboards look like the ASCII ones and are other characters. In a name or value that has letters of another script they may be right, so it is kept as written. If it is right, write the character as an escape in double quotes: `\"\\uFF08\"`."
    BadDocsLink = "SW0422" Error "a link that is not http or https"
        "`docs:` is shown as a link by tools that print errors. Other schemes can run code there (`javascript:`), and a text that is no URL leads nowhere."

    PayloadUnplaced = "SW0501" Error "a response without a place in the envelope"
        "An endpoint declares a `response:`, and the envelope has no `data:`. `data: result` takes it from a key, `data: .` takes the whole body."

    UnknownEnvelope = "SW0502" Error "an envelope that is declared nowhere"
        "`envelope:` of an endpoint names an entry of `envelopes:`, or says `none`: then the HTTP status alone decides, and the whole body is the payload."
    UnusedEnvelope = "SW0503" Warning "an envelope that no endpoint uses"
        "An entry of `envelopes:` is used by the endpoints that name it with `envelope:`. What every endpoint uses stands under `envelope:` at the top."
    BadEnvelopeName = "SW0504" Error "an envelope cannot have this name"
        "Names of envelopes are lower-case letters, digits, `_` and `-`. `none` is the word for no envelope at all."

    NoMethod = "SW0601" Error "an endpoint has no method, or two"
        "An endpoint is called with exactly one of `get`, `post`, `put`, `patch`, `delete` and `head`, whose value is the path."
    BadUrlPath = "SW0602" Error "not a URL path"
        "A path starts with `/`, ends before query and fragment, and has the characters of RFC 3986 section 3.3. `.` and `..` segments are refused, percent-encoded or not, because clients and proxies resolve them."
    BadServer = "SW0603" Error "not a base URL"
        "A base URL has a scheme (`https://`), a host, and perhaps a path: `https://api.example.com/v2`. Pages often print it without the scheme."
    UnknownErrorCode = "SW0604" Error "a code that the error table does not have"
        "`errors:` of an endpoint lists rows of the table by code or by name."
    BodyWithoutMeaning = "SW0605" Error "a body on a method that carries none"
        "GET and HEAD carry no request body (RFC 9110 sections 9.3.1 and 9.3.2), and the response to HEAD has no content: it can be neither a payload nor an envelope that the body has to tell success from failure by."

    UndeclaredParam = "SW0606" Error "a parameter of the path that is declared nowhere"
        "Every `{name}` in a path is a key of `params:`, which says its type."
    ParamNotInPath = "SW0607" Error "a parameter that the path does not have"
        "A parameter with `in: path` stands in the path as `{name}`, spelled as its key."
    BadParam = "SW0608" Error "a parameter that cannot be sent"
        "Parameters are scalars, enums, aliases of those, and lists of those in the query and in headers. `any`, structs, maps and files have no place there. A parameter of the path is always present, and `style:` says how a list is written in the query."
    BadHeaderName = "SW0609" Error "not the name of a header"
        "A name of a header is letters, digits and `-` (RFC 9110 section 5.6.2). `Host`, `Content-Length`, `Transfer-Encoding` and `Connection` belong to the transport."
    DuplicateParam = "SW0610" Error "two parameters have the same place and name"
        "A parameter of the query or a header is declared once: by the endpoint, by `common:` or by `auth:`. In headers case does not count."
    BadBody = "SW0611" Error "a body that cannot be"
        "A body is of one kind. `json`, `form` and `multipart` have a type behind them, `bytes` and `text` a content type such as `application/pdf`."
    BadFormBody = "SW0612" Error "a type that a form cannot carry"
        "A form is names and values, so its type is a struct whose fields are scalars, enums, aliases of those, or lists of those. A multipart form has files too."
    FileOutsideForm = "SW0613" Error "a file outside a multipart body"
        "`file` is the type of a part that is a file. It stands in the fields of a struct that is sent as `request: {multipart: …}`, and nowhere else. Other bytes are `bytes`, a body of bytes is `request: {bytes: application/pdf}`."
    BadTag = "SW0614" Error "a tag cannot have this name"
        "Each tag has a file of its own beside `client.rs`, so a tag is lower-case letters, digits and `_`, at most 40 of them, with one `_` between words, and none of the names that are taken."
    BadInclude = "SW0615" Error "a file that is not included"
        "Names under `include:` are relative to the file that includes, with `/` between directories. Nothing outside its directory is read: a spec may come from anywhere, and must not make a build look around."
    CannotInclude = "SW0616" Error "an included file cannot be read"
        "The file does not exist, is no regular file, may not be opened, or a symbolic link leads out of the directory of the file that includes it."
    BadVariable = "SW0617" Error "a variable that does not fit its URL"
        "Every `{name}` in a base URL is a key of `variables:` and the other way round. Each has a default, which is one of its values if there is a list of them."
    BadCommon = "SW0618" Error "a common parameter that contradicts itself"
        "A common parameter is constant (`value:`), made anew for each call (`fill:`), or set by the user of the client. `fill: local` needs `timezone:` at the top."
    BadAuth = "SW0619" Error "a way of authentication that contradicts itself"
        "`auth:` is one way or a list of ways. A way has one kind, and a client has one hook that signs."

    BadKey = "SW0620" Error "an idempotency key that cannot be"
        "`idempotent: {header: Idempotency-Key}` names a header for keys that the client makes; `idempotent: {field: orderNo}` names what the caller sends anyway, and by which the server tells that it has seen a call before. That is a field of the body or a parameter, by its name on the wire, and a text or a number."

    NameCollision = "SW0701" Error "two names become one in Rust"
        "Two names that the author chose become the same Rust name (`a-b` and `a_b` are both `a_b`). Choosing for you would rename something the next time the spec changes, so `name:` has to say."
    DerivedCollision = "SW0702" Warning "names derived from wire values collide"
        "Codes or enum values such as `a-b` and `a_b` become the same Rust name. Each got a suffix computed from its own text, so that adding another one never renames it. Give them names of their own with `name:` or with a map of name to value."
    BadRustName = "SW0703" Error "not a name in Rust"
        "`name:` is used as it is: `UpperCamelCase` for error rows and enum values, `snake_case` for fields. It starts with a letter and has letters, digits and `_`."

    LatinTwin = "SW0704" Warning "letters that look like Latin ones"
        "Letters of Cyrillic, Greek and other alphabets look like Latin ones, and get into a name by a slip of the keyboard layout. Then the name is never what the server sends. If it is right all the same, give it a name in Latin letters."
    LookAlikes = "SW0705" Warning "two names that look the same"
        "Names that differ and look the same are told apart by nobody, and rustc warns of them: `confusable_idents`, `mixed_script_confusables`. The lints look at the whole crate, so generated code cannot allow them. The wire is not concerned: give one of the two another name."

    ConfigSyntax = "SW0801" Error "not valid TOML"
        "`stubwright.toml` is TOML 1.0. The most common causes are a value without quotes and a missing bracket of `[[api]]`."
    UnknownSetting = "SW0802" Error "a setting that does not exist"
        "An unknown key in `stubwright.toml` would be silently without effect, so it is refused."
    BadSetting = "SW0803" Error "a setting that is missing or cannot be used"
        "Each `[[api]]` of `stubwright.toml` has two paths in quotes, relative to the file: `spec`, the description, and `out`, the directory of the generated files. Stubwright owns that directory, so no other API may write into it or below it."
    ForeignFile = "SW0811" Error "a file is in the way that stubwright did not write"
        "Stubwright overwrites only files that it wrote: those with `@generated by stubwright` in their first line and those in the list `.stubwright` of the output directory. Move or delete the others, or generate into a directory of its own."
    CannotWrite = "SW0812" Error "the output cannot be written"
        "The system refused to read or write in the output directory, or a symbolic link there leads elsewhere. Every file is either as it was or as it should be, and none is half written."
    StaleOutput = "SW0821" Error "generated code is not what the spec gives"
        "`generate --check` compares the output directory with what the spec gives today, and they differ: the spec, the generator or the generated files were changed. Generate again and commit the result."
    CannotChange = "SW0822" Error "the spec cannot be changed"
        "`check --fix` replaces a spec as a whole or not at all. It changes no file through a symbolic link, none that is read-only, and none that changed between reading and writing."

    BadCheck = "SW0901" Error "a check that means nothing"
        "A check is a map with at least one rule, and each rule can be kept by some requests and broken by others. `max` is not less than `min`, lists are not empty, `choose` counts no more paths than it has, and `fact`, `skew` and `across` stand beside the rule that they belong to. Beyond that, requests are searched that keep each rule, alone and together with the other rules of its row, with what the rules look at present: `compare: \"a < a\"`, or `a < b` beside `b < a`, has none. Values are those of the types and inside of their ranges. Rules that depend on the time of the call, on facts or on functions of yours are not searched."
    BadMoment = "SW0902" Error "not a time or a length of time"
        "A point in time is `now`, `now+12mo`, `now-1d`, a date (`2024-12-12`) or a time as RFC 3339 has it (`2024-12-12T08:00:00+08:00`; without an offset it is read in the widest way). A length of time is a number and one of the units `s m h d w mo y`; months and years are those of the calendar."
    UnknownField = "SW0903" Error "a path that no request has"
        "Paths of checks are names on the wire, from the request on: the fields of the body first, then the parameters of the endpoint. `[*]` stands behind a list or map and means each of its items, a number means one item of a list. A rule is for every endpoint that can answer the row and whose request has all its paths, and at least one has. Unions and values of the type `any` are not looked into."
    WrongRule = "SW0904" Error "a rule on a type that it is not for"
        "`extension`, `format`, `length` and `contains` are about texts, `range` about numbers, `items` and `unique` about lists, `time` and `span` about dates and times, `one_of` about texts, whole numbers, enums and flags. What a rule is about follows from the type that the request has at the path."
    BadRuleValue = "SW0905" Error "a value that the field cannot have"
        "A value behind `one_of` or `when` is a value of the field: one of the listed values of an enum, a whole number that its type can hold, `true` or `false`. The ends of `range` fit the type as well. Another value would make a rule that never holds, or one that always does."
    BadScope = "SW0906" Error "paths in different lists"
        "A rule with several paths looks at the items of the same lists: `items[*].a` and `items[*].b` belong together, `items[*].a` and `others[*].b` do not. In `compare` and `span` one of the two may stand further outside. What `when` looks at stands in the first of the lists that the rule goes through, or outside of them."
    CannotCompare = "SW0907" Error "two values that cannot be compared"
        "`compare` is for two whole numbers, two `f64`, two `decimal`, or two times; for equality also for two texts."
    UncheckedPattern = "SW0908" Warning "a regular expression that is not checked"
        "The expression is compiled when the client is generated, with an engine that needs time in proportion to the text: no look-around, no back references, no classes of Unicode, nothing that grows beyond a megabyte. What it does not take is left to the server, so the row is not checked as a whole."
    BadCheckedEndpoint = "SW0909" Error "`on` names an endpoint that the check cannot be for"
        "`on:` names endpoints of this spec that can answer the row: those that list it under `errors:`, and those without `errors:`."
    UnansweredCheck = "SW0910" Error "a check of a row that no endpoint answers"
        "A row is checked against the requests of the endpoints that can answer it: those that list it under `errors:`, and those without `errors:`. There is none."
    UnboundCheck = "SW0911" Error "a function that is bound nowhere"
        "A spec is untrusted text and holds no Rust. `custom: name` is bound to a function by who generates: under `[api.checks]` in `stubwright.toml`, or with `Build::check`."
    NeverBroken = "SW0912" Warning "a rule that every request keeps"
        "The row of such a rule is never reported. Requests are searched that break each rule; none does where the field of `present` is required and cannot be empty, where a range is that of the type, where `contains` lists an empty text, or where `when:` asks for something else than the rule. Values are inside of the ranges of their types or just outside of them."

    NothingToDraft = "SW1001" Error "a page with nothing to draft from"
        "`draft` looks for error tables, samples in JSON, calls (curl, a request of HTTP, a method with a URL) and tables of fields. There is none of them on the pages, so nothing was written. A page that builds itself in the browser holds nothing before it ran there: copy its text from the browser into a file."
    NoScheme = "SW1002" Warning "a URL without a scheme"
        "The page prints a host without `https://`. The draft says `https`; ask the vendor, or try."
    EmptySegment = "SW1003" Warning "an empty segment in a path"
        "The page prints `//` inside a path. It is drafted as printed: servers tell `/a//b` from `/a/b`."
    BrokenSample = "SW1004" Warning "a sample that is not JSON"
        "What the page prints as JSON is not JSON (RFC 8259). It was read as somebody would who knows what is meant; the message says what had to be overlooked."
    BlankInKey = "SW1005" Warning "a key with blanks around it"
        "The page prints a key with blanks before or behind it. If the server does too, they belong to the key; if it is a slip of the page, they do not. The draft reads both."
    LargeNumber = "SW1006" Warning "a number beyond 2^53"
        "Many JSON readers keep numbers as 64-bit floats and round whole numbers beyond 2^53. The generated client does not; whoever else reads such answers may."
    SkeletonValues = "SW1007" Warning "a sample of stand-in values"
        "The values of the sample are `\"string\"` and `0`: they say which type a tool believed in, and show no value that a server ever sent. Types drafted from it are guesses."
    MixedSamples = "SW1008" Warning "samples that do not agree"
        "One field has values of different kinds in the samples of the page."
    SampleAgainstTable = "SW1009" Warning "a sample and a table that do not agree"
        "The sample has a field that the table of fields has not, or a value of another kind than the table says."
    SampleBreaksRule = "SW1010" Warning "a sample that the server would refuse"
        "A request printed on the page breaks a rule of the page's own error table. Rules about time are held against the time of the call, or against `--now`."
    WrongEnding = "SW1011" Warning "a file that is not of the type beside it"
        "The sample names a type of file, and a file whose name ends otherwise."
    OrphanField = "SW1012" Warning "a field inside of one that has no row"
        "The table has a row for a field and none for the object around it. Whether that object is required is a guess."
    SuccessRow = "SW1013" Warning "a row of success in an error table"
        "The table lists the code of success among the errors. It is no error; the envelope says that it means success."
    OddRow = "SW1014" Warning "a row that is no usual row"
        "A row without a code, a range of codes, a row that stands there twice, two messages in one cell, or a letter that only looks Latin."
    DisputedCode = "SW1015" Warning "a code with several meanings"
        "The page lists one code several times with different messages. The rows are told apart by their words, which servers change; ask the vendor for codes of their own."
    CannotUpdate = "SW1016" Error "a spec that cannot be brought up to its pages"
        "Drafting into a spec edits its text. It is left as it is when it cannot be read, when it is JSON, or when it would have an error after the edits that it did not have before."
    EmptyHeader = "SW1017" Warning "a header without a value"
        "A call of the page has a header without a value. Whether the server wants it to be empty, or the page left its value out, is not known. The draft lists the header and gives it no value."
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
