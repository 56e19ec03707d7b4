//! The shapes of the values of keys, by name, for the table of keys and the schema for editors.

use super::keys::{self, Section};
use crate::ast::preflight::Unit;
use crate::ast::{Category, Empty, Fill, ListStyle, ParamLocation, Repr, Retry, Spelling};

/// The shape of a value: a superset of what the reader accepts.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Anything, as it is.
    Any,
    /// No value.
    Nothing,
    /// Any scalar with a value; it is read as spelled.
    Text,
    /// Text for people.
    Prose,
    /// Text that the server compares, or the name of a file: whatever it is, it may be meant.
    Data,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Words(&'static [&'static str]),
    /// Text of this form, an anchored regular expression.
    Form(&'static str),
    /// A whole number from the first to the second, or the same as text.
    Number(usize, usize),
    /// A type in the notation of the format: text, `[T]` or `{T}`.
    Type,
    /// A list of at least so many of these.
    List(usize, &'static Shape),
    /// A map with at least so many entries, from names of the author's to these.
    Map(usize, &'static Shape),
    /// A map with the keys of a section.
    Keys(&'static Section),
    /// A map with a key that says what it is, so that it has the keys of the section; everything else is the shape.
    Kind(&'static Section, &'static Shape),
    /// One of several.
    Either(&'static [Shape]),
}

use Shape::{
    Any, Data, Either, Flag, Form, Keys, Kind, List, Map, Nothing, Number, Prose, Text, Type, Words,
};

/// The words of a table of words.
const fn words<T, const N: usize>(table: &[(&'static str, T)]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut at = 0;
    while at < N {
        words[at] = table[at].0;
        at += 1;
    }
    words
}

macro_rules! of_table {
    ($type:ident) => {{
        const WORDS: [&str; $type::WORDS.len()] = words($type::WORDS);
        Words(&WORDS)
    }};
}

pub(super) const ANY: Shape = Any;
pub(super) const TEXT: Shape = Text;
pub(super) const PROSE: Shape = Prose;
pub(super) const DATA: Shape = Data;
pub(super) const FLAG: Shape = Flag;
pub(super) const TYPE: Shape = Type;
/// One text or a list of them.
pub(super) const TEXTS: Shape = Either(&[Text, LIST]);
/// A list of texts.
pub(super) const LIST: Shape = List(0, &Text);
pub(super) const DATAS: Shape = List(0, &Data);
/// A text, or a map of language to text.
pub(super) const LANGUAGES: Shape = Either(&[Prose, Map(0, &Prose)]);

pub(super) const VERSION: Shape = Words(&[super::FORMAT]);
/// RFC 3339 section 5.6.
pub(super) const OFFSET: Shape = Form("^(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$");
pub(super) const SERVERS: Shape = Map(0, &Either(&[Text, Keys(&keys::SERVER)]));
pub(super) const VARIABLES: Shape = Map(0, &Either(&[Data, Keys(&keys::VARIABLE)]));
pub(super) const COMMONS: Shape = Map(0, &Either(&[Type, Keys(&keys::COMMON)]));
pub(super) const COMMON_PLACE: Shape = Words(&["query", "header"]);
pub(super) const FILL: Shape = of_table!(Fill);
pub(super) const WAYS: Shape = Either(&[WAY, Keys(&keys::AUTH), List(0, &Either(&[WAY, Keys(&keys::AUTH)]))]);
pub(super) const WAY: Shape = Words(&["bearer", "basic", "sign"]);
pub(super) const NONE: Shape = Words(&["none"]);

pub(super) const ENVELOPE: Shape = Keys(&keys::ENVELOPE);
pub(super) const ENVELOPES: Shape = Map(0, &ENVELOPE);
pub(super) const SUCCESS: Shape = Map(1, &Either(&[Data, List(1, &Data)]));

pub(super) const ERRORS: Shape = Kind(&keys::PASTED, &ROWS);
pub(super) const COLUMNS: Shape = List(1, &Form("^(code|http|docs|name|skip|(message|solution)( .+)?)$"));
pub(super) const EMPTY: Shape = of_table!(Empty);
pub(super) const ROWS: Shape =
    Map(0, &Either(&[Prose, Nothing, Keys(&keys::ERROR), List(1, &Keys(&keys::ERROR))]));
pub(super) const TABLES: Shape = Map(0, &ERRORS);
pub(super) const MATCHING: Shape = Either(&[Prose, Keys(&keys::MATCH)]);
pub(super) const RETRY: Shape = of_table!(Retry);
pub(super) const CATEGORY: Shape = of_table!(Category);
/// RFC 9110 section 15.
pub(super) const STATUS: Shape = Number(100, 599);

/// One map of rules or a list of them.
pub(super) const CHECKS: Shape = Either(&[Keys(&keys::CHECK), List(1, &Keys(&keys::CHECK))]);
pub(super) const PATHS_TEXTS: Shape = Map(1, &Either(&[Data, DATAS]));
pub(super) const FORMATS: Shape =
    Map(1, &Either(&[Words(&["digits", "ascii", "url", "email", "date"]), Keys(&keys::PATTERN)]));
pub(super) const RANGES: Shape = Map(1, &Keys(&keys::RANGE));
pub(super) const LENGTHS: Shape = Map(1, &Keys(&keys::LENGTH));
pub(super) const ITEM_COUNTS: Shape = Map(1, &Keys(&keys::ITEMS));
pub(super) const TIMES: Shape = Map(1, &Keys(&keys::TIME));
pub(super) const UNIQUE: Shape = Either(&[TEXTS, Map(1, &TEXTS)]);
pub(super) const SPAN: Shape = Keys(&keys::SPAN);
pub(super) const CHOOSE: Shape = Keys(&keys::CHOOSE);
pub(super) const UNIT: Shape = of_table!(Unit);
pub(super) const COUNT: Shape = Number(0, u32::MAX as usize);

pub(super) const ENDPOINTS: Shape = Map(0, &Keys(&keys::ENDPOINT));
pub(super) const ANSWERED: Shape = Either(&[LIST, Keys(&keys::ANSWERS)]);
pub(super) const PARAMS: Shape = Map(0, &Either(&[Type, Keys(&keys::PARAM)]));
pub(super) const PLACE: Shape = of_table!(ParamLocation);
pub(super) const STYLE: Shape = of_table!(ListStyle);
pub(super) const REQUEST: Shape = Kind(&keys::BODY, &Type);
pub(super) const RESPONSE: Shape = Kind(&keys::RAW, &Type);
pub(super) const IDEMPOTENCE: Shape = Either(&[Flag, Keys(&keys::IDEMPOTENT)]);
pub(super) const EXAMPLES: Shape = Keys(&keys::EXAMPLE);

pub(super) const TYPES: Shape = Map(0, &Kind(&keys::TYPE, &Either(&[Type, FIELDS])));
pub(super) const FIELDS: Shape = Map(0, &Either(&[Type, Keys(&keys::FIELD)]));
pub(super) const SPELLING: Shape = of_table!(Spelling);
pub(super) const REPR: Shape = of_table!(Repr);
pub(super) const VALUES: Shape = Either(&[DATAS, Map(0, &Either(&[Data, Keys(&keys::VALUE)]))]);
pub(super) const VARIANTS: Shape = Either(&[List(1, &Type), Map(1, &Either(&[Type, Keys(&keys::VARIANT)]))]);
