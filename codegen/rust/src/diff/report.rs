//! The changes of a spec with what each does to callers.

use std::collections::BTreeSet;

use stubwright_spec::diag::Code;
use stubwright_spec::diff::{self, Change, Compatibility};
use stubwright_spec::source::Span;

use super::bump::Bump;
use super::items::{self, ItemChange};
use super::revision::{Client, Revision};

/// The consequences of a new version of a spec.
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
    /// The changes for callers.
    pub items: Vec<ItemChange>,
    /// The client's name for the error that changed: `ErrorCode::ContractNameTooLong`.
    pub client_path: Option<String>,
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
    /// The change in a sentence, with the name that callers know an error by.
    #[must_use]
    pub fn message(&self) -> String {
        let Change { message, noun, path, .. } = &self.change;
        match &self.client_path {
            Some(name) => {
                let subject = format!("{noun} `{path}`");
                message.replacen(&subject, &format!("{subject} (`{name}`)"), 1)
            }
            None => message.clone(),
        }
    }

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
        let consequence = |change: Change| {
            let places = [(new, change.new.first()), (old, change.old.first())];
            let declared = places
                .into_iter()
                .flat_map(|(client, place)| place.map(|place| client.origins.declared_at(*place)));
            let error = declared.flatten().find(|(item, _)| *item == "ErrorCode");
            let client_path = error.map(|(item, name)| format!("{item}::{name}"));
            Consequence { change, items: Vec::new(), client_path }
        };
        let mut changes: Vec<Consequence> = changes.into_iter().map(consequence).collect();
        let mut unexplained = Vec::new();
        for item in items::compare(&old.items, &new.items) {
            for (at, item) in caused(&changes, &item, old, new) {
                match at {
                    Some(at) => changes[at].items.push(item),
                    None => {
                        let place = |client: &Client| client.origins.places(&item).first().copied();
                        let (old, new) = (place(old), place(new));
                        unexplained.push(Unexplained { item, old, new });
                    }
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
            // Semantic Versioning 2.0.0, section 7.
            None if self.changes.iter().any(|at| at.change.deprecates) => Bump::Minor,
            None if self.is_empty() => Bump::None,
            None => Bump::Patch,
        }
    }
}

/// A difference of the client, divided among the changes that caused it: each argument of a constructor has its own.
fn caused(
    changes: &[Consequence],
    item: &ItemChange,
    old: &Client,
    new: &Client,
) -> Vec<(Option<usize>, ItemChange)> {
    let mut found: Vec<(Option<usize>, ItemChange)> = Vec::new();
    for part in item.parts() {
        let at = cause(changes, &part, old, new);
        match found.iter_mut().find(|(other, _)| *other == at) {
            Some((_, same)) => same.arguments.extend(part.arguments),
            None => found.push((at, part)),
        }
    }
    found
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
            // Changes of names and types come before changes of texts.
            found.into_iter().min_by_key(|at| rank(&changes[*at], item))
        })
    };
    find(&is_at)
        .or_else(|| find(&is_in))
        .or_else(|| referenced(changes, item, old, new))
        .or_else(|| referring(changes, item, old, new))
}

/// The change of what names the item of a difference: a constructor is there because a request uses the type.
fn referring(changes: &[Consequence], item: &ItemChange, old: &Client, new: &Client) -> Option<usize> {
    (0..changes.len()).find(|at| {
        let change = &changes[*at].change;
        let places = [(old, change.old.first()), (new, change.new.first())];
        can_cause(&changes[*at], item)
            && places.into_iter().any(|(client, place)| {
                let starts = place.map(|place| client.origins.declared_at(*place)).unwrap_or_default();
                reached(client, starts).contains(base(&item.item))
            })
    })
}

/// The path of an item without its parameter.
fn base(name: &str) -> &str {
    name.split('<').next().unwrap_or_default()
}

/// The paths of the items in the declarations of these members, and in those of what they name; a member without a name
/// is an item.
fn reached(client: &Client, starts: Vec<(&str, &str)>) -> BTreeSet<String> {
    let found = |path: &str| client.items.items.iter().find(|item| base(&item.path()) == path);
    // Only types are named in declarations.
    let types = |text: &str| words(text).map(|word| format!("types::{word}")).collect::<Vec<_>>();
    let mut names = BTreeSet::new();
    let mut open: Vec<String> = Vec::new();
    for (item, member) in starts {
        if member.is_empty() {
            open.push(item.to_owned());
            continue;
        }
        let members = found(item).into_iter().flat_map(|item| &item.members).filter(|at| at.name == member);
        open.extend(members.flat_map(|member| types(&member.text)));
    }
    while let Some(name) = open.pop() {
        if names.contains(&name) {
            continue;
        }
        open.extend(found(&name).into_iter().flat_map(|item| &item.members).flat_map(|at| types(&at.text)));
        names.insert(name);
    }
    names
}

/// Whether a change can be the cause of a difference at all.
fn can_cause(at: &Consequence, item: &ItemChange) -> bool {
    match at.change.code {
        Code::Regrouped => item.is_order() || item.is_feature(),
        Code::Reworded | Code::RangeChanged | Code::Moved | Code::Deprecated => false,
        _ => true,
    }
}

/// Which of several changes at one place is the cause: smaller is closer.
fn rank(at: &Consequence, item: &ItemChange) -> usize {
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
    let places: Vec<Span> = [old, new]
        .iter()
        .flat_map(|client| {
            let names = reached(client, vec![(base(&item.item), "")]);
            names.iter().filter_map(|name| client.origins.place(name)).collect::<Vec<_>>()
        })
        .collect();
    let is_there =
        |at: &Consequence| at.change.old.iter().chain(&at.change.new).any(|place| places.contains(place));
    (0..changes.len()).find(|at| is_there(&changes[*at]) && can_cause(&changes[*at], item))
}

/// The identifiers in a declaration.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
