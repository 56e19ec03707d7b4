//! Names that must differ from each other, and what happens when they do not.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::{Name, ident};
use super::letters::in_latin;
use super::requests::{BODIES, HEADERS, OUTCOME};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::model::Api;
use stubwright_spec::source::{Span, Spanned};

/// Names that must differ from each other.
pub(super) struct Scope {
    what: &'static str,
    reserved: &'static [&'static str],
    /// Whether every name gives way to one that was first, because nobody wrote it.
    gives_way: bool,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    /// The name that the text itself gives.
    base: String,
    /// Whether an earlier run decided the name.
    is_kept: bool,
    written: String,
    span: Span,
    origin: Origin,
    /// Whether the name is in Latin letters that only look like what was written.
    is_latin_twin: bool,
    /// A name that would fit better than a number after this one.
    other: Option<String>,
    /// The name that is advised where this one is taken; no other entry is advised the same.
    advice: Option<String>,
}

/// Where a name comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// A key; the same key or value twice was reported where it was read.
    Key,
    /// A key of another map that shares the scope.
    Param,
    /// The method of a setting.
    Setting,
    /// `name:`.
    Name,
    /// The generated request of an endpoint.
    Request,
    /// A wire value, or a name of something else.
    Derived,
}

/// How many spellings a message lists.
const SHOWN: usize = 6;

