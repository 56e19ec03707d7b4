//! The contents of the pages, sorted by kind and not yet understood as a whole.

mod codes;
mod place;

pub(super) use self::codes::{ErrorTable, Layout, Row, RowKind, Space};
pub(super) use self::place::Place;
pub(super) use super::lexicon::topics::Topic;

use super::json::{Fault, Value};
use super::page::{Link, Text};
use stubwright_spec::source::{Span, Spanned};

#[derive(Debug, Default)]
pub(super) struct Found {
    /// The headings, in order; in copied text lines that are alone above a table, a sample or a call, and the first line.
    pub(super) headings: Vec<Heading>,
    /// Where the pages begin, in order.
    pub(super) pages: Vec<PageStart>,
    /// The links in prose, in the order of the pages.
    pub(super) links: Vec<Link>,
    /// The title of the first page: of HTML `<title>`, else the first heading.
    pub(super) title: Option<Spanned<String>>,
    /// Calls: curl, raw HTTP, a method and a URL in the text.
    pub(super) calls: Vec<Call>,
    /// Base URLs that are named without being called, with the name that the text gives them (`sandbox`).
    pub(super) servers: Vec<Server>,
    /// JSON that is on its own (the bodies of calls are in the calls).
    pub(super) samples: Vec<Sample>,
    /// Error tables, lists and headings of errors.
    pub(super) tables: Vec<ErrorTable>,
    /// Tables of codes that are not those of the API.
    pub(super) foreign: Vec<ErrorTable>,
    /// The text that says that the codes of `tables` may be those of callbacks.
    pub(super) doubt: Option<Span>,
    pub(super) fields: Vec<FieldTable>,
    /// Values of a field that are listed elsewhere than in a table of fields, such as `status: 1 new, 2 paid`.
    pub(super) values: Vec<Listed>,
    /// The offset that the text names for its times: `+08:00`.
    pub(super) timezone: Option<Spanned<String>>,
    /// Headers that the text asks for without printing a call: `send your key in X-Key`.
    pub(super) headers: Vec<Header>,
    /// Fields that the text says are maps: `prices is keyed by the id of the service`.
    pub(super) maps: Vec<Spanned<String>>,
}

/// The reason of a guess that bounds suggest.
pub(super) const BY_BOUNDS: &str = "a number, by its bounds a whole one";

/// Where a page begins, and its title: of HTML `<title>` or front matter, else its first heading.
#[derive(Debug, Clone)]
pub(super) struct PageStart {
    pub(super) place: Place,
    pub(super) title: Option<Spanned<String>>,
    /// Whether it is text as a browser copies it.
    pub(super) is_copied: bool,
}

impl Found {
    /// Whether the page of a place is text as a browser copies it.
    pub(super) fn is_copied(&self, place: Place) -> bool {
        let next = self.pages.partition_point(|page| page.place <= place);
        next.checked_sub(1).and_then(|at| self.pages.get(at)).is_some_and(|page| page.is_copied)
    }

    /// The page of a place: where it begins and ends, and its title.
    pub(super) fn page(&self, place: Place) -> (Place, Place, Option<&Spanned<String>>) {
        let next = self.pages.partition_point(|page| page.place <= place);
        let page = next.checked_sub(1).and_then(|at| self.pages.get(at));
        let end = self.pages.get(next).map_or(Place(usize::MAX), |next| next.place);
        (page.map_or(Place(0), |page| page.place), end, page.and_then(|page| page.title.as_ref()))
    }

    /// Whether a place is inside of a link.
    pub(super) fn is_linked(&self, span: Span) -> bool {
        self.link_at(span).is_some()
    }

    /// Whether a place is inside of a link that leads to another page.
    pub(super) fn is_linked_away(&self, span: Span) -> bool {
        self.link_at(span).is_some_and(|link| !link.to.starts_with('#'))
    }

    fn link_at(&self, span: Span) -> Option<&Link> {
        let start = |link: &Link| (link.span.file, link.span.start);
        let next = self.links.partition_point(|link| start(link) <= (span.file, span.start));
        let link = next.checked_sub(1).and_then(|at| self.links.get(at))?;
        (link.span.file == span.file && span.start < link.span.end).then_some(link)
    }

