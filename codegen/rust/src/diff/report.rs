//! The changes of a spec with what each does to callers.

use std::collections::BTreeSet;

use stubwright_spec::diff::{self, Change, Compatibility};
use stubwright_spec::source::Span;

use super::items::{self, ItemChange};
use super::revision::{Client, Revision};
use super::verdict::{Bump, Verdict};

/// What a new version of a spec means.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The changes of the spec.
    pub changes: Vec<Consequence>,
    /// Differences of the client that no single change explains.
    pub unexplained: Vec<Unexplained>,
}

/// A change of a spec, and what it does to the public API of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consequence {
    /// The change.
    pub change: Change,
    /// What it changes for callers.
    pub items: Vec<ItemChange>,
}

/// A difference of the client, and where what changed is declared in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unexplained {
    /// The difference.
    pub item: ItemChange,
    /// The place in the old version.
    pub old: Option<Span>,
    /// The place in the new version.
    pub new: Option<Span>,
}

impl Consequence {
    /// Whether callers may no longer compile.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.items.iter().any(ItemChange::is_breaking)
    }

    /// Whether a client or a server of different versions stop understanding each other.
    #[must_use]
    pub fn breaks_wire(&self) -> bool {
        !self.change.effects.wire.is_empty()
    }

    /// Whether a client of the new version doesn't work with a server of the old one.
    #[must_use]
    pub fn breaks_ahead(&self) -> bool {
        self.change.effects.wire.iter().any(|at| matches!(at, Compatibility::Ahead(_)))
    }

    /// Whether deployed clients stop working.
    #[must_use]
    pub fn breaks_deployed(&self) -> bool {
        self.change.effects.wire.iter().any(|at| matches!(at, Compatibility::Deployed(_)))
    }
}

impl Report {
    /// Compares two versions. `None` if one of them has errors.
    #[must_use]
    pub fn of(old: &Revision, new: &Revision) -> Option<Self> {
        let (old, new) = (old.client.as_ref()?, new.client.as_ref()?);
        let changes = diff::compare(&old.spec, &new.spec);
        let mut changes: Vec<Consequence> =
            changes.into_iter().map(|change| Consequence { change, items: Vec::new() }).collect();
        let mut unexplained = Vec::new();
        for item in items::compare(&old.items, &new.items) {
            match cause(&changes, &item, old, new) {
                Some(at) => changes[at].items.push(item),
                None => {
                    let place = |client: &Client| client.origins.places(&item).first().copied();
                    let (old, new) = (place(old), place(new));
                    unexplained.push(Unexplained { item, old, new });
                }
            }
        }
        Some(Self { changes, unexplained })
    }

    /// Whether both versions mean the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.unexplained.is_empty()
    }

    /// The version number that has to change, and why.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self)
    }

    /// Every difference of the client.
    pub fn items(&self) -> impl Iterator<Item = &ItemChange> {
        let explained = self.changes.iter().flat_map(|change| &change.items);
        explained.chain(self.unexplained.iter().map(|one| &one.item))
    }

    /// The version number that the API of the client alone asks for.
    pub(super) fn bump(&self) -> Bump {
        match self.items().map(ItemChange::is_breaking).max() {
            Some(true) => Bump::Major,
            Some(false) => Bump::Minor,
            None if self.is_empty() => Bump::None,
            None => Bump::Patch,
        }
    }
}

/// The change that caused a difference of the client: the one at the place that the item comes from, or else the closest
/// one in or around it.
fn cause(changes: &[Consequence], item: &ItemChange, old: &Client, new: &Client) -> Option<usize> {
    let (before, after) = (old.origins.places(item), new.origins.places(item));
    let is_at = |at: &Consequence, [was, is]: [Option<&Span>; 2]| {
        let same = |place: Option<&Span>, places: &[Span]| place.is_some() && places.first() == place;
        same(was, &at.change.old) || same(is, &at.change.new)
    };
    let is_in = |at: &Consequence, [was, is]: [Option<&Span>; 2]| {
        let within =
            |place: Option<&Span>, places: &[Span]| place.is_some_and(|place| places.contains(place));
        within(was, &at.change.old) || within(is, &at.change.new)
    };
    let candidates: Vec<[Option<&Span>; 2]> = {
        let longest = before.len().max(after.len());
        (0..longest).map(|at| [before.get(at), after.get(at)]).collect()
    };
    let find = |is: &dyn Fn(&Consequence, [Option<&Span>; 2]) -> bool| {
        candidates.iter().find_map(|places| {
            let found: Vec<usize> = (0..changes.len())
                .filter(|at| is(&changes[*at], *places) && can_cause(&changes[*at], item))
                .collect();
            // What is said about names and types comes before what is said about texts.
            found.into_iter().min_by_key(|at| rank(&changes[*at], item))
        })
    };
    find(&is_at).or_else(|| find(&is_in)).or_else(|| referenced(changes, item, old, new))
}

/// Whether a change can be the cause of a difference at all.
fn can_cause(at: &Consequence, _: &ItemChange) -> bool {
    use stubwright_spec::diag::Code;
    !matches!(at.change.code, Code::Reworded | Code::RangeChanged | Code::Regrouped | Code::Moved)
}

/// Which of several changes at one place is the cause: smaller is closer.
fn rank(at: &Consequence, item: &ItemChange) -> usize {
    use stubwright_spec::diag::Code;
    let is_whole = item.member.is_none();
    match at.change.code {
        Code::Added | Code::Removed => 0,
        Code::Renamed | Code::Rewired if is_whole => 0,
        Code::TypeChanged | Code::BodyChanged | Code::ResponseChanged | Code::ShapeChanged => 1,
        Code::PresenceChanged | Code::RoleChanged | Code::DefaultChanged => 2,
        Code::Renamed | Code::Rewired => 3,
        _ => 4,
    }
}

/// The change of a type, or of an endpoint, that the declaration of an item names: a trait can be lost because of a field.
fn referenced(changes: &[Consequence], item: &ItemChange, old: &Client, new: &Client) -> Option<usize> {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for client in [old, new] {
        let mut open = vec![item.item.as_str()];
        while let Some(name) = open.pop() {
            if !names.insert(name) {
                continue;
            }
            let found = client.items.items.iter().find(|item| item.name == name);
            let texts = found.into_iter().flat_map(|item| &item.members).map(|member| member.text.as_str());
            open.extend(texts.flat_map(words));
        }
    }
    let places: Vec<Span> = [old, new]
        .iter()
        .flat_map(|client| names.iter().filter_map(|name| client.origins.place(name)))
        .collect();
    let is_there =
        |at: &Consequence| at.change.old.iter().chain(&at.change.new).any(|place| places.contains(place));
    (0..changes.len()).find(|at| is_there(&changes[*at]) && can_cause(&changes[*at], item))
}

/// The identifiers in a declaration.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
