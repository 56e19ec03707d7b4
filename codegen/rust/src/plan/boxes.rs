//! Which fields are in boxes, so that types that hold each other have a size.
//!
//! A box is where a value can be missing: on an optional or nullable field, or on a variant of a union. Each circle of types has
//! such a place, except for types without finite values, whose required fields are in boxes.

use super::names::Names;
use crate::kept::{BOXED, INLINE, Kept, Kind};
use stubwright_spec::model::analysis::Analysis;
use stubwright_spec::model::circles::components;
use stubwright_spec::model::{Api, Field, IdVec, Type, TypeId, TypeKind};

/// For each type whether its fields or variants are in boxes.
#[derive(Debug, Clone, Default)]
pub struct Boxes {
    types: IdVec<TypeId, Vec<Boxing>>,
}

/// How a field holds its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Boxing {
    Inline,
    Boxed,
}

/// A field or a variant that holds values of other types in place.
struct Edge {
    owner: TypeId,
    index: usize,
    targets: Vec<TypeId>,
    is_free: bool,
    kept: Option<bool>,
}

/// How many steps the search for circles takes in all; what is open then is in a box, which is always right.
const MOST_STEPS: usize = 10_000_000;

impl Boxes {
    /// Decides about each field, and keeps to what was decided before.
    #[must_use]
    pub fn of(api: &Api, analysis: &Analysis, names: &Names, kept: &Kept) -> Self {
        let mut boxes = Self { types: api.types.map(|_, def| vec![Boxing::Inline; def.kind.parts().len()]) };
        let mut search = Search::new(api);
        let (free, required): (Vec<Edge>, Vec<Edge>) =
            edges(api, names, kept).into_iter().partition(|edge| edge.is_free);
        let closes = |edge: &Edge| {
            edge.targets.iter().any(|target| analysis.closes_circle(edge.owner, &Type::Named(*target)))
        };
        for (id, def) in api.types.enumerate() {
            if let TypeKind::Alias(ty) = &def.kind {
                search.add(id, &direct(ty));
            }
        }
        for edge in search.add_all(required.iter().filter(|edge| closes(edge)).collect()) {
            boxes.set(edge);
        }
        let (known, mut open): (Vec<&Edge>, Vec<&Edge>) = free.iter().partition(|edge| edge.kept.is_some());
        let (boxed, inline): (Vec<&Edge>, Vec<&Edge>) =
            known.iter().partition(|edge| edge.kept == Some(true));
        for edge in boxed {
            boxes.set(edge);
        }
        // Two branches may have decided what does not go together.
        let disputed = search.add_all(inline.into_iter().filter(|edge| closes(edge)).collect());
        open.splice(0..0, disputed);
        for edge in open.into_iter().filter(|edge| closes(edge)) {
            if search.leads_back(edge) { boxes.set(edge) } else { search.add(edge.owner, &edge.targets) }
        }
        boxes
    }

    /// Whether a field or a variant is in a box.
    #[must_use]
    pub fn has(&self, owner: TypeId, index: usize) -> bool {
        self.types[owner].get(index) == Some(&Boxing::Boxed)
    }

    /// Writes down what could have been decided otherwise.
    pub(crate) fn record(&self, api: &Api, names: &Names, kept: &mut Kept) {
        for edge in edges(api, names, &Kept::default()).iter().filter(|edge| edge.is_free) {
            let can_hold =
                |id: &TypeId| matches!(api.types[*id].kind, TypeKind::Struct(_) | TypeKind::Union(_));
            if !edge.targets.iter().any(|id| can_hold(&behind(api, *id))) {
                continue;
            }
            let word = if self.has(edge.owner, edge.index) { BOXED } else { INLINE };
            let ty = names.types[edge.owner].plain();
            kept.set(Kind::Box, [ty, key(api, names, edge.owner, edge.index)], [word]);
        }
    }

    fn set(&mut self, edge: &Edge) {
        if let Some(place) = self.types[edge.owner].get_mut(edge.index) {
            *place = Boxing::Boxed;
        }
    }
}

/// The types that hold each other in place so far.
struct Search {
    graph: Vec<Vec<TypeId>>,
    /// The number of the last search that came to a type.
    seen: Vec<usize>,
    searches: usize,
    steps: usize,
}

