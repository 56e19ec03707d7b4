//! The drafted spec: what will be written, with the reason and the place of each line.

use stubwright_spec::source::Span;

/// A drafted spec, in the order of the format.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The names of the pages, for the first line.
    pub(super) pages: Vec<String>,
    /// The name of the API.
    pub(super) api: Noted<String>,
    /// The title.
    pub(super) title: Option<Noted<String>>,
    /// The base URLs by name.
    pub(super) servers: Vec<(String, Noted<String>)>,
    /// The offset of dates.
    pub(super) timezone: Option<Noted<String>>,
    /// The envelope; `None` when no response shows one.
    pub(super) envelope: Option<Envelope>,
    /// Credentials.
    pub(super) auth: Option<Noted<Auth>>,
    /// Parameters of every call.
    pub(super) common: Vec<Noted<Param>>,
    /// Notes on `common:` itself.
    pub(super) common_notes: Vec<Note>,
    /// The rows of the errors of the whole API.
    pub(super) errors: Vec<Code>,
    /// Notes on `errors:` itself.
    pub(super) error_notes: Vec<Note>,
    /// Tables of a part of the API.
    pub(super) tables: Vec<(Noted<String>, Vec<Code>)>,
    /// Rows that were left out (ranges): comments at the end of the errors.
    pub(super) left_out: Vec<Note>,
    /// The endpoints.
    pub(super) endpoints: Vec<Noted<Endpoint>>,
    /// The types.
    pub(super) types: Vec<Noted<Type>>,
    /// Notes on `types:` itself.
    pub(super) type_notes: Vec<Note>,
}

/// A value, and why it is so.
#[derive(Debug, Clone, Default)]
pub(super) struct Noted<T> {
    /// The value.
    pub(super) value: T,
    /// What the comment behind it says.
    pub(super) notes: Vec<Note>,
}

/// A reason, a place, or both: `# ? by its name, page:12`, `# page:12`, `# beyond 2^53`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Note {
    /// Whether it is a guess: `?`.
    pub(super) is_guess: bool,
    /// The reason; empty when the place says enough.
    pub(super) text: String,
    /// The place on a page.
    pub(super) span: Option<Span>,
}

/// The envelope.
#[derive(Debug, Clone, Default)]
pub(super) struct Envelope {
    /// Notes on the whole.
    pub(super) notes: Vec<Note>,
    /// `root:`.
    pub(super) root: Option<String>,
    /// `success:`: the path, and what must be there.
    pub(super) success: Noted<Vec<(String, Outcome)>>,
    /// `code:`, several when the first one may be missing.
    pub(super) code: Noted<Vec<String>>,
    /// `message:`.
    pub(super) message: Noted<Vec<String>>,
    /// `data:`; `.` is the whole.
    pub(super) data: Option<Noted<String>>,
    /// `trace:`.
    pub(super) trace: Option<Noted<String>>,
}

/// What must be at a path of `success:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A text.
    Text(String),
    /// A number, `true`, `false`, or `2xx`: written as it is.
    Plain(String),
    /// Nothing.
    Absent,
    /// Something.
    Present,
}

/// `auth:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Auth {
    /// `bearer`.
    Bearer,
    /// `basic`.
    Basic,
    /// `{header: X-Key}`.
    Header(String),
    /// `{query: access_token}`.
    Query(String),
    /// `sign`: the caller signs.
    Sign,
}

/// A parameter.
#[derive(Debug, Clone, Default)]
pub(super) struct Param {
    /// Its name on the wire.
    pub(super) name: String,
    /// Where it goes; `None` for the place that the format takes by itself (in the path when the path has it, else the query).
    pub(super) place: Option<&'static str>,
    /// Its type in the words of the format; `None` for a fixed value.
    pub(super) ty: Option<String>,
    /// Whether it may be absent.
    pub(super) is_optional: bool,
    /// A fixed value.
    pub(super) value: Option<Scalar>,
    /// `fill:`.
    pub(super) fill: Option<&'static str>,
    /// `as:`.
    pub(super) form: Option<&'static str>,
    /// `default:`.
    pub(super) default: Option<Scalar>,
    /// The description.
    pub(super) doc: Option<String>,
}

/// A scalar and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scalar {
    /// A text: quoted where it would be read as something else.
    Text(String),
    /// A number, `true` or `false`: as it is.
    Plain(String),
}

/// A code of the error table and its rows, several when one code has several meanings.
#[derive(Debug, Clone)]
pub(super) struct Code {
    /// The code; empty for rows without one.
    pub(super) code: String,
    /// Notes on the code, where there are several rows.
    pub(super) notes: Vec<Note>,
    /// The rows.
    pub(super) rows: Vec<Noted<Row>>,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The variant.
    pub(super) name: Option<String>,
    /// The message as printed.
    pub(super) message: Option<String>,
    /// What to do.
    pub(super) solution: Option<String>,
    /// Notes on `solution:`, such as that the page says it with a mark for "as above".
    pub(super) solution_notes: Vec<Note>,
    /// `retry:`.
    pub(super) retry: Option<&'static str>,
    /// `category:`.
    pub(super) category: Option<&'static str>,
    /// The status.
    pub(super) http: Option<u16>,
    /// A link.
    pub(super) docs: Option<String>,
    /// Whether it is no longer sent.
    pub(super) is_deprecated: bool,
    /// The rule.
    pub(super) check: Option<Noted<Check>>,
    /// The message by which several rows of a code are told apart.
    pub(super) matching: Option<String>,
    /// Findings of `check` about the page's own words that the draft states as they are: `SW0417`.
    pub(super) allow: Vec<&'static str>,
}

