//! Where the spec declares what an item of the public API comes from.

use std::collections::BTreeMap;

use stubwright_spec::model::{Api, ByStatus, CommonSource, TypeKind};
use stubwright_spec::source::Span;

use super::items::ItemChange;
use crate::plan::names::{Name, Names, Request, setter};
use crate::public::{CHECKED, CHECKS, FEATURES};
use crate::understood::Sound;

/// Places by path of an item and member, each before those of what it is a part of; an item itself has an empty member.
#[derive(Debug, Default)]
pub(super) struct Origins(BTreeMap<(String, String), Vec<Span>>);

/// The path of a type.
fn in_types(name: &Name) -> String {
    format!("types::{}", name.as_str())
}

impl Origins {
    pub(super) fn of(sound: &Sound<'_>) -> Self {
        let Sound { api, names, .. } = *sound;
        let mut origins = Self::default();
        origins.types(api, names);
        origins.endpoints(api, names);
        for (id, row) in api.errors.enumerate() {
            origins.add("ErrorCode", names.rows[id].as_str(), row.code.span);
        }
        for (at, server) in api.servers.iter().enumerate() {
            let constant = names.servers.get(at).into_iter();
            let function = names.server_functions.get(at).map(|(function, _)| function);
            constant.chain(function).for_each(|name| origins.add("servers", name.as_str(), server.name.span));
        }
        origins.settings(api, names);
        origins.checks(api, names);
        origins
    }

    fn add(&mut self, item: &str, member: &str, place: Span) {
        self.add_within(item, member, &[place]);
    }

    fn add_within(&mut self, item: &str, member: &str, places: &[Span]) {
        self.0.entry((item.to_owned(), member.to_owned())).or_insert_with(|| places.to_vec());
    }

    /// A field of a struct, and its setter.
    fn field(&mut self, item: &Name, field: &Name, place: Span) {
        self.add(&in_types(item), field.as_str(), place);
        self.add(&in_types(item), setter(field).as_str(), place);
    }

    fn types(&mut self, api: &Api, names: &Names) {
        for (id, def) in api.types.enumerate() {
            let (item, members) = (&names.types[id], &names.members[id]);
            self.add(&in_types(item), "", def.name.span);
            match &def.kind {
                TypeKind::Struct(fields) => {
                    for (field, name) in fields.iter().zip(members) {
                        self.field(item, name, field.key.span);
                    }
                }
                TypeKind::Enum(values) => {
                    for (value, name) in values.values.iter().zip(members) {
                        self.add(&in_types(item), name.as_str(), value.wire.span);
                    }
                }
                TypeKind::Union(union) => {
                    for (variant, name) in union.variants.iter().zip(members) {
                        let place = variant.key.as_ref().map_or(variant.ty.span, |key| key.span);
                        self.add(&in_types(item), name.as_str(), place);
                    }
                }
                TypeKind::Alias(_) => {}
            }
        }
    }

    fn endpoints(&mut self, api: &Api, names: &Names) {
        for (id, endpoint) in api.endpoints.enumerate() {
            let place = endpoint.name.span;
            let (Request::Own(request, _) | Request::Wrapper(request)) = &names.requests[id];
            self.add(&in_types(request), "", place);
            for (param, name) in endpoint.params.iter().zip(&names.params[id]) {
                self.field(request, name, param.field.key.span);
            }
            for method in std::iter::once(&names.methods[id]).chain(&names.items[id]) {
                self.add("Client", method.as_str(), place);
            }
            if let Some(tag) = endpoint.tag.as_ref().and_then(|tag| names.tags.get(tag.as_str())) {
                let feature = (FEATURES.to_owned(), tag.feature.clone());
                self.0.entry(feature).or_default().push(place);
            }
            let choice = names.choices.get(endpoint.name.as_str());
            for item in names.outcomes[id].iter().chain(choice) {
                self.add(&in_types(item), "", place);
            }
            if let Some((item, fields)) = &names.headers[id] {
                self.add(&in_types(item), "", place);
                for (field, name) in endpoint.response_headers.iter().zip(fields) {
                    self.add(&in_types(item), name.as_str(), field.key.span);
                }
            }
        }
        self.failures(api, names);
    }

    /// The bodies of failures, which are parts of the API or of an endpoint.
    fn failures(&mut self, api: &Api, names: &Names) {
        let shared = api.failures.iter().map(|entry| (api.name.span, entry));
        let own = api
            .endpoints
            .iter()
            .flat_map(|endpoint| endpoint.failures.iter().map(|entry| (endpoint.name.span, entry)));
        let failures: Vec<(Span, &ByStatus)> = shared.chain(own).collect();
        for (ty, name) in api.failure_types().iter().zip(&names.failures) {
            let is_of = |entry: &ByStatus| {
                entry.ty.as_ref().is_some_and(|other| other.without_ranges() == ty.without_ranges())
            };
            for (place, entry) in failures.iter().filter(|(_, entry)| is_of(entry)) {
                self.add_within("ErrorBody", name.as_str(), &[entry.status.span, *place]);
            }
        }
    }

    fn settings(&mut self, api: &Api, names: &Names) {
        let common = api.common.iter().filter(|common| matches!(common.source, CommonSource::Setting));
        let common = common.map(|common| common.field.key.span).zip(names.settings.common.iter().flatten());
        let auth = api.auth.iter().map(|auth| *auth.span).zip(&names.settings.auth);
        let servers = api.other_servers.iter().map(|server| server.name.span).zip(&names.settings.servers);
        for (place, setting) in common.chain(servers).chain(auth) {
            self.add("Client", setting.method.as_str(), place);
            if let Some(provider) = &setting.provider {
                self.add("Client", provider.as_str(), place);
            }
        }
    }

    /// Items that a request has because there are rules for it: new if all rules are, and gone if none is left.
    fn checks(&mut self, api: &Api, names: &Names) {
        for check in &api.preflight {
            let (Request::Own(request, _) | Request::Wrapper(request)) = &names.requests[check.endpoint];
            let row = api.errors[check.row].code.span;
            let places = [*check.span, row, api.endpoints[check.endpoint].name.span];
            for member in std::iter::once(CHECKED).chain(CHECKS) {
                self.add_within(&in_types(request), member, &places);
            }
        }
    }

    /// Where the parts of a changed item come from: arguments, or else the member, and last the item.
    pub(super) fn places(&self, change: &ItemChange) -> Vec<Span> {
        // `Page<T>` is declared as `Page`.
        let item = change.item.split('<').next().unwrap_or_default();
        let arguments = change.arguments.iter().map(|argument| argument.name.as_str());
        let members = arguments.chain(change.member.as_deref());
        let keys = members.chain(std::iter::once("")).map(|member| (item.to_owned(), member.to_owned()));
        keys.filter_map(|key| self.0.get(&key)).flatten().copied().collect()
    }
}

impl Origins {
    /// The items and members that are declared at a place, and the items whose members are.
    pub(super) fn declared_at(&self, place: Span) -> Vec<(&str, &str)> {
        let there = self.0.iter().filter(|(_, places)| places.first() == Some(&place));
        there.map(|((item, member), _)| (item.as_str(), member.as_str())).collect()
    }

    /// Where an item is declared.
    pub(super) fn place(&self, item: &str) -> Option<Span> {
        self.0.get(&(item.to_owned(), String::new()))?.first().copied()
    }
}