impl Search {
    fn new(api: &Api) -> Self {
        let count = api.types.len();
        Self { graph: vec![Vec::new(); count], seen: vec![0; count], searches: 0, steps: 0 }
    }

    fn add(&mut self, owner: TypeId, targets: &[TypeId]) {
        if let Some(edges) = self.graph.get_mut(owner.0 as usize) {
            edges.extend(targets);
        }
    }

    /// Adds edges that are part of no circle with each other and with those that are there, and returns the others.
    fn add_all<'a>(&mut self, edges: Vec<&'a Edge>) -> Vec<&'a Edge> {
        let before = self.graph.clone();
        for edge in &edges {
            self.add(edge.owner, &edge.targets);
        }
        let component = components(&self.graph);
        let of = |id: TypeId| component.get(id.0 as usize);
        let is_circular =
            |edge: &&Edge| edge.targets.iter().any(|id| *id == edge.owner || of(*id) == of(edge.owner));
        let (circular, others): (Vec<&Edge>, Vec<&Edge>) = edges.into_iter().partition(is_circular);
        if !circular.is_empty() {
            self.graph = before;
            for edge in others {
                self.add(edge.owner, &edge.targets);
            }
        }
        circular
    }

    /// Whether what an edge leads to holds its owner.
    fn leads_back(&mut self, edge: &Edge) -> bool {
        self.searches += 1;
        let mut open = edge.targets.clone();
        while let Some(id) = open.pop() {
            self.steps += 1;
            if id == edge.owner || self.steps > MOST_STEPS {
                return true;
            }
            let at = id.0 as usize;
            let Some(seen) = self.seen.get_mut(at) else { continue };
            if std::mem::replace(seen, self.searches) != self.searches {
                open.extend(self.graph.get(at).into_iter().flatten());
            }
        }
        false
    }
}

fn edges(api: &Api, names: &Names, kept: &Kept) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (owner, def) in api.types.enumerate() {
        let mut add = |index: usize, ty: &Type, is_free: bool| {
            let targets = direct(ty);
            if !targets.is_empty() {
                let kept = kept.is_boxed(names.types[owner].plain(), key(api, names, owner, index));
                edges.push(Edge { owner, index, targets, is_free, kept: kept.filter(|_| is_free) });
            }
        };
        match &def.kind {
            TypeKind::Struct(fields) => {
                for (index, field) in fields.iter().enumerate() {
                    add(index, &field.ty, can_be_missing(api, field));
                }
            }
            TypeKind::Union(union) => {
                for (index, variant) in union.variants.iter().enumerate() {
                    add(index, &variant.ty, true);
                }
            }
            TypeKind::Enum(_) | TypeKind::Alias(_) => {}
        }
    }
    edges
}

fn can_be_missing(api: &Api, field: &Field) -> bool {
    field.can_lack() || matches!(api.behind_aliases(&field.ty), Type::Nullable(_))
}

/// The word for a field or a variant in `stubwright.lock`.
fn key<'a>(api: &'a Api, names: &'a Names, owner: TypeId, index: usize) -> &'a str {
    match &api.types[owner].kind {
        TypeKind::Struct(fields) => fields.get(index).map(|field| field.key.as_str()).unwrap_or_default(),
        _ => names.members[owner].get(index).map(|name| name.plain()).unwrap_or_default(),
    }
}

/// The target of an alias, if it has a name.
fn behind(api: &Api, id: TypeId) -> TypeId {
    let ty = Type::Named(id);
    match api.behind_aliases(&ty).not_null() {
        Type::Named(id) | Type::Applied(id, _) => *id,
        _ => id,
    }
}

/// The types that a value holds in place. Whether a generic type holds its argument so is not looked into; it is taken to.
fn direct(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Named(id) => vec![*id],
        Type::Applied(id, argument) => std::iter::once(*id).chain(direct(argument)).collect(),
        Type::Nullable(inner) | Type::Limited(inner, _) => direct(inner),
        Type::Scalar(_) | Type::Parameter(_) | Type::List(_) | Type::Map(_) | Type::Error => Vec::new(),
    }
}
