//! Which part of the old version is which one of the new version.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::notation::Names;
use super::parts::{Node, Part, Tree, parts};
use crate::model::dump::auth_kind;
use crate::model::{Api, Field, Tag, TypeDef, TypeId, TypeKind};
use crate::source::{FileId, Span, Spanned};

/// A step from the old version to the new one.
#[derive(Debug)]
pub(super) enum Step<'a> {
    Gone {
        node: Node<'a>,
        /// The part of the new version that it would be in.
        owner: Option<Part<'a>>,
        /// The closest place that is left.
        near: Option<Span>,
    },
    Added {
        node: Node<'a>,
        /// The part of the old version that it would have been in.
        owner: Option<Part<'a>>,
    },
    Both(Node<'a>, Node<'a>),
    /// Some parts of one kind are in another order.
    Reordered {
        /// The parents in both versions.
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
        let endpoints = Endpoints::of(gone.iter().map(|(_, tree)| tree), &both);
        let mut steps: Vec<Step<'a>> = Vec::new();
        for (at, tree) in gone {
            let near = near(at, tree.node.part.noun(), &both);
            let checks = checks(tree.parts).filter_map(|node| endpoints.before(node));
            let all = std::iter::once(tree.node).chain(checks);
            steps.extend(all.map(|node| Step::Gone { node, owner: None, near }));
        }
        let owners = both.iter().find_map(|(before, after)| {
            let before = before.as_ref().filter(|_| matches!(after.node.part, Part::Api(_)))?;
            Some([before.1.node.clone(), after.node.clone()])
        });
        if let Some(owners) = owners {
            let nodes = both.iter().filter_map(|(before, after)| {
                let (place, before) = before.as_ref()?;
                Some((*place, [&before.node, &after.node]))
            });
            steps.extend(reordered(&owners, nodes));
        }
        for (before, after) in both {
            match before {
                Some((_, before)) => steps.extend(inside(before, after, &endpoints, &shapes)),
                // Of the parts of what is new, only checks are about something that was there.
                None => {
                    let checks = checks(after.parts).filter(|node| endpoints.is_kept(node));
                    let all = std::iter::once(after.node).chain(checks);
                    steps.extend(all.map(|node| Step::Added { node, owner: None }));
                }
            }
        }
        Self { steps }
    }

    /// The names of the types and of the other servers of both versions, where one that was renamed has its old name.
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
            if let Step::Both(
                Node { part: Part::OtherServer(before), .. },
                Node { part: Part::OtherServer(after), .. },
            ) = step
            {
                names[1].rename_server(after.name.as_str(), before.name.as_str());
            }
        }
        names
    }
}

/// The new names of the endpoints that checks are about.
struct Endpoints<'a> {
    gone: BTreeSet<&'a str>,
    added: BTreeSet<&'a str>,
    /// The new names by the old ones.
    renamed: BTreeMap<&'a str, &'a str>,
}

impl<'a> Endpoints<'a> {
    fn of<'t>(
        gone: impl Iterator<Item = &'t Tree<'a>>,
        both: &[(Option<(usize, Tree<'a>)>, Tree<'a>)],
    ) -> Self
    where
        'a: 't,
    {
        let name = |tree: &Tree<'a>| match tree.node.part {
            Part::Endpoint(endpoint) => Some(endpoint.name.as_str()),
            _ => None,
        };
        let renamed =
            both.iter().filter_map(|(before, after)| Some((name(&before.as_ref()?.1)?, name(after)?)));
        Self {
            gone: gone.filter_map(name).collect(),
            added: both
                .iter()
                .filter(|(before, _)| before.is_none())
                .filter_map(|(_, tree)| name(tree))
                .collect(),
            renamed: renamed.collect(),
        }
    }

    /// A part of the old version, for the new one: checks have the new name of their endpoint, and there is nothing to
    /// report about those of an endpoint that is gone.
    fn before(&self, node: Node<'a>) -> Option<Node<'a>> {
        let endpoint = match (node.part, &node.position) {
            (Part::Check(_), Some(endpoint)) => endpoint.as_str(),
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

    /// Whether a part of the new version is reported: a check of a new endpoint is not.
    fn is_kept(&self, node: &Node<'a>) -> bool {
        let endpoint = node.position.as_deref().filter(|_| matches!(node.part, Part::Check(_)));
        endpoint.is_none_or(|endpoint| !self.added.contains(endpoint))
    }
}

/// Those parts that are checks.
fn checks<'a>(parts: Vec<Node<'a>>) -> impl Iterator<Item = Node<'a>> {
    parts.into_iter().filter(|node| matches!(node.part, Part::Check(_)))
}

/// The steps for a part that is in both versions, and for its children.
fn inside<'a>(
    before: Tree<'a>,
    after: Tree<'a>,
    endpoints: &Endpoints<'a>,
    shapes: &[BTreeMap<TypeId, String>; 2],
) -> Vec<Step<'a>> {
    let parts = before.parts.into_iter().filter_map(|node| endpoints.before(node)).collect();
    let new = after.parts.into_iter().filter(|node| endpoints.is_kept(node)).collect();
    let (gone, both) = matched(parts, new, |node, side| identities(node, &shapes[side]));
    let owners = [before.node, after.node];
    let moved = both.iter().filter_map(|(before, after)| {
        let (place, before) = before.as_ref()?;
        Some((*place, [before, after]))
    });
    let moved = reordered(&owners, moved);
    let [was, is] = [owners[0].part, owners[1].part];
    let near = owners[1].places.first().copied();
    let [before, after] = owners;
    let mut steps = vec![Step::Both(before, after)];
    steps.extend(moved);
    steps.extend(gone.into_iter().map(|(_, node)| Step::Gone { node, owner: Some(is), near }));
    steps.extend(both.into_iter().map(|(before, after)| match before {
        Some((_, before)) => Step::Both(before, after),
        None => Step::Added { node: after, owner: Some(was) },
    }));
    steps
}

