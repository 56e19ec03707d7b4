//! Settings of a client: parameters of every call, and credentials.

use std::collections::BTreeSet;

use super::change::Effects;
use super::context::{Cx, Side};
use super::endpoint::shown_constants;
use super::parts::Part;
use crate::model::{Auth, Common, CommonSource, Credentials, Endpoint};

/// Programs that compile as before don't set it.
pub(super) fn unset() -> Effects {
    Effects::behaves("until it is set, calls fail without being sent")
}

/// Whether calls fail until callers set it.
pub(super) fn is_required(common: &Common) -> bool {
    matches!(common.source, CommonSource::Setting) && !common.field.optional
}

/// Whether an endpoint of the old version has no alternative to a new credential.
pub(super) fn is_needed(cx: &Cx<'_>, auth: &Auth) -> bool {
    let api = cx.api(Side::New);
    let is_it = |at: &usize| api.auth.get(*at).is_some_and(|other| other.word() == auth.word());
    let was_there = |endpoint: &Endpoint| {
        let mut old = cx.api(Side::Old).endpoints.iter();
        old.any(|other| other.name.value == endpoint.name.value)
    };
    let needs = |endpoint: &Endpoint| match &endpoint.credentials {
        Credentials::All => true,
        Credentials::OneOf(sets) => !sets.is_empty() && sets.iter().all(|set| set.iter().any(is_it)),
    };
    api.endpoints.iter().any(|endpoint| was_there(endpoint) && needs(endpoint))
}

/// The parameters and headers that every call of an endpoint sends.
pub(super) fn constants(before: Part<'_>, after: Part<'_>) -> Effects {
    let (Part::Endpoint(before), Part::Endpoint(after)) = (before, after) else { return Effects::default() };
    let (was, is) = (shown_constants(&before.constants), shown_constants(&after.constants));
    match (was.is_subset(&is), is.is_subset(&was)) {
        (true, _) => Effects::apart("deployed clients don't send it", "the old server doesn't expect it"),
        (_, true) => Effects::apart("deployed clients still send it", "the old server expects it"),
        _ => Effects::apart("deployed clients send the old value", "the old server expects the old value"),
    }
}

/// The credentials that an endpoint needs.
pub(super) fn needs(cx: &Cx<'_>, before: Part<'_>, after: Part<'_>) -> Effects {
    let sets = |part: Part<'_>, side: Side| {
        let api = cx.api(side);
        let named = |set: &Vec<usize>| -> BTreeSet<String> {
            set.iter().filter_map(|at| api.auth.get(*at)).map(|auth| auth.word().to_owned()).collect()
        };
        match part {
            Part::Endpoint(Endpoint { credentials: Credentials::OneOf(sets), .. }) => {
                sets.iter().map(named).collect()
            }
            _ => BTreeSet::from([api.auth.iter().map(|auth| auth.word().to_owned()).collect()]),
        }
    };
    let (was, is): (BTreeSet<BTreeSet<String>>, BTreeSet<BTreeSet<String>>) =
        (sets(before, Side::Old), sets(after, Side::New));
    // Whoever holds more than is needed is let in.
    let is_enough = |held: &BTreeSet<String>, needed: &BTreeSet<BTreeSet<String>>| {
        needed.iter().any(|set| set.is_subset(held))
    };
    let deployed = Effects::deployed("deployed clients don't send these credentials");
    let ahead = Effects::ahead("the new client doesn't send the credentials that the old server needs");
    let is_more = !was.iter().all(|held| is_enough(held, &is));
    let deployed = deployed.only_if(is_more);
    let ahead = ahead.only_if(!is.iter().all(|held| is_enough(held, &was)));
    let unset = Effects::behaves("until these credentials are set, calls fail without being sent");
    deployed.and(ahead).and(unset.only_if(is_more))
}

/// The effects of another source of a global parameter. Values that callers set are theirs to decide.
pub(super) fn sourced(before: Part<'_>, after: Part<'_>) -> Effects {
    let was_constant = match before {
        Part::Common(before) => matches!(before.source, CommonSource::Value(_)),
        _ => false,
    };
    let other = Effects::ahead("callers can set another value than the old server expects");
    match (before, after) {
        (Part::Common(before), Part::Common(after)) if is_required(after) && !is_required(before) => {
            unset().and(other.only_if(was_constant))
        }
        (Part::Common(before), Part::Common(after))
            if [&before.source, &after.source].into_iter().any(|at| matches!(at, CommonSource::Setting)) =>
        {
            let sets = matches!(after.source, CommonSource::Setting);
            Effects::behaves("the value comes from elsewhere").and(other.only_if(was_constant && sets))
        }
        _ => Effects::apart("deployed clients send the old value", "the old server expects the old value"),
    }
}
