//! The context of writing a document: the model, and the keys of its schemas.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast;
use crate::front::extensions::{GENERATED, is_allowed};
use crate::json::{Value, object};
use crate::model::{Api, Id, Type, TypeId, dump};

/// A generic type and what it is applied to.
pub(super) type Applied = (TypeId, Type);

/// The state while a document is written.
pub(super) struct Cx<'a> {
    pub(super) written: &'a ast::Api,
    pub(super) api: &'a Api,
    /// The keys of the types under `components`.
    keys: Vec<String>,
    taken: BTreeSet<String>,
    /// Generic types with arguments, each with its key, in the order of their first use.
    pub(super) applied: Vec<(String, Applied)>,
    /// Schemas of failures and codes, by their key.
    pub(super) generated: Vec<(String, Value)>,
    generated_keys: BTreeMap<String, String>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(written: &'a ast::Api, api: &'a Api) -> Self {
        let mut taken = BTreeSet::new();
        let keys = api.types.iter().map(|def| unique(&def.name.value, &mut taken)).collect();
        Self {
            written,
            api,
            keys,
            taken,
            applied: Vec::new(),
            generated: Vec::new(),
            generated_keys: BTreeMap::new(),
        }
    }

    /// The key of a type.
    pub(super) fn key(&self, id: TypeId) -> &str {
        self.keys.get(id.position()).map_or("", String::as_str)
    }

    /// A reference to a type.
    pub(super) fn reference(&self, id: TypeId) -> Value {
        reference(self.key(id))
    }

    /// A reference to a generic type with an argument.
    pub(super) fn applied(&mut self, id: TypeId, argument: &Type) -> Value {
        let asked = (id, argument.without_ranges());
        if let Some((key, _)) = self.applied.iter().find(|(_, known)| *known == asked) {
            return reference(key);
        }
        let words = format!("{}_{}", self.key(id), dump::ty(self.api, &asked.1));
        let key = unique(&words, &mut self.taken);
        self.applied.push((key.clone(), asked));
        reference(&key)
    }

    /// A reference to a schema that follows from the rest, which is made when it is first needed.
    pub(super) fn generated(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if let Some(key) = self.generated_keys.get(name) {
            return reference(key);
        }
        let key = unique(name, &mut self.taken);
        self.generated_keys.insert(name.to_owned(), key.clone());
        let schema = make(self).with(GENERATED, true);
        self.generated.push((key.clone(), schema));
        reference(&key)
    }
}

fn reference(key: &str) -> Value {
    object([("$ref", Value::from(format!("#/components/schemas/{key}")))])
}

/// A key of `components` for a name, which no other name has.
fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let parts: Vec<&str> = name.split(|c: char| !is_allowed(c)).filter(|part| !part.is_empty()).collect();
    let base = if parts.is_empty() { String::from("Type") } else { parts.join("_") };
    let mut key = base.clone();
    let mut number = 2;
    while !taken.insert(key.clone()) {
        key = format!("{base}_{number}");
        number += 1;
    }
    key
}