/// A rule of a row.
#[derive(Debug, Clone)]
pub(super) struct Check {
    /// What it asks.
    pub(super) rule: Rule,
    /// A place and the values for which it holds.
    pub(super) when: Option<(String, Vec<Scalar>)>,
    /// Whether the server refuses more than this.
    pub(super) is_partial: bool,
}

/// What a rule asks. Paths are in the words of the format: `signers[*].signFields`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Rule {
    /// These are there and not empty.
    Present(Vec<String>),
    /// The value is one of these.
    OneOf(String, Vec<Scalar>),
    /// The file has one of these endings.
    Extension(String, Vec<String>),
    /// A number between.
    Range(String, Option<String>, Option<String>),
    /// A text of so many characters; the unit where it is not characters.
    Length(String, Option<u64>, Option<u64>, Option<String>),
    /// A list of so many items.
    Items(String, Option<u64>, Option<u64>),
    /// No two items of a list have the same values at these keys; without keys, no two are equal.
    Unique(String, Vec<String>),
    /// A time between, such as `now` and `now+12mo`.
    Time(String, Option<String>, Option<String>),
    /// A text of this format, in the words of the format (`digits`).
    Format(String, String),
}

/// An endpoint.
#[derive(Debug, Clone, Default)]
pub(super) struct Endpoint {
    /// Its name.
    pub(super) name: String,
    /// Notes on the name.
    pub(super) name_notes: Vec<Note>,
    /// In lower case.
    pub(super) method: String,
    /// The path.
    pub(super) path: Noted<String>,
    /// What it does.
    pub(super) doc: Option<String>,
    /// Its parameters.
    pub(super) params: Vec<Noted<Param>>,
    /// The body.
    pub(super) request: Option<Body>,
    /// The type of the payload.
    pub(super) response: Option<Noted<String>>,
    /// `idempotent:`.
    pub(super) idempotent: Option<Noted<String>>,
    /// Tables of errors that are its own.
    pub(super) tables: Vec<String>,
    /// Notes on `errors:`.
    pub(super) table_notes: Vec<Note>,
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// JSON of that type.
    Json(String),
    /// A form of that type.
    Form(String),
    /// A form of parts.
    Multipart(String),
}

/// A type.
#[derive(Debug, Clone)]
pub(super) struct Type {
    /// Its name, `Page<T>` with a parameter.
    pub(super) name: String,
    /// What it is.
    pub(super) kind: TypeKind,
}

/// What a type is.
#[derive(Debug, Clone)]
pub(super) enum TypeKind {
    /// A struct.
    Struct(Vec<Noted<Member>>),
    /// An enum; `true` in `is_int` when its values are whole numbers.
    Enum {
        /// The values.
        values: Vec<Variant>,
        /// Whether they are numbers on the wire.
        is_int: bool,
    },
}

/// A field.
#[derive(Debug, Clone, Default)]
pub(super) struct Member {
    /// Its name: the key, or the key without blanks around it.
    pub(super) name: String,
    /// The key where the name is not the key, and the name as an alias.
    pub(super) wire: Option<String>,
    /// Whether the name is accepted as well as `wire`.
    pub(super) is_aliased: bool,
    /// Whether it may be absent.
    pub(super) is_optional: bool,
    /// Its type in the words of the format: `[Item](..=5)`, `string | null`.
    pub(super) ty: String,
    /// `as:`.
    pub(super) form: Option<&'static str>,
    /// The description.
    pub(super) doc: Option<String>,
    /// The default.
    pub(super) default: Option<Scalar>,
    /// An example.
    pub(super) example: Option<Scalar>,
    /// Whether it is deprecated.
    pub(super) is_deprecated: bool,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variant {
    /// Its name, where the value is none.
    pub(super) name: Option<String>,
    /// The value.
    pub(super) value: String,
    /// What it means.
    pub(super) doc: Option<String>,
}

impl<T> Noted<T> {
    /// A value that needs no reason.
    pub(super) fn plain(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }

    /// A value that stands at a place of a page.
    pub(super) fn at(value: T, span: Span) -> Self {
        Self { value, notes: vec![Note { is_guess: false, text: String::new(), span: Some(span) }] }
    }

    /// A value that is a guess.
    pub(super) fn guess(value: T, text: impl Into<String>, span: Option<Span>) -> Self {
        Self { value, notes: vec![Note { is_guess: true, text: text.into(), span }] }
    }
}