    /// The headings above a place on its page, from the nearest to the first.
    pub(super) fn headings_above(&self, place: Place) -> impl Iterator<Item = &Heading> + Clone {
        let (start, ..) = self.page(place);
        let below = self.headings.partition_point(|heading| heading.place < place);
        let above = self.headings.get(..below).unwrap_or_default();
        above.iter().rev().take_while(move |heading| heading.place >= start)
    }
}

#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// 1 to 6; 7 for a line of copied text and a paragraph that is a label (`**Response**`, `返回示例:`).
    pub(super) level: u8,
    /// The text without numbers (`2.1`), a colon at its end and marks.
    pub(super) text: Spanned<String>,
    pub(super) topic: Topic,
    pub(super) place: Place,
}

/// Which way something travels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Side {
    #[default]
    Unknown,
    Request,
    Response,
}

#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) place: Place,
    pub(super) span: Span,
    pub(super) form: Form,
    /// In capitals, as printed, or what curl would send (`GET` without data, `POST` with). `None`: a URL without one.
    pub(super) method: Option<Spanned<String>>,
    pub(super) url: Url,
    /// Headers, `Content-Type`, `Accept` and `Host` too. A value without surrounding spaces; empty where there is none.
    pub(super) headers: Vec<(Spanned<String>, Spanned<String>)>,
    /// Whether `-u user:password` is there.
    pub(super) is_basic: bool,
    pub(super) body: Body,
    /// Where the page names it, in order; the first one is `place`.
    pub(super) mentions: Vec<Mention>,
}

/// A place where a page names a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) place: Place,
    pub(super) weight: Weight,
}

/// How sure it is that what follows a mention is about the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// A request, or a line of code.
    Code,
    /// A sentence has more words than the call.
    Prose,
    /// A line that is nothing else.
    Line,
    /// A heading.
    Heading,
}

/// How a call is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Curl,
    /// A request line with headers below it.
    Http,
    /// A method and a URL in text or in a table.
    Line,
}

#[derive(Debug, Clone)]
pub(super) struct Url {
    /// `https` or `http`; `None` when there is none on the page.
    pub(super) scheme: Option<String>,
    /// Host and port; `None` for a path alone, or one below a variable such as `{{host}}` or `$BASE`.
    pub(super) host: Option<Spanned<String>>,
    /// The placeholder of a host: `ip:port`, `****`. `host` is `None` then.
    pub(super) stand_in: Option<Spanned<String>>,
    /// The path, from its `/`, without the query. Variables are written `{name}`, however the page prints them
    /// (`:name`, `<name>`, `${name}`).
    pub(super) path: Spanned<String>,
    /// The query as printed: name and value, percent decoded; `-G` data too.
    pub(super) query: Vec<(Spanned<String>, Spanned<String>)>,
    pub(super) span: Span,
}

#[derive(Debug, Clone)]
pub(super) enum Body {
    None,
    Json(Value, Vec<Fault>),
    /// A form: name and value, percent decoded.
    Form(Vec<(Spanned<String>, Spanned<String>)>),
    /// A form of parts (`-F`): the name, the value, and whether it is a file (`@`).
    Multipart(Vec<(Spanned<String>, Spanned<String>, bool)>),
    /// Something else, such as a file or XML.
    Other,
}

#[derive(Debug, Clone)]
pub(super) struct Server {
    /// `production`, `sandbox`, `test`, … when the text says so.
    pub(super) name: Option<String>,
    /// Scheme, host, port and the path below which the paths of the calls lie, as printed.
    pub(super) url: Url,
}

#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) place: Place,
    pub(super) value: Value,
    /// The faults that were overlooked to read it.
    pub(super) faults: Vec<Fault>,
    /// The side that the label and the headings above announce.
    pub(super) side: Side,
    /// Whether it is announced as a success or as a failure.
    pub(super) outcome: Option<Topic>,
    /// An HTTP status that the label names.
    pub(super) http: Option<u16>,
}