impl Scope {
    pub(super) fn new(what: &'static str, reserved: &'static [&'static str]) -> Self {
        Self { what, reserved, gives_way: false, entries: Vec::new() }
    }

    /// A scope of an API, whose names may all be derived.
    pub(super) fn of(api: &Api, what: &'static str, reserved: &'static [&'static str]) -> Self {
        Self { gives_way: api.derived, ..Self::new(what, reserved) }
    }

    pub(super) fn key(&mut self, name: String, key: &Spanned<String>) {
        self.push(name, key, Origin::Key);
    }

    pub(super) fn param(&mut self, name: String, key: &Spanned<String>) {
        self.push(name, key, Origin::Param);
    }

    /// The method of a setting; two of one name were reported as settings.
    pub(super) fn setting(&mut self, name: String, method: &Spanned<String>) {
        self.push(name, method, Origin::Setting);
    }

    pub(super) fn name(&mut self, name: String, written: &Spanned<String>) {
        self.push(name, written, Origin::Name);
    }

    /// A name, and one to propose when it is taken.
    pub(super) fn name_or(&mut self, name: String, written: &Spanned<String>, other: String) {
        self.push(name, written, Origin::Name);
        if let Some(entry) = self.entries.last_mut() {
            entry.other = Some(other);
        }
    }

    /// A name derived from a value; `kept` is the one that an earlier run gave it.
    pub(super) fn derived(&mut self, name: String, from: &Spanned<String>, kept: Option<&str>) {
        self.push(name, from, Origin::Derived);
        let kept = kept.filter(|kept| is_free_name(kept) && !self.reserved.contains(kept));
        if let (Some(kept), Some(entry)) = (kept, self.entries.last_mut()) {
            entry.name = kept.to_owned();
            entry.is_kept = true;
        }
    }

    /// The generated request of an endpoint.
    pub(super) fn request(&mut self, name: String, endpoint: &Spanned<String>) {
        self.push(name, endpoint, Origin::Request);
    }

    fn push(&mut self, mut name: String, written: &Spanned<String>, origin: Origin) {
        let twin = in_latin(&name);
        let is_latin_twin = twin.is_some();
        name = twin.unwrap_or(name);
        if self.reserved.contains(&name.as_str()) {
            name.push('_');
        }
        self.entries.push(Entry {
            base: name.clone(),
            name,
            is_kept: false,
            written: written.value.clone(),
            span: written.span,
            origin,
            is_latin_twin,
            other: None,
            advice: None,
        });
    }

    /// The identifiers in the order they were added.
    ///
    /// Of two that have one name, the first keeps it: one whose name is known, or else the one that is first in the file. A
    /// derived name that is taken gets a suffix, and any other one is an error where it is written, so that no name which is in
    /// use goes to something else.
    pub(super) fn settle(mut self, diags: &mut Diagnostics) -> Vec<Name> {
        if self.has_collision() {
            self.assign(diags);
        }
        self.warn(diags);
        self.warn_of_twins(diags);
        self.entries.iter().map(|entry| ident(&entry.name)).collect()
    }

    fn assign(&mut self, diags: &mut Diagnostics) {
        let mut owners: BTreeMap<String, usize> = BTreeMap::new();
        let mut refused: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let is_first = |entry: &Entry| entry.is_kept || (self.gives_way && entry.origin == Origin::Name);
        let (kept, new): (Vec<usize>, Vec<usize>) =
            (0..self.entries.len()).partition(|index| is_first(&self.entries[*index]));
        for index in kept.into_iter().chain(new) {
            let Entry { name, written, base, origin, is_kept, .. } = &self.entries[index];
            // The same key or value twice was reported where it was read.
            let is_reported =
                matches!(origin, Origin::Key | Origin::Setting | Origin::Derived) && !self.gives_way;
            if is_reported && !seen.insert((*origin, written.clone())) {
                continue;
            }
            match owners.get(name) {
                None => {
                    owners.insert(name.clone(), index);
                }
                Some(_) if *origin == Origin::Derived || (self.gives_way && *origin != Origin::Name) => {
                    let base = if *is_kept { base } else { name };
                    let name = suffixed(base, written, *origin, &owners);
                    owners.insert(name.clone(), index);
                    self.entries[index].name = name;
                }
                Some(first) => refused.entry(*first).or_default().push(index),
            }
        }
        let mut taken: BTreeSet<String> = self.entries.iter().map(|entry| entry.name.clone()).collect();
        for (first, others) in refused {
            let all: Vec<usize> = std::iter::once(first).chain(others).collect();
            let name = self.entries[first].name.clone();
            self.advise(&name, &all, &mut taken);
            self.refuse(&name, &all, diags);
        }
    }

    /// Whether two entries have one name, which is rare.
    fn has_collision(&self) -> bool {
        let mut names: Vec<&str> = self.entries.iter().map(|entry| entry.name.as_str()).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| matches!(pair, [one, other] if one == other))
    }

    /// One finding for all of a scope: the alphabet of a keyboard is wrong once.
    fn warn_of_twins(&self, diags: &mut Diagnostics) {
        let twins: Vec<&Entry> = self.entries.iter().filter(|entry| entry.is_latin_twin).collect();
        let [first, others @ ..] = twins.as_slice() else { return };
        let Entry { name, written, span, origin, advice, .. } = first;
        let name = advice.as_ref().unwrap_or(name);
        let help = match (self.what, origin) {
            ("field" | "error code", Origin::Key | Origin::Derived) => {
                format!("if it is intended, add `name: {name}`")
            }
            ("value", Origin::Derived) => format!("if it is intended, write `enum: {{{name}: {written}}}`"),
            _ => format!("write it in Latin letters: `{name}`"),
        };
        let this = Diagnostic::new(
            Code::LatinTwin,
            *span,
            format!("`{written}` has letters that look Latin but are not"),
        )
        .note(format!("it is sent as written, but named `{name}` in Rust, in Latin letters"));
        let this = match listed(others.iter().map(|entry| entry.written.as_str())) {
            Some(others) => this.note(format!("the same applies to {others}")),
            None => this,
        };
        diags.push(this.help(help));
    }

    /// Finds a name for every author but the first. Each is free, so that taking all of them leaves no collision.
    fn advise(&mut self, name: &str, authors: &[usize], taken: &mut BTreeSet<String>) {
        let separator = if self.what == "error code" { "" } else { "_" };
        let mut number = 2;
        for index in authors.iter().skip(1) {
            // A reserved name ends with `_`, and that of a row has none inside.
            let base = name.trim_end_matches('_');
            let better = self.entries[*index].other.clone().filter(|better| !taken.contains(better));
            let advice = better.unwrap_or_else(|| {
                loop {
                    let numbered = format!("{base}{separator}{number}");
                    number += 1;
                    if !taken.contains(&numbered) {
                        break numbered;
                    }
                }
            });
            taken.insert(advice.clone());
            self.entries[*index].advice = Some(advice);
        }
    }

    /// Names that the author wrote are the author's to change.
    fn refuse(&self, name: &str, authors: &[usize], diags: &mut Diagnostics) {
        let [first, rest @ ..] = authors else { return };
        let first = &self.entries[*first];
        for entry in rest.iter().map(|index| &self.entries[*index]) {
            if entry.origin == Origin::Request {
                diags.push(refused_request(first, entry));
                continue;
            }
            let message = if first.written == entry.written {
                format!("two {}s have the name `{name}`", self.what)
            } else {
                let (one, other) = (shown(&first.written), shown(&entry.written));
                format!("the {}s {one} and {other} are both `{name}` in Rust", self.what)
            };
            let advice = entry.advice.as_deref().unwrap_or(name);
            let help = match self.what {
                "field" | "parameter" | "setting" | "header" => {
                    format!("give this one another Rust name: `name: {advice}`")
                }
                "variant" => String::from(
                    "remove one, or name each of them: `union: {FirstName: type, SecondName: type}`",
                ),
                "error code" => format!("give this one another name: `name: {advice}`"),
                _ => String::from("rename one of them"),
            };
            diags.push(
                Diagnostic::new(Code::NameCollision, entry.span, message)
                    .and(first.span, "the other one")
                    .help(help),
            );
        }
    }

    /// One warning for each name that several texts give. In a document, nobody wrote the name of a variant, and callers find it
    /// by its value.
    fn warn(&self, diags: &mut Diagnostics) {
        if self.gives_way && matches!(self.what, "value" | "variant") {
            return;
        }
        let is_derived = |entry: &&Entry| entry.origin == Origin::Derived || self.gives_way;
        let derived = || self.entries.iter().filter(is_derived);
        if derived().all(|entry| entry.name == entry.base) {
            return;
        }
        let mut groups: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in &self.entries {
            groups.entry(&entry.base).or_default().push(entry);
        }
        for (name, members) in groups {
            let mut renamed = members.iter().filter(|entry| is_derived(entry) && entry.name != entry.base);
            let (Some(renamed), true) = (renamed.next(), members.len() > 1) else { continue };
            let spellings = members.iter().map(|entry| entry.written.as_str());
            let spellings = listed(spellings).unwrap_or_default();
            let help = match self.what {
                "value" => "name them: `enum: {FirstName: value, SecondName: other value}`",
                "error code" => "give each of the rows a `name:`",
                _ if self.gives_way => "to choose the name, write `name:` for one of them in an overlay",
                _ => "rename one of them",
            };
            let message = format!("{spellings} become the same Rust name, `{name}`");
            let this = Diagnostic::new(Code::DerivedCollision, renamed.span, message);
            let this = match members.iter().find(|entry| entry.name == name) {
                Some(first) => this.note(format!("{} keeps it, because it was first", shown(&first.written))),
                None => this,
            };
            diags.push(
                this.note(format!(
                    "any other gets a suffix computed from its own text: {} is named `{}`",
                    shown(&renamed.written),
                    renamed.name
                ))
                .help(help),
            );
        }
    }
}

/// A type has the name of what is generated for an endpoint: its request, or its outcome.
fn refused_request(ty: &Entry, endpoint: &Entry) -> Diagnostic {
    let (one, other) = (shown(&ty.written), shown(&endpoint.written));
    let words = [(OUTCOME, "outcome"), (HEADERS, "header"), (BODIES, "body")];
    let what = words.iter().find(|(end, _)| endpoint.name.ends_with(end)).map_or("request", |(_, word)| word);
    if ty.origin == Origin::Request {
        let message = format!("the {what}s of {one} and {other} are both `{}` in Rust", endpoint.name);
        return Diagnostic::new(Code::NameCollision, endpoint.span, message)
            .and(ty.span, "the other one")
            .help("rename one of the endpoints");
    }
    let plural = if what == "header" { "headers" } else { what };
    let message = format!("the type {one} has the name of the {plural} of {other}, `{}`", endpoint.name);
    let (label, or) = match what {
        "request" => ("its request is generated", ", or send the type as the `request:` of the endpoint"),
        _ => ("one more type is generated for it", ""),
    };
    Diagnostic::new(Code::NameCollision, ty.span, message)
        .and(endpoint.span, label)
        .help(format!("rename the type or the endpoint, whichever is new{or}"))
}

/// Whether a name from the file of decisions can be a name.
fn is_free_name(name: &str) -> bool {
    let is_start = |c: char| c == '_' || (unicode_ident::is_xid_start(c) && !c.is_lowercase());
    name.starts_with(is_start) && name.chars().all(unicode_ident::is_xid_continue)
}

/// A name with as many digits of its text's own hash as it takes, in the case of the name.
fn suffixed(name: &str, written: &str, origin: Origin, taken: &BTreeMap<String, usize>) -> String {
    // The underscore at the end of a reserved name would come between two letters.
    let name = name.trim_end_matches('_');
    let mark = mark(name, origin);
    let suffix = |digits: usize| {
        let suffix = format!("{mark}{}", hash(written, digits));
        if mark == "_X" { suffix.to_uppercase() } else { suffix }
    };
    let short = [4, 8, 16].into_iter().map(|digits| format!("{name}{}", suffix(digits)));
    // Hashes of 64 bits meet only when somebody made them meet; those are numbered.
    let number = if mark == "_x" { 'n' } else { 'N' };
    let long = (2..).map(|count: u32| format!("{name}{}{number}{count}", suffix(16)));
    short.chain(long).find(|name| !taken.contains_key(name)).unwrap_or_else(|| name.to_owned())
}

/// The text between a name and its suffix. Derived names are those of values and types, unless they are in lower case;
/// others can be names of constants.
fn mark(name: &str, origin: Origin) -> &'static str {
    match origin {
        Origin::Derived if !name.starts_with(char::is_lowercase) => "X",
        _ if !name.starts_with(char::is_uppercase) => "_x",
        _ if name.contains('_') && !name.contains(char::is_lowercase) => "_X",
        _ => "X",
    }
}

