//! Small readers every section uses: objects with known keys, texts, flags, words.

use super::advice::advice;
use super::keys::{Ready, Section};
use super::wide;
use crate::ast::Allow;
pub(super) use crate::diag::shorten;
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::node::{Cursor, Scalar, Shape, Style};
use crate::source::{Span, Spanned};

/// A map whose keys were checked against a [`Section`].
pub(super) struct Object<'a> {
    pub(super) span: Span,
    section: Section,
    entries: Vec<(Scalar<'a>, Cursor<'a>)>,
}

impl<'a> Object<'a> {
    /// Reads a map; unknown keys and keys that are not ready are reported.
    pub(super) fn read(cursor: Cursor<'a>, section: Section, diags: &mut Diagnostics) -> Option<Self> {
        let entries = mapping(cursor, section.what, diags)?;
        for (key, value) in &entries {
            if is_cut_by_comma(*key, *value) {
                report_cut(*key, diags);
            } else {
                let is_there = |name: &str| entries.iter().any(|(other, _)| other.text == name);
                check_key(key, section, &is_there, diags);
            }
        }
        Some(Self { span: cursor.span(), section, entries })
    }

    /// The value of a key; a key without a value is as good as none.
    pub(super) fn get(&self, name: &str) -> Option<Cursor<'a>> {
        let (_, value) = self.entries.iter().find(|(key, _)| key.text == name)?;
        let is_null = value.scalar().is_some_and(|scalar| scalar.is_null());
        (!is_null).then_some(*value)
    }

    /// Whether there is no value at all.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The keys in file order.
    pub(super) fn keys(&self) -> impl Iterator<Item = Scalar<'a>> {
        self.entries.iter().map(|(key, _)| *key)
    }

    /// The key itself, for its place.
    pub(super) fn key(&self, name: &str) -> Option<Scalar<'a>> {
        self.keys().find(|key| key.text == name)
    }

    /// The value of a key that must be there.
    pub(super) fn need(&self, name: &str, diags: &mut Diagnostics) -> Option<Cursor<'a>> {
        let found = self.get(name);
        if found.is_some() || self.has_typo_of(name) {
            return found;
        }
        let doc = self.section.keys.iter().find(|key| key.name == name).map_or("", |key| key.doc);
        diags.push(match self.key(name) {
            Some(key) => Diagnostic::new(Code::MissingKey, key.span, format!("`{name}` has no value"))
                .help(format!("write a value ({doc})")),
            None => {
                let message = format!("{} needs `{name}`", self.section.what);
                Diagnostic::new(Code::MissingKey, self.span.at_start(), message)
                    .help(format!("add `{name}:` ({doc})"))
            }
        });
        None
    }

    /// Whether a key was reported as a typo of this one, so that it is not missing.
    fn has_typo_of(&self, name: &str) -> bool {
        let known = || self.section.keys.iter().map(|key| key.name);
        let is_typo = |key: &str| {
            known().all(|known| known != key)
                && advice(self.section, key).is_none()
                && (wide::key_meant(key) == name || did_you_mean(key, known()) == Some(name))
        };
        self.entries.iter().any(|(key, _)| is_typo(key.text))
    }

    /// Whether a key was reported as unknown, so that something else may seem to be missing.
    pub(super) fn has_unknown(&self) -> bool {
        self.keys().any(|key| self.section.keys.iter().all(|known| known.name != key.text))
    }

    /// Whether a key that other formats have was reported, with what to write in its place.
    pub(super) fn was_advised(&self) -> bool {
        let is_meant = |key: &str| {
            let meant = wide::key_meant(key);
            meant != key && self.section.keys.iter().any(|known| known.name == meant)
        };
        self.entries.iter().any(|(key, _)| advice(self.section, key.text).is_some() || is_meant(key.text))
    }

    /// `allow:` of a thing with this key. Which findings there are is decided where levels are.
    pub(super) fn allow(&self, key: Span, diags: &mut Diagnostics) -> Allow {
        let codes = self.get("allow").map(one_or_many).unwrap_or_default();
        let codes = codes.into_iter().filter_map(|item| text(item, diags)).collect();
        Allow { codes, places: vec![key, self.span] }
    }

    /// A text that may be missing.
    pub(super) fn text(&self, name: &str, diags: &mut Diagnostics) -> Option<Spanned<String>> {
        self.get(name).and_then(|value| text(value, diags))
    }

    /// A flag that is `false` unless it says `true`.
    pub(super) fn flag(&self, name: &str, diags: &mut Diagnostics) -> bool {
        self.get(name).and_then(|value| boolean(value, diags)).unwrap_or(false)
    }

    /// The section whose keys it may have.
    pub(super) fn section(&self) -> Section {
        self.section
    }

    /// One of a set of words; the default when it is missing or wrong.
    pub(super) fn word<T: Copy + Default>(
        &self,
        name: &str,
        words: &[(&'static str, T)],
        diags: &mut Diagnostics,
    ) -> T {
        self.get(name).and_then(|value| word(value, words, diags)).unwrap_or_default()
    }
}

/// `{message: busy,try again}` is a map with a second key `try again`, and without any value: an unquoted comma.
fn is_cut_by_comma(key: Scalar<'_>, value: Cursor<'_>) -> bool {
    let (key, value) = (key.span, value.span());
    value.start == value.end && value.start == key.end
}

fn report_cut(key: Scalar<'_>, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::new(
            Code::UnknownKey,
            key.span,
            format!("expected a key with a value, found `{}`", key.text),
        )
        .note("inside `{…}`, a comma ends an unquoted value")
        .help("quote the whole text, including the comma: `\"busy, try again\"`"),
    );
}

