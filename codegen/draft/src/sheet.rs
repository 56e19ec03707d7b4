//! The drafted spec: parts of an [`ast`](stubwright_spec::ast) with notes, the reason and the place of each line.
//!
//! It is not an `ast` itself, because drafting changes its mind: parts are renamed, merged and dropped until the last
//! page is read, and their notes go with them. Writing turns it into one. What only rows have (rules, envelopes) holds
//! paths as the pages have them.

pub(super) mod ty;

use stubwright_spec::ast::preflight::{Condition, Path, RuleKind};
use stubwright_spec::ast::{
    AuthKind, BodyKind, BodyPath, BodyStep, Common, Enum, Field, Method, Param, Repr, Retry, Sample,
    SampleKind, Source, TypeExpr,
};
use stubwright_spec::front::native::notation;
pub(super) use stubwright_spec::front::native::print::Note;
use stubwright_spec::front::native::print::scalar;
use stubwright_spec::source::{Span, Spanned};

/// A drafted spec, in the order of the format.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The names of the pages, for the first line.
    pub(super) pages: Vec<String>,
    pub(super) api: Noted<String>,
    pub(super) title: Option<Noted<String>>,
    /// The base URLs by name.
    pub(super) servers: Vec<(String, Noted<String>)>,
    /// The base URLs of calls that are sent elsewhere, by name.
    pub(super) other_servers: Vec<(String, Noted<String>)>,
    /// The offset of dates.
    pub(super) timezone: Option<Noted<String>>,
    /// The envelope; `None` when no response shows one.
    pub(super) envelope: Option<Envelope>,
    pub(super) auth: Option<Noted<AuthKind>>,
    /// Parameters of every call.
    pub(super) common: Vec<Noted<Common>>,
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
    pub(super) endpoints: Vec<Noted<Endpoint>>,
    /// Endpoints without an address on the pages: comments to fill in.
    pub(super) unaddressed: Vec<Noted<Endpoint>>,
    pub(super) types: Vec<Noted<Type>>,
    /// Notes on `types:` itself.
    pub(super) type_notes: Vec<Note>,
}

/// A value, and why it is so.
#[derive(Debug, Clone, Default)]
pub(super) struct Noted<T> {
    pub(super) value: T,
    /// The contents of the comment after it.
    pub(super) notes: Vec<Note>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Envelope {
    pub(super) notes: Vec<Note>,
    /// `root:`.
    pub(super) root: Option<BodyPath>,
    /// `success:`: where to look, and what must be there.
    pub(super) success: Noted<Vec<(Source, Outcome)>>,
    /// `code:`, several when the first one may be missing.
    pub(super) code: Noted<Vec<BodyPath>>,
    /// `sub_code:`.
    pub(super) sub_code: Noted<Vec<BodyPath>>,
    /// `message:`.
    pub(super) message: Noted<Vec<BodyPath>>,
    /// `data:`; a path without steps is the whole.
    pub(super) data: Option<Noted<BodyPath>>,
    /// `trace:`.
    pub(super) trace: Option<Noted<BodyPath>>,
}

/// The value that must be at a path of `success:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Text(String),
    /// A number, `true` or `false`: written as it is.
    Plain(String),
    /// A class of HTTP statuses: 2 for `2xx`.
    StatusClass(u8),
    Absent,
    Present,
}

/// `envelope: none`: the whole answer is the payload.
pub(super) const NO_ENVELOPE: &str = "none";

/// The envelope of endpoints whose payload lies beside the code, where that of others has a key of its own.
pub(super) const WHOLE: &str = "whole";

impl Envelope {
    /// The same envelope around a payload without a key of its own.
    pub(super) fn whole(&self) -> Self {
        Self { notes: Vec::new(), data: Some(Noted::plain(unplaced(Vec::new()))), ..self.clone() }
    }
}

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
    pub(super) rows: Vec<Noted<Row>>,
}

/// The translation of a message, and the tags of the languages of both.
#[derive(Debug, Clone)]
pub(super) struct Translation {
    pub(super) text: String,
    pub(super) tag: &'static str,
    pub(super) original: &'static str,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The variant.
    pub(super) name: Option<String>,
    /// Whether the name is composed of words of the message.
    pub(super) is_name_composed: bool,
    pub(super) message: Option<String>,
    /// The message in another language than that of the server.
    pub(super) translation: Option<Translation>,
    pub(super) solution: Option<String>,
    /// Notes on `solution:`, such as that the page says it with a mark for "as above".
    pub(super) solution_notes: Vec<Note>,
    /// `retry:`.
    pub(super) retry: Option<Retry>,
    pub(super) http: Option<u16>,
    pub(super) docs: Option<String>,
    /// Whether it is no longer sent.
    pub(super) is_deprecated: bool,
    pub(super) check: Option<Noted<Check>>,
    /// The message by which several rows of a code are told apart.
    pub(super) matching: Option<String>,
    /// The second code by which several rows of a code are told apart.
    pub(super) sub_code: Option<String>,
    /// Findings of `check` about the page's own words that the draft states as they are: `SW0417`.
    pub(super) allow: Vec<&'static str>,
}

