//! Names that must differ from each other, and what happens when they do not.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::{Name, ident};
use super::letters::in_latin;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{Span, Spanned};

/// Names that must differ from each other.
pub(super) struct Scope {
    what: &'static str,
    reserved: &'static [&'static str],
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    written: String,
    span: Span,
    origin: Origin,
    /// Whether the name is in Latin letters that only look like what was written.
    is_latin_twin: bool,
    /// A name that would fit better than a number behind this one.
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
    /// A wire value, or a name of something else.
    Derived,
}

/// How many spellings a message lists.
const SHOWN: usize = 6;

impl Scope {
    pub(super) fn new(what: &'static str, reserved: &'static [&'static str]) -> Self {
        Self { what, reserved, entries: Vec::new() }
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

    pub(super) fn derived(&mut self, name: String, from: &Spanned<String>) {
        self.push(name, from, Origin::Derived);
    }

    fn push(&mut self, mut name: String, written: &Spanned<String>, origin: Origin) {
        let twin = in_latin(&name);
        let is_latin_twin = twin.is_some();
        name = twin.unwrap_or(name);
        if self.reserved.contains(&name.as_str()) {
            name.push('_');
        }
        self.entries.push(Entry {
            name,
            written: written.value.clone(),
            span: written.span,
            origin,
            is_latin_twin,
            other: None,
            advice: None,
        });
    }

    /// The identifiers in the order they were added.
    pub(super) fn settle(mut self, diags: &mut Diagnostics) -> Vec<Name> {
        if !self.has_collision() {
            self.warn_of_twins(diags);
            return self.entries.iter().map(|entry| ident(&entry.name)).collect();
        }
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            groups.entry(entry.name.clone()).or_default().push(index);
        }
        let mut taken: BTreeSet<String> = groups.keys().cloned().collect();
        for (name, mut members) in groups {
            let mut seen = BTreeSet::new();
            members.retain(|index| {
                let Entry { origin, written, .. } = &self.entries[*index];
                matches!(origin, Origin::Name | Origin::Param) || seen.insert((*origin, written.clone()))
            });
            let derived = |index: &usize| self.entries[*index].origin == Origin::Derived;
            let (derived, authors): (Vec<usize>, Vec<usize>) =
                members.iter().partition(|index| derived(index));
            self.advise(&name, &authors, &mut taken);
            self.refuse(&name, &authors, diags);
            if members.len() > 1 && !derived.is_empty() {
                self.tell_apart(&name, &members, &derived, &mut taken);
                self.warn(&name, &members, &derived, diags);
            }
        }
        self.warn_of_twins(diags);
        self.entries.iter().map(|entry| ident(&entry.name)).collect()
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
            let message = if first.written == entry.written {
                format!("two {}s have the name `{name}`", self.what)
            } else {
                let (one, other) = (shown(&first.written), shown(&entry.written));
                format!("the {}s {one} and {other} are both `{name}` in Rust", self.what)
            };
            let advice = entry.advice.as_deref().unwrap_or(name);
            let help = match self.what {
                "field" | "parameter" | "setting" => {
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

    /// Appends as many digits of each text's own hash as it takes.
    fn tell_apart(&mut self, name: &str, members: &[usize], derived: &[usize], taken: &mut BTreeSet<String>) {
        // What a reserved name ends with would come between two letters.
        let name = name.trim_end_matches('_');
        let mut open = derived.to_vec();
        for digits in [4, 8, 16] {
            let suffixed = |index: usize| format!("{name}X{}", hash(&self.entries[index].written, digits));
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for index in &open {
                *counts.entry(suffixed(*index)).or_default() += 1;
            }
            let is_free = |name: &String| counts.get(name) == Some(&1) && !taken.contains(name);
            let (done, left): (Vec<_>, Vec<_>) =
                open.iter().map(|index| (*index, suffixed(*index))).partition(|(_, name)| is_free(name));
            open = left.into_iter().map(|(index, _)| index).collect();
            for (index, name) in done {
                taken.insert(name.clone());
                self.entries[index].name = name;
            }
        }
        // Hashes of 64 bits meet only when somebody made them meet; those are numbered.
        for index in open {
            let number = members.iter().position(|member| *member == index).unwrap_or_default();
            self.entries[index].name = format!("{name}X{}N{number}", hash(&self.entries[index].written, 16));
        }
    }

    fn warn(&self, name: &str, members: &[usize], derived: &[usize], diags: &mut Diagnostics) {
        let Some(first) = derived.first().map(|index| &self.entries[*index]) else { return };
        let spellings = members.iter().map(|index| self.entries[*index].written.as_str());
        let spellings = listed(spellings).unwrap_or_default();
        let help = match self.what {
            "value" => "name them: `enum: {FirstName: value, SecondName: other value}`",
            "error code" => "give each of the rows a `name:`",
            _ => "rename one of them",
        };
        diags.push(
            Diagnostic::new(
                Code::DerivedCollision,
                first.span,
                format!("{spellings} become the same Rust name, `{name}`"),
            )
            .note(format!(
                "each gets a suffix computed from its own text: {} is named `{}`",
                shown(&first.written),
                first.name
            ))
            .help(help),
        );
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

/// In backticks; a blank text in quotes too.
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
        one.derived(String::from("A"), &at("a-"));
        one.derived(String::from("A"), &at("a+"));
        let mut other = Scope::new("value", &[]);
        for text in ["a*", "a+", "a-", "b"] {
            other.derived(text[..1].to_uppercase(), &at(text));
        }
        let (one, codes) = settle(one);
        let (other, _) = settle(other);
        assert_eq!(codes, [Code::DerivedCollision]);
        assert_eq!([&one[0], &one[1]], [&other[2], &other[1]]);
        assert_eq!(other[3], "B");
    }

    #[test]
    fn written_names_are_not_changed() {
        let mut scope = Scope::new("error code", &["ALL"]);
        scope.name(String::from("Busy"), &at("Busy"));
        scope.name(String::from("Busy"), &at("Busy"));
        scope.derived(String::from("Busy"), &at("busy"));
        scope.name(String::from("ALL"), &at("ALL"));
        let (names, codes) = settle(scope);
        assert_eq!((names[0].as_str(), names[1].as_str(), names[3].as_str()), ("Busy", "Busy", "ALL_"));
        assert!(names[2].starts_with("BusyX"));
        assert_eq!(codes, [Code::NameCollision, Code::DerivedCollision]);
    }
}