fn check_key(key: &Scalar<'_>, section: Section, is_there: &dyn Fn(&str) -> bool, diags: &mut Diagnostics) {
    let known = section.keys.iter().find(|known| known.name == key.text);
    if known.is_some_and(|known| known.ready == Ready::Now) {
        return;
    }
    if let Some(known) = known {
        diags.push(
            Diagnostic::new(Code::NotYet, key.span, format!("`{}` is not supported yet", known.name))
                .note(format!("the format reserves it ({}), but it is not implemented", known.doc))
                .help("remove the key for now"),
        );
        return;
    }
    let what = section.what;
    let this = Diagnostic::new(Code::UnknownKey, key.span, format!("{what} has no key `{}`", key.text));
    let ready = || section.keys.iter().filter(|key| key.ready == Ready::Now).map(|key| key.name);
    let bare = key.text.strip_suffix('?').filter(|bare| ready().any(|name| name == *bare));
    diags.push(if let Some(bare) = bare {
        // Only the keys of fields take it; without it, the key would mean something else.
        this.help(match bare {
            "request" | "response" => format!("write `?` after the type: `{bare}: Part?`"),
            bare => format!("write `{bare}` without `?`"),
        })
    } else if let Some(advice) = advice(section, key.text) {
        this.help(advice)
    } else {
        match did_you_mean(key.text, ready()) {
            Some(name) if is_there(name) => {
                this.help(format!("`{name}` is already there; remove one of the two"))
            }
            Some(name) => {
                this.help(format!("did you mean `{name}`?")).fix(key.span, name, Applicability::Guess)
            }
            None => {
                let names: Vec<String> = ready().map(|name| format!("`{name}`")).collect();
                this.help(format!("its keys are {}", names.join(", ")))
            }
        }
    });
}

/// A map, or a diagnostic.
pub(super) fn mapping<'a>(
    cursor: Cursor<'a>,
    what: &str,
    diags: &mut Diagnostics,
) -> Option<Vec<(Scalar<'a>, Cursor<'a>)>> {
    match cursor.shape() {
        Shape::Mapping(entries) => Some(entries),
        other => {
            let help = match other {
                Shape::Sequence(_) => "write each entry as `name: value`, without `- ` and brackets",
                _ => "write its keys on the lines below, indented: `key: value`",
            };
            diags.push(wrong_shape(cursor, &format!("{what} to be a map"), &other).help(help));
            None
        }
    }
}

/// A text: any scalar that is not null, spelled as in the file.
pub(super) fn text(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    match cursor.shape() {
        Shape::Scalar(scalar) if !scalar.is_null() => Some(Spanned::new(scalar.text.to_owned(), scalar.span)),
        other => {
            let help = match other {
                Shape::Scalar(_) => "write the text, or remove the key",
                _ => "if all of it is text, put it in quotes",
            };
            diags.push(wrong_shape(cursor, "text", &other).help(help));
            None
        }
    }
}

/// `true` or `false`, unquoted.
pub(super) fn boolean(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<bool> {
    match cursor.scalar() {
        Some(Scalar { text: "true", style: Style::Plain, .. }) => Some(true),
        Some(Scalar { text: "false", style: Style::Plain, .. }) => Some(false),
        _ => {
            let found = wrong_shape(cursor, "`true` or `false`", &cursor.shape());
            let word = cursor.scalar().and_then(|scalar| flag_of_others(scalar.text));
            diags.push(match word {
                Some(word) => found.help(format!("write `{word}`, without quotes")).fix(
                    cursor.span(),
                    word,
                    Applicability::Safe,
                ),
                None => found.help("write `true` or `false`, without quotes"),
            });
            None
        }
    }
}

/// The words that YAML 1.1 and many languages read as booleans; the format accepts only `true` and `false`.
fn flag_of_others(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some("true"),
        "false" | "no" | "off" => Some("false"),
        _ => None,
    }
}

/// One of a set of words.
pub(super) fn word<T: Copy>(
    cursor: Cursor<'_>,
    words: &[(&'static str, T)],
    diags: &mut Diagnostics,
) -> Option<T> {
    let found = text(cursor, diags)?;
    let known = words.iter().find(|(word, _)| *word == found.value);
    if known.is_none() {
        let names: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let mut diagnostic = Diagnostic::new(
            Code::UnknownWord,
            found.span,
            format!("`{}` is not one of {}", shorten(&found.value), names.join(", ")),
        );
        diagnostic = match did_you_mean(&found.value, words.iter().map(|(word, _)| *word)) {
            Some(near) => {
                diagnostic.help(format!("did you mean `{near}`?")).fix(found.span, near, Applicability::Guess)
            }
            None => diagnostic.help("use the word that fits best, or remove the key"),
        };
        diags.push(diagnostic);
    }
    known.map(|(_, value)| *value)
}

/// One scalar or a list of scalars.
pub(super) fn one_or_many<'a>(cursor: Cursor<'a>) -> Vec<Cursor<'a>> {
    match cursor.shape() {
        Shape::Sequence(items) => items,
        _ => vec![cursor],
    }
}

/// Something else was expected; the caller adds what to do.
pub(super) fn wrong_shape(cursor: Cursor<'_>, expected: &str, found: &Shape<'_>) -> Diagnostic {
    let found = match found {
        Shape::Scalar(scalar) if scalar.is_null() => String::from("nothing"),
        Shape::Scalar(scalar) => format!("`{}`", shorten(scalar.text)),
        Shape::Sequence(_) => String::from("a list"),
        Shape::Mapping(_) => String::from("a map"),
    };
    Diagnostic::new(Code::WrongShape, cursor.span(), format!("expected {expected}, found {found}"))
        .at(format!("expected {expected}"))
}
