//! Tables of codes.

use super::place::Place;
use stubwright_spec::source::{Span, Spanned};

/// A table of errors, a list, or headings of errors.
#[derive(Debug, Clone)]
pub(crate) struct ErrorTable {
    pub(crate) place: Place,
    /// Whether its heads or the texts above it say that it lists errors.
    pub(crate) is_announced: bool,
    pub(crate) layout: Layout,
    pub(crate) space: Space,
    /// The heading or the label right above it.
    pub(crate) title: Option<Spanned<String>>,
    /// The words above the codes: `errCode`, 返回码; they may be the key of the envelope.
    pub(crate) code_head: Option<Spanned<String>>,
    /// The words above second codes.
    pub(crate) sub_head: Option<Spanned<String>>,
    /// The rows in their order, rows of success and ranges too.
    pub(crate) rows: Vec<Row>,
}

/// Whose codes a table lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Space {
    /// Codes that the API answers with.
    #[default]
    Api,
    /// HTTP statuses.
    Http,
    /// Codes by which a socket is closed.
    Socket,
    /// Fates of a message or a parcel, and codes of a carrier or of its network.
    Delivery,
    /// States of something.
    States,
    /// Codes that a callback tells the client.
    Notices,
    /// Banks, cards and devices, or what they answer.
    Partners,
    /// Something else that the title of the table names.
    Others,
}

impl Space {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Api => "codes",
            Self::Http => "HTTP statuses",
            Self::Socket => "close codes of sockets",
            Self::Delivery => "results of delivery",
            Self::States => "states",
            Self::Notices => "codes of callbacks",
            Self::Partners => "codes of banks, cards or devices",
            Self::Others => "codes of something else",
        }
    }

    /// Advice for where the table is one of the API after all, or of something else.
    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::Http => {
                "a status belongs to a row as `http:`; add rows if answers have nothing else to tell errors by"
            }
            Self::Delivery | Self::States | Self::Notices | Self::Partners | Self::Others => {
                "if a field has these values, list them as an enum under `types:`; if the API answers with them, add them to `errors:`"
            }
            Self::Api | Self::Socket => "if the API answers with them, add them to `errors:`",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    Table,
    List,
    /// Headings with text below.
    Headings,
    /// Lines whose columns are lost and were guessed.
    Lost,
}

/// A row of an error table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The code as printed, without invisible characters, marks and a link; `None` where there is none.
    pub(crate) code: Option<Spanned<String>>,
    /// The second code, which tells rows of one code apart.
    pub(crate) sub_code: Option<Spanned<String>>,
    /// A name that is in a column of its own beside the code: `NOT_FOUND` beside `404`.
    pub(crate) name: Option<Spanned<String>>,
    /// The message, on one line, without invisible characters.
    pub(crate) message: Option<Spanned<String>>,
    /// The message in other words, such as those of another language.
    pub(crate) gloss: Option<Spanned<String>>,
    /// The advice. 〃 and 同上 repeat the row above.
    pub(crate) solution: Option<Spanned<String>>,
    pub(crate) http: Option<u16>,
    /// A link.
    pub(crate) docs: Option<String>,
    /// Whether it is struck through or called deprecated.
    pub(crate) is_deprecated: bool,
    pub(crate) kind: RowKind,
    /// Why it is a guess, where it is: where the message ends, text of the next row, a solution from the row above.
    pub(crate) guesses: Vec<String>,
    /// From its code on.
    pub(crate) span: Span,
}

impl Row {
    /// A row about which nothing is known but its place.
    pub(crate) fn at(span: Span) -> Self {
        Self {
            code: None,
            sub_code: None,
            name: None,
            message: None,
            gloss: None,
            solution: None,
            http: None,
            docs: None,
            is_deprecated: false,
            kind: RowKind::Error,
            guesses: Vec::new(),
            span,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    Error,
    /// No error: `0`, `success`, 成功.
    Success,
    /// Several codes: `200-299`, `P9XX`, 其他.
    Range,
}