#[derive(Debug, Clone)]
pub(super) struct FieldTable {
    pub(super) place: Place,
    /// The label right above it.
    pub(super) label: Option<Spanned<String>>,
    /// Which way the fields travel.
    pub(super) side: Side,
    /// Whether they belong to every call.
    pub(super) is_common: bool,
    /// Whether they are below a heading about types in general: `Data structures`.
    pub(super) is_model: bool,
    /// Whether the body is a list, and they are those of its items.
    pub(super) is_list: bool,
    /// Whether they are there in one of several cases: `if type is sms`.
    pub(super) is_case: bool,
    /// Whether the text has lost how deep they lie.
    pub(super) is_flat: bool,
    /// Where the table of an object is that is told of here.
    pub(super) origin: Option<Place>,
    /// The fields, outer before inner.
    pub(super) rows: Vec<Field>,
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    /// The way to it from the outermost object of the table: `items`, `amount`.
    pub(super) path: Vec<Step>,
    /// The way as printed, where it is in the name: `filter[size]`, `page.size`. A query has it so.
    pub(super) written: Option<String>,
    pub(super) span: Span,
    /// The type as printed: `String(32)`, 字符串.
    pub(super) ty: Option<Spanned<String>>,
    /// The part of the page that its row links to: `#the-crew`.
    pub(super) link: Option<String>,
    /// The part of a page that its type links to.
    pub(super) kind_link: Option<String>,
    /// The meaning of the type; `None` where the words say nothing.
    pub(super) kind: Option<Printed>,
    /// Why what the type means is a guess, where it is one.
    pub(super) kind_guess: Option<&'static str>,
    /// Why where it lies is a guess, where it is one.
    pub(super) place_guess: Option<&'static str>,
    /// Whether the type says that it may be null: `string | null`.
    pub(super) is_nullable: bool,
    pub(super) required: Option<Required>,
    /// Where a column says that it goes: `path`, `query`, `header`, `body`.
    pub(super) goes: Option<In>,
    /// The description, on one line, without marks; `None` when empty.
    pub(super) doc: Option<Text>,
    pub(super) example: Option<Spanned<String>>,
    /// The default that a column or the description names.
    pub(super) default: Option<String>,
    /// Values that the description, the type or a column list.
    pub(super) values: Vec<Choice>,
    /// Bounds that the description or the type names.
    pub(super) bounds: Bounds,
    /// Whether it is struck through or called deprecated.
    pub(super) is_deprecated: bool,
    /// Whether this is the first field of a parent without a row of its own.
    pub(super) is_orphan: bool,
}

impl Field {
    pub(super) fn description(&self) -> Option<String> {
        self.doc.as_ref().map(|doc| doc.as_str().to_owned())
    }
}

/// A step of the way to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) name: String,
    /// Whether the page marks it as a list: `items[]`, `PhoneNumbers.N`.
    pub(super) is_list: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Required {
    Yes,
    No,
    /// In some cases: 条件, C.
    Sometimes,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum In {
    Path,
    Query,
    Header,
    Body,
}

/// The meaning of the words of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Printed {
    Text,
    /// A whole number of 32 bits, as far as the words say.
    Int,
    /// A whole number of 64 bits.
    Long,
    /// A number with a fraction.
    Float,
    Decimal,
    /// True or false.
    Bool,
    Date,
    DateTime,
    /// Seconds or milliseconds since 1970.
    Timestamp,
    Url,
    File,
    Object,
    Map(Option<Box<Self>>),
    List(Option<Box<Self>>),
}

/// Values that a field can have.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// The field: its key, or the last heading or label when it is one word.
    pub(super) field: Spanned<String>,
    pub(super) values: Vec<Choice>,
    /// The evidence: `listed in the text`, `a table of its own`.
    pub(super) reason: &'static str,
    /// Whether the text has other words beside the field.
    pub(super) is_guess: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// As it goes over the wire.
    pub(super) value: String,
    pub(super) doc: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    /// The smallest number.
    pub(super) min: Option<String>,
    /// The greatest number.
    pub(super) max: Option<String>,
    /// The least length of a text, in characters.
    pub(super) min_length: Option<u64>,
    /// The greatest length of a text, in characters.
    pub(super) max_length: Option<u64>,
    /// Whether these lengths are bytes of that encoding: `utf-8`, `euc-kr`.
    pub(super) unit: Option<String>,
    /// The fewest items of a list.
    pub(super) min_items: Option<u64>,
    /// The most items of a list.
    pub(super) max_items: Option<u64>,
}

/// A header that the text asks for.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) name: Spanned<String>,
    pub(super) value: Option<String>,
    /// The kind that the text gives: a key, a token, an idempotency key.
    pub(super) kind: HeaderKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeaderKind {
    /// Who calls: a key or a token.
    Credential,
    /// A key that makes a call idempotent.
    IdempotencyKey,
    /// Something else that every call has.
    Other,
}
