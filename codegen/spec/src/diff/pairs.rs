//! Which part of the old version is which one of the new version.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::notation::Names;
use super::parts::{Node, Part, Tree, parts};
use crate::model::dump::auth_kind;
use crate::model::{Api, Field, Tag, TypeDef, TypeId, TypeKind};
use crate::source::Spanned;

/// What became of a part.
#[derive(Debug)]
pub(super) enum Step<'a> {
    Gone(Node<'a>),
    Added(Node<'a>),
    Both(Node<'a>, Node<'a>),
    /// Some parts of one kind are in another order.
    Reordered {
        /// What they are parts of.
        owners: [Node<'a>; 2],
        /// Some part that changed its place.
        part: Part<'a>,
        /// Whether the first one of them is used.
        first_counts: bool,
    },
}

/// Every part of two versions.
#[derive(Debug)]
pub(super) struct Pairs<'a> {
    pub(super) steps: Vec<Step<'a>>,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(old: &'a Api, new: &'a Api) -> Self {
        let shapes = [shapes(old), shapes(new)];
        let (gone, both) =
            matched(parts(old), parts(new), |tree, side| identities(&tree.node, &shapes[side]));
        let endpoints = Endpoints::of(&gone, &both);
        let mut steps: Vec<Step<'a>> = gone.into_iter().map(|tree| Step::Gone(tree.node)).collect();
        let owners = both.iter().find_map(|(before, after)| {
            let before = before.as_ref().filter(|_| matches!(after.node.part, Part::Api(_)))?;
            Some([before.1.node.clone(), after.node.clone()])
        });
        if let Some(owners) = owners {
            steps.extend(reordered(
                &owners,
                both.iter().map(|(before, after)| (before.as_ref().map(|(at, _)| *at), after.node.part)),
            ));
        }
        for (before, after) in both {
            let Some((_, before)) = before else {
                // Nothing is said about the parts of what is new.
                steps.push(Step::Added(after.node));
                continue;
            };
            let parts = before.parts.into_iter().filter_map(|node| endpoints.before(node)).collect();
            let new = after.parts.into_iter().filter(|node| endpoints.is_kept(node)).collect();
            let (gone, both) = matched(parts, new, |node, side| identities(node, &shapes[side]));
            let owners = [before.node, after.node];
            let moved = both.iter().map(|(before, after)| (before.as_ref().map(|(at, _)| *at), after.part));
            let moved = reordered(&owners, moved);
            let [before, after] = owners;
            steps.push(Step::Both(before, after));
            steps.extend(moved);
            steps.extend(gone.into_iter().map(Step::Gone));
            steps.extend(both.into_iter().map(|(before, after)| match before {
                Some((_, before)) => Step::Both(before, after),
                None => Step::Added(after),
            }));
        }
        Self { steps }
    }

    /// The names of the types of both versions, where a type that was renamed has its old name.
    pub(super) fn names(&self, old: &'a Api, new: &'a Api) -> [Names<'a>; 2] {
        let mut names = [Names::of(old), Names::of(new)];
        for step in &self.steps {
            if let Step::Both(
                Node { part: Part::Type(_, before), .. },
                Node { part: Part::Type(id, _), .. },
            ) = step
            {
                names[1].rename(*id, before.name.as_str());
            }
        }
        names
    }
}

/// What became of the endpoints that checks are about.
struct Endpoints<'a> {
    gone: BTreeSet<&'a str>,
    added: BTreeSet<&'a str>,
    /// The new names by the old ones.
    renamed: BTreeMap<&'a str, &'a str>,
}

