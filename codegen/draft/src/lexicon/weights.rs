//! The weight of each hint for a reading, and how much is enough.
//!
//! The values were set by hand so that the pages of `tests/cases/draft` are read right; none is measured. Among points it
//! is their order that matters.

/// A part of a whole that is enough.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    part: usize,
    whole: usize,
}

impl Share {
    const fn of(part: usize, whole: usize) -> Self {
        Self { part, whole }
    }

    /// Whether `count` of `all` is that much, or more; it is, of nothing.
    pub(crate) const fn is_reached(self, count: usize, all: usize) -> bool {
        count * self.whole >= all * self.part
    }
}

/// Rows of a list of errors among all of its items: a list may have a heading or a remark.
pub(crate) const LISTED_ROWS: Share = Share::of(6, 10);
/// Rows of a list or of headings whose code is one beyond doubt.
pub(crate) const LISTED_CODES: Share = Share::of(1, 2);
/// Items of a list of fields among all of its items.
pub(crate) const LISTED_FIELDS: Share = Share::of(6, 10);
/// Texts of a column that begin as advice does: it is the solution, and not a second message.
pub(crate) const ADVICE: Share = Share::of(1, 2);
/// Cells of a column that look alike, for the column to look so.
pub(crate) const MOSTLY: Share = Share::of(7, 10);
/// Names such as `NOT_FOUND` in a column of names of errors: higher than `MOSTLY`, since messages may have names too.
pub(crate) const ERROR_NAMES: Share = Share::of(9, 10);
/// Cells of a column of codes that can be a code.
pub(crate) const POSSIBLE_CODES: Share = Share::of(1, 2);
/// Cells of a column of names of fields that are names.
pub(crate) const FIELD_NAMES: Share = Share::of(1, 2);
/// Cells of a column of types that are types.
pub(crate) const FIELD_TYPES: Share = Share::of(1, 2);
/// Codes that look like error codes, in a table without a head that says what it is.
pub(crate) const CODED: Share = Share::of(1, 2);
/// Messages that tell of a failure, in such a table; many say only what is wrong with a value.
pub(crate) const FAILED: Share = Share::of(1, 3);
/// Cells with a digit in the column of versions of a history.
pub(crate) const VERSIONS: Share = Share::of(1, 2);
/// Cells of a column that are keys of samples, for the column to list fields.
pub(crate) const KEYS: Share = Share::of(1, 2);
/// First cells that say how a call is made, for a table to say only that.
pub(crate) const PROFILE_CELLS: Share = Share::of(1, 2);
/// Names of a table that an object of the samples has, for the table to be about that object.
pub(crate) const INNER_NAMES: Share = Share::of(4, 5);
/// Pairs of letters that a text and the description of a field share.
pub(crate) const PAIRS: Share = Share::of(3, 5);
/// Words of a description that a text has, for the field to be sure.
pub(crate) const LABEL_WORDS: Share = Share::of(1, 2);

/// Points of a field by which a text is taken to be about it: the highest wins, and of equal ones the inner field.
pub(crate) mod points {
    /// The text has the path of the field. More than anything else can sum up to.
    pub(crate) const PATH: u32 = 1000;
    /// The text has a key of several words, which is not a word of any language.
    pub(crate) const KEY: u32 = 600;
    /// The text has a key that is a plain word, where it is what the text is about.
    pub(crate) const KEY_AT_END: u32 = 400;
    /// The text has a key that is a plain word, elsewhere: less than any description that fits.
    pub(crate) const KEY_INSIDE: u32 = 120;
    /// The text is about what the description calls the field.
    pub(crate) const LABEL: u32 = 300;
    /// The description ends with the whole text: it says more than the text.
    pub(crate) const LABEL_ENDS: u32 = 250;
    /// The description has the whole text.
    pub(crate) const LABEL_HAS: u32 = 200;
    /// The text has the description, and is about something else of it.
    pub(crate) const LABEL_INSIDE: u32 = 160;
    /// The text and the description share letters.
    pub(crate) const LABEL_LIKE: u32 = 130;
    /// For each character that is shared with the description, up to twenty: longer ones say more.
    pub(crate) const CHARACTER: u32 = 10;
    /// The text has all words of the description, and is about them.
    pub(crate) const WORDS: u32 = 300;
    /// The text has some words of the description.
    pub(crate) const SOME_WORDS: u32 = 100;
    /// For each word that is shared with the description.
    pub(crate) const WORD: u32 = 20;
    /// All words of the key are in the text, which is about them.
    pub(crate) const KEY_WORDS: u32 = 200;
    /// Some words of the key are in the text, which is about them.
    pub(crate) const SOME_KEY_WORDS: u32 = 110;
    /// Words of the key are in the text, which is about something else.
    pub(crate) const OTHER_KEY_WORDS: u32 = 60;
    /// For each word that is shared with the key: a key has fewer words than a description.
    pub(crate) const KEY_WORD: u32 = 30;
    /// Taken off for each word that the text does not have.
    pub(crate) const MISSING: u32 = 5;
    /// The text names the object around the field too.
    pub(crate) const AROUND: u32 = 20;
}
