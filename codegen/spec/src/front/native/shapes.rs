//! Keys, sections of them, and the shapes of their values: the contents of the table of keys.

use crate::ast::preflight::Unit;
use crate::ast::{
    Category, CommonPlace, Direction, Empty, Fill, ParamLocation, ParamStyle, Redirect, Retry, Spelling,
    TagRepr,
};

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
    /// A list of at least this many of these.
    List(usize, &'static Shape),
    /// A map with at least this many entries, from names of the author's to these.
    Map(usize, &'static Shape),
    /// A map with the keys of a section.
    Keys(&'static Section),
    /// A map with a key that says what it is, so that it has the keys of the section; everything else is the shape.
    Kind(&'static Section, &'static Shape),
    /// One of several.
    Either(&'static [Shape]),
}

/// Whether a key can be used yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    /// The key is implemented.
    Now,
    /// The key is reserved by the format but not implemented; the reader reports it.
    Later,
}

/// The keys that a section requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// No key is required.
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
    /// The key as written in a spec.
    pub name: &'static str,
    /// Whether the key is implemented.
    pub ready: Ready,
    /// The shape of its value.
    pub shape: Shape,
    /// One line for the reference and for editors.
    pub doc: &'static str,
}

/// The keys of one kind of map.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// The name of the section in this table.
    pub name: &'static str,
    /// The noun for the map, with its article: `an error row`.
    pub what: &'static str,
    /// The required keys.
    pub rule: Rule,
    /// The keys in canonical order.
    pub keys: &'static [Key],
    /// The key that names of the author's come before, where a map has them in addition to its keys: the statuses of a
    /// response.
    pub names_before: Option<&'static str>,
}

impl Section {
    /// The place of a key in the canonical order, for comparison; an unknown key comes last.
    #[must_use]
    pub fn place(&self, key: &str) -> usize {
        let position = |name: &str| self.keys.iter().position(|known| known.name == name);
        let of_name = || self.names_before.and_then(position).map_or(usize::MAX, |at| 2 * at);
        position(key).map_or_else(of_name, |at| 2 * at + 1)
    }
}

/// The one version of the format there is.
pub const FORMAT: &str = "1";

use Shape::{Any, Data, Either, Flag, Form, List, Map, Number, Prose, Text, Type, Words};

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

/// Shapes that name no section.
impl Shape {
    pub(super) const ANY: Shape = Any;
    pub(super) const TEXT: Shape = Text;
    pub(super) const PROSE: Shape = Prose;
    pub(super) const DATA: Shape = Data;
    pub(super) const FLAG: Shape = Flag;
    pub(super) const TYPE: Shape = Type;
    /// One text or a list of them.
    pub(super) const TEXTS: Shape = Either(&[Text, Self::LIST]);
    /// A list of texts.
    pub(super) const LIST: Shape = List(0, &Text);
    pub(super) const DATAS: Shape = List(0, &Data);
    /// A text, or a map of language to text.
    pub(super) const LANGUAGES: Shape = Either(&[Prose, Map(0, &Prose)]);
    pub(super) const VERSION: Shape = Words(&[FORMAT]);
    /// RFC 3339 section 5.6.
    pub(super) const OFFSET: Shape = Form("^(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$");
    pub(super) const COMMON_PLACE: Shape = of_table!(CommonPlace);
    pub(super) const FILL: Shape = of_table!(Fill);
    pub(super) const WAY: Shape = Words(&["bearer", "basic", "sign"]);
    /// A scheme, or alternatives.
    pub(super) const SCHEMES: Shape = Either(&[Text, List(1, &Either(&[Text, Self::LIST]))]);
    pub(super) const SUCCESS: Shape = Map(1, &Either(&[Data, List(1, &Data)]));
    pub(super) const COLUMNS: Shape = List(1, &Form("^(code|http|docs|name|skip|(message|solution)( .+)?)$"));
    pub(super) const EMPTY: Shape = of_table!(Empty);
    pub(super) const RETRY: Shape = of_table!(Retry);
    pub(super) const CATEGORY: Shape = of_table!(Category);
    /// RFC 9110 section 15.
    pub(super) const STATUS: Shape = Number(100, 599);
    pub(super) const PATHS_TEXTS: Shape = Map(1, &Either(&[Data, Self::DATAS]));
    pub(super) const UNIQUE: Shape = Either(&[Self::TEXTS, Map(1, &Self::TEXTS)]);
    pub(super) const UNIT: Shape = of_table!(Unit);
    pub(super) const COUNT: Shape = Number(0, u32::MAX as usize);
    pub(super) const PLACE: Shape = of_table!(ParamLocation);
    pub(super) const STYLE: Shape = of_table!(ParamStyle);
    pub(super) const REDIRECT: Shape = of_table!(Redirect);
    pub(super) const DIRECTION: Shape = of_table!(Direction);
    pub(super) const SPELLING: Shape = of_table!(Spelling);
    pub(super) const TAG_REPR: Shape = of_table!(TagRepr);
}