impl<'a> Endpoints<'a> {
    fn of(gone: &[Tree<'a>], both: &[(Option<(usize, Tree<'a>)>, Tree<'a>)]) -> Self {
        let name = |tree: &Tree<'a>| match tree.node.part {
            Part::Endpoint(endpoint) => Some(endpoint.name.as_str()),
            _ => None,
        };
        let renamed =
            both.iter().filter_map(|(before, after)| Some((name(&before.as_ref()?.1)?, name(after)?)));
        Self {
            gone: gone.iter().filter_map(name).collect(),
            added: both
                .iter()
                .filter(|(before, _)| before.is_none())
                .filter_map(|(_, tree)| name(tree))
                .collect(),
            renamed: renamed.collect(),
        }
    }

    /// A part of the old version, for the new one: checks have the new name of their endpoint, and nothing is said about
    /// those of an endpoint that is gone.
    fn before(&self, node: Node<'a>) -> Option<Node<'a>> {
        let endpoint = match (node.part, &node.position) {
            (Part::Check, Some(endpoint)) => endpoint.as_str(),
            _ => return Some(node),
        };
        if self.gone.contains(endpoint) {
            return None;
        }
        let renamed = self.renamed.get(endpoint).copied();
        Some(match renamed.filter(|name| *name != endpoint) {
            Some(name) => node.of_endpoint(name),
            None => node,
        })
    }

    /// Whether something is said about a part of the new version: not about a check of a new endpoint.
    fn is_kept(&self, node: &Node<'a>) -> bool {
        let endpoint = node.position.as_deref().filter(|_| matches!(node.part, Part::Check));
        endpoint.is_none_or(|endpoint| !self.added.contains(endpoint))
    }
}

/// What is gone, and what is there with what it was and where.
type Matched<T> = (Vec<T>, Vec<(Option<(usize, T)>, T)>);

/// Something with a key.
trait Keyed {
    fn key(&self) -> (&'static str, &str);
}

impl Keyed for Node<'_> {
    fn key(&self) -> (&'static str, &str) {
        (self.part.noun(), &self.key)
    }
}

impl Keyed for Tree<'_> {
    fn key(&self) -> (&'static str, &str) {
        self.node.key()
    }
}

/// Whether the members of a union are told apart by what they look like.
pub(super) fn is_untagged(def: &TypeDef) -> bool {
    matches!(&def.kind, TypeKind::Union(union) if union.tag == Tag::None)
}

/// Whether the first of several members that fit alike is used.
fn has_order(def: &TypeDef) -> bool {
    is_untagged(def) || matches!(&def.kind, TypeKind::Union(union) if union.shares_tags())
}

