//! The requirement in a text of a row, and the place that it is about.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::infer::rows::naming::Named;
use crate::infer::rows::pattern::{Chars, Found};
use crate::infer::rows::places::Place;
use crate::infer::rows::subjects::{self, Subject, Trust};
use crate::lexicon::rules::{Ask, NOT_SUBJECTS};
use crate::sheet::{Check, path};
use stubwright_spec::ast::Repr;
use stubwright_spec::ast::preflight::RuleKind;
use stubwright_spec::source::Spanned;

/// The subjects of rules.
pub(in crate::infer::rows) struct Context<'a> {
    pub(in crate::infer::rows) places: &'a [Place],
    /// The endpoints that can answer the rows; `None` for all.
    pub(in crate::infer::rows) endpoints: Option<&'a BTreeSet<usize>>,
    /// Keys of outermost fields that a table calls required.
    pub(in crate::infer::rows) required: &'a BTreeSet<String>,
    /// How many places may still be looked at: pages of any size take a time that goes with their size.
    pub(in crate::infer::rows) budget: &'a Cell<usize>,
    /// The names of messages that were looked up, numbers aside: large tables say the same again and again.
    pub(in crate::infer::rows) names: &'a RefCell<BTreeMap<String, Option<Named>>>,
    /// The tag of the language of texts in ideographs alone.
    pub(in crate::infer::rows) of_ideographs: &'static str,
}

/// As many as no page needs.
pub(in crate::infer::rows) const BUDGET: usize = 1_000_000;

impl Context<'_> {
    pub(super) fn place(&self, at: usize) -> Option<&Place> {
        self.places.get(at)
    }

    pub(super) fn is_reached(&self, place: &Place) -> bool {
        self.endpoints.is_none_or(|endpoints| !place.endpoints.is_disjoint(endpoints))
    }
}

/// A rule, and why.
pub(super) struct Made {
    pub(super) check: Check,
    /// Said after the words that ask, with its own sign before it: `; 0 itself is left to the server`.
    pub(super) remark: String,
    /// The words that ask, where they are more or less than what was found.
    pub(super) words: Option<Range<usize>>,
    /// The words with the values that they ask for.
    pub(super) covers: Option<Range<usize>>,
}

impl Made {
    pub(super) fn of(rule: RuleKind) -> Self {
        let check = Check { rules: vec![rule], ..Check::default() };
        Self { check, remark: String::new(), words: None, covers: None }
    }

    /// `one_of:` with values that are written so.
    pub(super) fn one_of(place: &Place, (values, repr): Values) -> Self {
        let mut made = Self::of(RuleKind::OneOf { at: path(&place.path), values });
        made.check.repr = repr;
        made
    }
}

/// Values and how they are written.
pub(super) type Values = (Vec<Spanned<String>>, Repr);

/// A text of a row with what it asks.
pub(super) struct Text<'t> {
    pub(super) chars: &'t Chars,
    pub(super) found: &'t Found,
    /// The text before what asks, and after it.
    pub(super) before: String,
    pub(super) after: String,
    /// All texts of the row, folded.
    pub(super) all: &'t str,
}

/// The place that a text is about and that fits, with what is to be said about it.
pub(super) fn about<'p>(
    text: &Text<'_>,
    cx: &Context<'p>,
    fits: impl Fn(&Place) -> bool,
) -> Option<(&'p Place, String)> {
    let (at, remark) = found_at(text, cx, fits)?;
    Some((cx.places.get(at)?, remark))
}

pub(super) fn found_at(
    text: &Text<'_>,
    cx: &Context<'_>,
    fits: impl Fn(&Place) -> bool,
) -> Option<(usize, String)> {
    cx.budget.set(cx.budget.get().checked_sub(cx.places.len())?);
    let fits = |place: &Place| cx.is_reached(place) && fits(place);
    // A path, or a key of several words, is a name in every place.
    let named = Subject::of(text.all);
    let is_named = |place: &Place| {
        fits(place) && (place.words.len() > 1 || place.dotted.contains('.')) && named.names(place)
    };
    let mut by_name = cx.places.iter().enumerate().filter(|(_, place)| is_named(place));
    if let Some((at, _)) = by_name.next()
        && by_name.next().is_none()
    {
        return Some((at, String::new()));
    }
    let before = Subject::of(&text.before);
    let subject =
        if before.is_empty() || is_negation(&before) { Subject::of(clause(&text.after)) } else { before };
    let (at, trust) = subjects::find(cx.places, &subject, fits)?;
    // Few fields are dates or files: there a hint will do.
    let is_rare = matches!(text.found.ask, Ask::FromNow | Ask::UntilNow | Ask::Ending | Ask::EndingBefore);
    let place = cx.place(at)?;
    if trust == Trust::Loose && !is_rare {
        return None;
    }
    let is_english = subject.text.is_ascii() && !subject.names(place) && place.dotted != subject.text;
    let remark = if is_english { format!("; {} is {}", subject.text, place.key) } else { String::new() };
    Some((at, remark))
}

/// Words that are before what asks and are about nothing.
fn is_negation(subject: &Subject) -> bool {
    NOT_SUBJECTS.has(&subject.text)
}

/// As far as one clause goes.
fn clause(text: &str) -> &str {
    text.split([',', '。', ';', '.', '!', '(']).find(|part| !part.trim().is_empty()).unwrap_or_default()
}