/// The place in the new version that is closest to something of the old one that is gone: that of a neighbour of its kind,
/// or else the beginning of the API.
fn near<'a>(at: usize, noun: &str, both: &[(Option<(usize, Tree<'a>)>, Tree<'a>)]) -> Option<Span> {
    let place = |tree: &Tree<'a>| tree.node.places.first().copied();
    let of_kind: Vec<_> = both.iter().filter(|(_, tree)| tree.node.part.noun() == noun).collect();
    let left = || of_kind.iter().filter_map(|(before, tree)| Some((before.as_ref()?.0, tree)));
    let before = left().filter(|(place, _)| *place < at).max_by_key(|(place, _)| *place);
    let after = left().min_by_key(|(place, _)| *place);
    let neighbour = before.or(after).map(|(_, tree)| tree).or_else(|| of_kind.first().map(|(_, tree)| tree));
    let api = || both.iter().map(|(_, tree)| tree).find(|tree| matches!(tree.node.part, Part::Api(_)));
    neighbour.or_else(api).and_then(place)
}

/// Removed items with their old places, and items of the new version with their old counterparts and the places of
/// these.
type Matched<T> = (Vec<(usize, T)>, Vec<(Option<(usize, T)>, T)>);

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

/// Parts whose order is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ordered<'a> {
    /// Parts of one kind, by their file in each version.
    In(&'static str, [Option<FileId>; 2]),
    /// The rows of a code.
    Code(&'a str),
}

/// The kinds of parts that are in another order, from the parts of both versions with their places in the old one. Where
/// the order says nothing, it is that of a file: a part that moves into another file is not in another order.
fn reordered<'n, 'a: 'n>(
    owners: &[Node<'a>; 2],
    parts: impl Iterator<Item = (usize, [&'n Node<'a>; 2])>,
) -> Vec<Step<'a>> {
    let mut last: BTreeMap<Ordered<'a>, usize> = BTreeMap::new();
    let mut found: Vec<(Part<'a>, bool)> = Vec::new();
    for (place, nodes) in parts {
        let part = nodes[1].part;
        let files = nodes.map(|node| node.places.first().map(|place| place.file));
        let mut orders = vec![(Ordered::In(part.noun(), files), false)];
        // Of the rows of a code, the first one that matches is used.
        if let Part::Row(row) = part {
            orders.push((Ordered::Code(row.code.as_str()), true));
        }
        for (order, counts) in orders {
            let before = last.insert(order, place);
            if before.is_some_and(|before| before > place) {
                let has_order = matches!(owners[1].part, Part::Type(_, def) if has_order(def));
                found.push((part, counts || has_order));
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

/// Matches the items of two versions by their keys, and those that are left by their other identities where these are
/// unique.
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
    (old.into_iter().enumerate().filter_map(|(at, part)| Some((at, part?))).collect(), both)
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

/// The texts that identify a part after its key has changed.
fn identities(node: &Node<'_>, shapes: &BTreeMap<TypeId, String>) -> Vec<String> {
    let named = |name: &Option<Spanned<String>>| plain(name.as_ref().map_or(&node.key, |name| &name.value));
    let field = |field: &Field| {
        let aliases = field.aliases.iter().map(|alias| plain(&alias.value));
        let name = field.name.as_ref().map_or(field.key.as_str(), |name| name.as_str());
        std::iter::once(plain(name)).chain(aliases).collect()
    };
    match node.part {
        Part::Endpoint(endpoint) => {
            vec![format!("{} {}", endpoint.method.verb(), super::urls::without_names(&endpoint.path.value))]
        }
        Part::Type(id, _) => shapes.get(&id).cloned().into_iter().collect(),
        Part::Param(param) => match &node.position {
            Some(position) => vec![format!("{{{position}}}")],
            None => field(&param.field),
        },
        Part::Field(_, at) | Part::Header(at) => field(at),
        Part::Common(common) => field(&common.field),
        Part::Value(_, value) => vec![named(&value.name)],
        Part::Variant(_, variant) => vec![named(&variant.name)],
        Part::Row(row) => row.name.iter().map(|name| name.value.clone()).collect(),
        Part::Server(server) => vec![server.url.value.clone()],
        Part::Auth(auth) => vec![auth_kind(&auth.kind)],
        Part::Api(_) => vec![String::new()],
        Part::Variable(_) => node.position.iter().map(|at| format!("{{{at}}}")).collect(),
        Part::Check(_) => node.position.iter().cloned().collect(),
        Part::OtherServer(_) | Part::OtherUrl(_) => node.position.iter().cloned().collect(),
        Part::Envelope(_) | Part::NamedEnvelope(_) | Part::Table | Part::Failure(..) => Vec::new(),
    }
}

/// A name without what distinguishes the spellings of one name: `partNo`, `part_no`.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The shape of each type without its name.
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
