//! Paths that are nearly, or quite, the same.

use std::collections::BTreeMap;

use super::names::folded;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Endpoint, FieldRole, Method, ParamLocation, Type};
use crate::validate::checked::Checked;

/// The segments of a path; a parameter is the same under any name.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').map(|segment| if segment.contains('{') { "{}" } else { segment })
}

/// A segment of a path: the server, the segments before it, and itself, without case and separators.
type Place = (Option<usize>, Vec<String>);

/// The endpoints that have a segment, by its spelling.
type Spellings<'a> = BTreeMap<&'a str, Vec<&'a Endpoint>>;

/// A segment that is spelled in several ways: those of fewer endpoints, or those that come later.
pub(super) fn spellings(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let mut places: BTreeMap<Place, Spellings<'_>> = BTreeMap::new();
    for endpoint in &checked.api.endpoints {
        let mut before: Vec<String> = Vec::new();
        for segment in segments(&endpoint.path) {
            before.push(if segment == "{}" { String::from(segment) } else { folded(segment) });
            let spellings = places.entry((endpoint.server, before.clone())).or_default();
            spellings.entry(segment).or_default().push(endpoint);
        }
    }
    for spellings in places.into_values().filter(|spellings| spellings.len() > 1) {
        let first = |endpoints: &[&Endpoint]| endpoints.first().map(|endpoint| endpoint.path.span);
        let rank = |endpoints: &[&Endpoint]| (endpoints.len(), std::cmp::Reverse(first(endpoints)));
        let usual = spellings.iter().max_by_key(|(_, endpoints)| rank(endpoints));
        let Some((usual, model)) = usual.and_then(|(usual, endpoints)| Some((*usual, endpoints.first()?)))
        else {
            continue;
        };
        for (odd, endpoints) in spellings.iter().filter(|(spelling, _)| **spelling != usual) {
            for endpoint in endpoints {
                let message = format!("the path has `{odd}` where another one has `{usual}`");
                diags.push(
                    Diagnostic::new(Code::PathSpelling, endpoint.path.span, message)
                        .and(model.path.span, "the other path")
                        .note("servers tell them apart")
                        .help(format!("write `{usual}`, if the page does not really have both")),
                );
            }
        }
    }
}

/// The parts of a request by which a server can distinguish it, without its body.
type Request<'a> = (Option<usize>, &'static str, Vec<&'a str>, Vec<(&'static str, &'a str, Option<&'a str>)>);

fn request(endpoint: &Endpoint) -> Request<'_> {
    let place = |place: ParamLocation| place_word(place);
    let constants = endpoint.constants.iter().map(|constant| {
        let value = constant.value.as_ref().map(|value| value.as_str());
        (place(constant.place), constant.wire.as_str(), value)
    });
    let mut constants: Vec<_> = constants.collect();
    constants.sort_unstable();
    (endpoint.server, Method::verb(endpoint.method), segments(&endpoint.path).collect(), constants)
}

fn place_word(place: ParamLocation) -> &'static str {
    ParamLocation::WORDS.iter().find(|(_, known)| *known == place).map_or("", |(word, _)| word)
}

/// Two endpoints whose calls are the same for the server.
pub(super) fn same_requests(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let api = checked.api;
    let mut seen: BTreeMap<Request<'_>, &Endpoint> = BTreeMap::new();
    // A fixed value in the body distinguishes operations that share a path.
    for endpoint in api.endpoints.iter().filter(|endpoint| !has_fixed_field(api, endpoint)) {
        let first = *seen.entry(request(endpoint)).or_insert(endpoint);
        if first.name.span != endpoint.name.span {
            let (one, other) = (&first.name.value, &endpoint.name.value);
            let message = format!("`{one}` and `{other}` send their calls to the same place");
            diags.push(
                Diagnostic::new(Code::SameRequest, endpoint.path.span, message)
                    .and(first.path.span, "the other endpoint")
                    .help("correct the path of one of them, or say what differs with a `fixed:` parameter or field"),
            );
        }
    }
}

fn has_fixed_field(api: &Api, endpoint: &Endpoint) -> bool {
    let is_fixed = |ty: &Type| match api.behind_aliases(ty) {
        Type::Named(id) | Type::Applied(id, _) => {
            api.fields_of(*id).iter().any(|field| matches!(field.role, FieldRole::Fixed(_)))
        }
        _ => false,
    };
    endpoint.request_types().any(is_fixed)
}