/// The rules of a row for requests.
#[derive(Debug, Clone, Default)]
pub(super) struct Check {
    /// One rule, or `present:` of several places.
    pub(super) rules: Vec<RuleKind>,
    pub(super) when: Option<Condition>,
    /// How the values of `one_of:` or of the condition are written.
    pub(super) repr: Repr,
    /// Whether the server refuses more than this.
    pub(super) is_partial: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Endpoint {
    pub(super) name: String,
    pub(super) name_notes: Vec<Note>,
    pub(super) method: Method,
    pub(super) path: Noted<String>,
    pub(super) doc: Option<String>,
    /// `server:`, an entry of `other_servers:`.
    pub(super) server: Option<String>,
    pub(super) params: Vec<Noted<Param>>,
    pub(super) request: Option<BodyKind>,
    pub(super) response: Option<Noted<TypeExpr>>,
    /// `envelope:`, where its responses have another one than others, or none.
    pub(super) envelope: Option<Noted<String>>,
    /// The header of `idempotent:`.
    pub(super) idempotent: Option<Noted<String>>,
    pub(super) tables: Vec<String>,
    /// Notes on `errors:`.
    pub(super) table_notes: Vec<Note>,
}

#[derive(Debug, Clone)]
pub(super) struct Type {
    pub(super) name: String,
    /// The parameter of a generic type: `T` of `Page<T>`.
    pub(super) parameter: Option<String>,
    pub(super) kind: TypeKind,
}

#[derive(Debug, Clone)]
pub(super) enum TypeKind {
    Struct(Vec<Noted<Field>>),
    Enum(Enum),
}

impl<T> Noted<T> {
    /// A value that needs no reason.
    pub(super) fn plain(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }

    /// A value that is at a place of a page.
    pub(super) fn at(value: T, span: Span) -> Self {
        Self { value, notes: vec![Note { is_guess: false, text: String::new(), span: Some(span) }] }
    }

    pub(super) fn guess(value: T, text: impl Into<String>, span: Option<Span>) -> Self {
        Self { value, notes: vec![Note { is_guess: true, text: text.into(), span }] }
    }
}

impl Sheet {
    /// The header or the parameter that carries the credentials.
    pub(super) fn credential(&self) -> Option<&str> {
        match self.auth.as_ref().map(|auth| &auth.value) {
            Some(AuthKind::Header(name) | AuthKind::Query(name) | AuthKind::Cookie(name)) => {
                Some(name.as_str())
            }
            _ => None,
        }
    }

    /// Whether this header or parameter carries the credentials.
    pub(super) fn has_credential(&self, name: &str) -> bool {
        self.credential().is_some_and(|known| known.eq_ignore_ascii_case(name))
    }
}

/// A value without a place: the place of what is drafted is that of its notes.
pub(super) fn unplaced<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::NONE)
}

/// A path into a body by its keys; the whole body without any.
pub(super) fn body_path(keys: &[String]) -> BodyPath {
    unplaced(keys.iter().cloned().map(BodyStep::Key).collect())
}

/// A path into requests in the words of the format: `signers[*].signFields`.
pub(super) fn path(text: &str) -> Path {
    notation::request_path(text, Span::NONE)
}

pub(super) fn field(name: impl Into<String>, ty: TypeExpr) -> Field {
    Field::new(unplaced(name.into()), ty)
}

/// A parameter in the place that the format takes by itself: in the path where the path has it, else in the query.
pub(super) fn param(name: impl Into<String>, ty: TypeExpr) -> Param {
    Param { field: field(name, ty), place: None, style: None, allow_reserved: false }
}

/// A value that the page prints: a text in quotes only where it would be read as something else.
pub(super) fn sample(value: Scalar) -> Sample {
    let kind = match value {
        Scalar::Text(text) if scalar::spell_value(&text) != text => SampleKind::Quoted(text),
        Scalar::Text(text) | Scalar::Plain(text) => SampleKind::Plain(text),
    };
    Sample { span: Span::NONE.into(), kind }
}