/// The kinds of parts that are in another order, from the parts of the new version with their old places.
fn reordered<'a>(
    owners: &[Node<'a>; 2],
    parts: impl Iterator<Item = (Option<usize>, Part<'a>)>,
) -> Vec<Step<'a>> {
    let mut last: BTreeMap<(&'static str, Option<&str>), usize> = BTreeMap::new();
    let mut found: Vec<(Part<'a>, bool)> = Vec::new();
    for (place, part) in parts {
        let Some(place) = place else { continue };
        // Of the rows of a code, the first one that matches is used.
        let code = match part {
            Part::Row(row) => Some(row.code.as_str()),
            _ => None,
        };
        for key in
            [Some((part.noun(), None)), code.map(|code| (part.noun(), Some(code)))].into_iter().flatten()
        {
            let before = last.insert(key, place);
            if before.is_some_and(|before| before > place) {
                let has_order = matches!(owners[1].part, Part::Type(_, def) if has_order(def));
                found.push((part, key.1.is_some() || has_order));
            }
        }
    }
    let mut steps: Vec<Step<'a>> = Vec::new();
    for (part, _) in &found {
        let same = |other: &Part<'a>| other.noun() == part.noun();
        let is_said = |step: &Step<'a>| matches!(step, Step::Reordered { part, .. } if same(part));
        if !steps.iter().any(is_said) {
            let first_counts = found.iter().any(|(other, counts)| same(other) && *counts);
            steps.push(Step::Reordered { owners: owners.clone(), part: *part, first_counts });
        }
    }
    steps
}

/// What is gone, and everything in the new version with what it was in the old one and its place there. Parts are matched by their keys, and
/// those that are left by what else they can be recognized by, if that is unique.
fn matched<T: Keyed>(old: Vec<T>, new: Vec<T>, identities: impl Fn(&T, usize) -> Vec<String>) -> Matched<T> {
    let mut by_key: BTreeMap<(&'static str, String), VecDeque<usize>> = BTreeMap::new();
    for (at, part) in old.iter().enumerate() {
        let (noun, key) = part.key();
        by_key.entry((noun, key.to_owned())).or_default().push_back(at);
    }
    let mut places: Vec<Option<usize>> = new
        .iter()
        .map(|part| {
            let (noun, key) = part.key();
            by_key.get_mut(&(noun, key.to_owned())).and_then(VecDeque::pop_front)
        })
        .collect();
    let left: Vec<usize> = by_key.into_values().flatten().collect();
    let gone = recognized(left.iter().map(|at| (*at, &old[*at])), |part| identities(part, 0));
    let unmatched = new.iter().enumerate().filter(|(at, _)| places[*at].is_none());
    let mut taken = BTreeSet::new();
    for (name, at) in recognized(unmatched, |part| identities(part, 1)) {
        if let Some(place) = gone.get(&name).filter(|_| places[at].is_none()) {
            places[at] = Some(*place).filter(|place| taken.insert(*place));
        }
    }
    let mut old: Vec<Option<T>> = old.into_iter().map(Some).collect();
    let both = new
        .into_iter()
        .zip(places)
        .map(|(part, place)| (place.and_then(|at| Some((at, old.get_mut(at)?.take()?))), part))
        .collect();
    (old.into_iter().flatten().collect(), both)
}

/// Parts by what they can be recognized by, as far as that is unique.
fn recognized<'t, T: Keyed + 't>(
    parts: impl Iterator<Item = (usize, &'t T)>,
    identities: impl Fn(&T) -> Vec<String>,
) -> BTreeMap<(&'static str, String), usize> {
    let mut found: BTreeMap<_, Option<usize>> = BTreeMap::new();
    for (at, part) in parts {
        let names: BTreeSet<String> = identities(part).into_iter().collect();
        for identity in names {
            found.entry((part.key().0, identity)).and_modify(|entry| *entry = None).or_insert(Some(at));
        }
    }
    found.into_iter().filter_map(|(identity, at)| Some((identity, at?))).collect()
}

/// What a part can be recognized by after its key has changed.
fn identities(node: &Node<'_>, shapes: &BTreeMap<TypeId, String>) -> Vec<String> {
    let named = |name: &Option<Spanned<String>>| plain(name.as_ref().map_or(&node.key, |name| &name.value));
    let field = |field: &Field| {
        let aliases = field.aliases.iter().map(|alias| plain(&alias.value));
        let name = field.name.as_ref().map_or(field.key.as_str(), |name| name.as_str());
        std::iter::once(plain(name)).chain(aliases).collect()
    };
    match node.part {
        Part::Endpoint(endpoint) => {
            vec![format!(
                "{} {}",
                endpoint.method.verb(),
                super::endpoint::without_names(&endpoint.path.value)
            )]
        }
        Part::Type(id, _) => shapes.get(&id).cloned().into_iter().collect(),
        Part::Param(param) => match &node.position {
            Some(position) => vec![format!("{{{position}}}")],
            None => field(&param.field),
        },
        Part::Field(_, at) => field(at),
        Part::Common(common) => field(&common.field),
        Part::Value(_, value) => vec![named(&value.name)],
        Part::Variant(_, variant) => vec![named(&variant.name)],
        Part::Row(row) => row.name.iter().map(|name| name.value.clone()).collect(),
        Part::Server(server) => vec![server.url.value.clone()],
        Part::Auth(auth) => vec![auth_kind(&auth.kind)],
        Part::Api(_) => vec![String::new()],
        Part::Variable(_) => node.position.iter().map(|at| format!("{{{at}}}")).collect(),
        Part::Check => node.position.iter().cloned().collect(),
        Part::OtherServer(_) | Part::Envelope(_) | Part::NamedEnvelope(_) | Part::Table => Vec::new(),
    }
}

/// A name without what distinguishes the spellings of one name: `partNo`, `part_no`.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What each type looks like without its name.
fn shapes(api: &Api) -> BTreeMap<TypeId, String> {
    let names = Names::of(api);
    let shape = |(id, def): (TypeId, &TypeDef)| {
        let tree = super::parts::ty(api, id, def);
        let parts = tree.parts.iter().map(|part| match part.part {
            Part::Field(_, field) => {
                let mark = if field.optional { "?" } else { "" };
                format!("{}{mark}: {}", part.key, names.ty(&field.ty))
            }
            Part::Variant(_, variant) => format!("{}: {}", part.key, names.ty(&variant.ty)),
            _ => part.key.clone(),
        });
        let parts: Vec<String> = parts.collect();
        let shape = format!("{} {}", super::facts::kind(def), parts.join(", "));
        (id, shape)
    };
    api.types.enumerate().map(shape).collect()
}
