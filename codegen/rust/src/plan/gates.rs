//! Which features compile an item: those of the tags whose operations reach it.

use std::collections::BTreeSet;

use super::names::Names;
use crate::options::Features;
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{Api, Endpoint, IdVec, Type, TypeId};

/// Features, one of which has to be on; empty for code that is always compiled.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gate(Vec<String>);

impl Gate {
    /// The features in the order of their tags.
    #[must_use]
    pub fn features(&self) -> &[String] {
        &self.0
    }

    /// The feature that alone compiles the item.
    #[must_use]
    pub fn only(&self) -> Option<&str> {
        match self.0.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether the item is compiled with any features.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.is_empty()
    }
}

/// A type that more tags than this reach is always compiled: a long list of features says nothing to a reader, and nearly everybody
/// has one of them on.
const MOST_TAGS: usize = 4;

/// Who reaches a type.
#[derive(Debug, Clone, Default)]
struct Reached {
    /// Something that is always compiled.
    always: bool,
    /// The operations of these tags, by their places.
    tags: BTreeSet<usize>,
}

/// The gates of an API.
#[derive(Debug)]
pub struct Gates {
    features: Vec<String>,
    types: IdVec<TypeId, Reached>,
    endpoints: IdVec<EndpointId, Option<usize>>,
}

impl Gates {
    /// The gates of an API, all of them open without features.
    #[must_use]
    pub fn of(api: &Api, names: &Names, features: Features) -> Self {
        let mut gates = Self {
            features: Vec::new(),
            types: api.types.filled(Reached::default()),
            endpoints: api.endpoints.filled(None),
        };
        if features == Features::ByTag {
            gates.number(api, names);
            gates.reach(api);
        }
        gates
    }

    /// The features of all tags, in the order of their first operations.
    #[must_use]
    pub fn features(&self) -> &[String] {
        &self.features
    }

    /// The gate of an operation and of what belongs to it alone.
    #[must_use]
    pub fn endpoint(&self, id: EndpointId) -> Gate {
        Gate(self.endpoints[id].and_then(|at| self.features.get(at)).cloned().into_iter().collect())
    }

    /// The gate of a type.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> Gate {
        let Reached { always, tags } = &self.types[id];
        if *always || tags.len() > MOST_TAGS {
            return Gate::default();
        }
        Gate(tags.iter().filter_map(|at| self.features.get(*at)).cloned().collect())
    }

    fn number(&mut self, api: &Api, names: &Names) {
        for (id, endpoint) in api.endpoints.enumerate() {
            let name = endpoint.tag.as_ref().and_then(|tag| names.tags.get(tag.as_str()));
            let Some(name) = name else { continue };
            let known = self.features.iter().position(|feature| *feature == name.feature);
            self.endpoints[id] = Some(known.unwrap_or_else(|| {
                self.features.push(name.feature.clone());
                self.features.len() - 1
            }));
        }
    }

    fn reach(&mut self, api: &Api) {
        let mut always: Vec<TypeId> = api.failure_types().into_iter().flat_map(|ty| ty.names()).collect();
        always.extend(api.common.iter().flat_map(|common| common.field.ty.names()));
        let mut by_tag = vec![Vec::new(); self.features.len()];
        for (id, endpoint) in api.endpoints.enumerate() {
            let roots = match self.endpoints[id].and_then(|at| by_tag.get_mut(at)) {
                Some(roots) => roots,
                None => &mut always,
            };
            roots.extend(named_by(endpoint).into_iter().flat_map(Type::names));
        }
        for (at, roots) in by_tag.into_iter().enumerate() {
            self.mark(api, roots, |reached| reached.tags.insert(at));
        }
        self.mark(api, always, |reached| !std::mem::replace(&mut reached.always, true));
        let is_reached = |reached: &Reached| reached.always || !reached.tags.is_empty();
        let types = api.types.enumerate().map(|(id, _)| id);
        let others = types.filter(|id| !is_reached(&self.types[*id])).collect();
        self.mark(api, others, |reached| !std::mem::replace(&mut reached.always, true));
    }

    /// Marks types and what they name. `mark` says whether a type is new to it.
    fn mark(&mut self, api: &Api, mut open: Vec<TypeId>, mark: impl Fn(&mut Reached) -> bool) {
        while let Some(id) = open.pop() {
            if !mark(&mut self.types[id]) {
                continue;
            }
            open.extend(api.types[id].kind.parts().into_iter().flat_map(Type::names));
        }
    }
}

/// The types that an endpoint names.
fn named_by(endpoint: &Endpoint) -> Vec<&Type> {
    let fields = endpoint.params.iter().map(|param| &param.field).chain(&endpoint.response_headers);
    let fields = fields.map(|field| &field.ty.value);
    endpoint.request_types().chain(endpoint.response_types()).chain(fields).collect()
}