/// `a`, `b` and 7 more; nothing when there are none.
fn listed<'a>(texts: impl ExactSizeIterator<Item = &'a str>) -> Option<String> {
    let count = texts.len();
    let mut parts: Vec<String> = texts.take(SHOWN).map(shown).collect();
    if count > SHOWN {
        parts.push(format!("{} more", count - SHOWN));
    }
    let last = parts.pop()?;
    Some(if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) })
}

/// In backticks; an empty text or one of spaces in quotes too.
fn shown(text: &str) -> String {
    if text.trim().is_empty() { format!("`{text:?}`") } else { format!("`{text}`") }
}

/// The first hexadecimal digits of the low bits of the text's FNV-1a hash.
pub(super) fn hash(text: &str, digits: usize) -> String {
    let all = format!("{:016x}", stubwright_spec::fnv1a(text.as_bytes()));
    all[16 - digits..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::Scope;
    use stubwright_spec::diag::{Code, Diagnostics};
    use stubwright_spec::source::{FileId, SourceMap, Span, Spanned};

    fn file() -> FileId {
        SourceMap::default().add("x", "")
    }

    fn at(text: &str) -> Spanned<String> {
        Spanned::new(text.to_owned(), Span::new(file(), 0, 0))
    }

    fn settle(scope: Scope) -> (Vec<String>, Vec<Code>) {
        let mut diags = Diagnostics::default();
        let names = scope.settle(&mut diags).iter().map(ToString::to_string).collect();
        (names, diags.sorted().iter().map(|item| item.code).collect())
    }

    #[test]
    fn a_suffix_depends_on_its_own_text() {
        let mut one = Scope::new("value", &[]);
        for text in ["a", "a-", "a+"] {
            one.derived(String::from("A"), &at(text), None);
        }
        let mut other = Scope::new("value", &[]);
        for text in ["a", "a*", "a+", "a-", "b"] {
            other.derived(text[..1].to_uppercase(), &at(text), None);
        }
        let (one, codes) = settle(one);
        let (other, _) = settle(other);
        assert_eq!(codes, [Code::DerivedCollision]);
        assert_eq!([&one[0], &one[1], &one[2]], [&other[0], &other[3], &other[2]]);
        assert_eq!((one[0].as_str(), other[4].as_str()), ("A", "B"));
    }

    #[test]
    fn what_has_a_name_keeps_it() {
        let mut scope = Scope::new("value", &["ALL"]);
        scope.derived(String::from("A"), &at("a-"), None);
        scope.derived(String::from("A"), &at("a"), Some("A"));
        scope.derived(String::from("A"), &at("a+"), Some("AXf00d"));
        // None of these can be a name; the last two want one that is taken.
        scope.derived(String::from("B"), &at("b"), Some("a b"));
        scope.derived(String::from("C"), &at("c"), Some("ALL"));
        scope.derived(String::from("D"), &at("d"), Some("A"));
        scope.name(String::from("A"), &at("A"));
        let (names, codes) = settle(scope);
        assert!(names[0].starts_with("AX") && names[0] != "AXf00d");
        assert_eq!(names[1..5], ["A", "AXf00d", "B", "C"]);
        assert!(names[5].starts_with("DX"));
        assert_eq!(codes, [Code::NameCollision, Code::DerivedCollision]);
    }

    #[test]
    fn written_names_are_not_changed() {
        let mut scope = Scope::new("error code", &["ALL"]);
        scope.name(String::from("Busy"), &at("Busy"));
        scope.name(String::from("Busy"), &at("Busy"));
        scope.derived(String::from("Busy"), &at("busy"), None);
        scope.name(String::from("ALL"), &at("ALL"));
        let (names, codes) = settle(scope);
        assert_eq!((names[0].as_str(), names[1].as_str(), names[3].as_str()), ("Busy", "Busy", "ALL_"));
        assert!(names[2].starts_with("BusyX"));
        assert_eq!(codes, [Code::NameCollision, Code::DerivedCollision]);
    }
}
