//! The values of the tag that lead to a member of a union.

use super::change::{Change, Effects};
use super::context::{Cx, Side};
use super::effects;
use super::parts::{Node, Part};
use crate::diag::Code;
use crate::model::{TypeKind, Variant};

/// The changes between two versions of a member.
pub(super) fn changes(cx: &Cx<'_>, before: &Node<'_>, after: &Node<'_>) -> Vec<Change> {
    match (before.part, after.part) {
        (Part::Variant(_, was), Part::Variant(_, is)) => values(cx, (was, before), (is, after)),
        _ => Vec::new(),
    }
}

/// The values of the tag that lead to a member; where its key is the only one, it was compared as its key.
fn values(
    cx: &Cx<'_>,
    (was, before): (&Variant, &Node<'_>),
    (is, after): (&Variant, &Node<'_>),
) -> Vec<Change> {
    if was.values.is_empty() && is.values.is_empty() {
        return Vec::new();
    }
    let lacks = |variant: &Variant, value: &str| variant.tags().iter().all(|tag| tag != value);
    let change = |code, node: &Node<'_>, value: &str, what: &str| {
        let message = format!("{what}value `{value}` of {}", node.subject());
        Change { noun: "value", path: format!("{}.{value}", node.path), ..Change::new(code, node, message) }
    };
    let mut changes = Vec::new();
    for value in was.tags().iter().filter(|value| lacks(is, value.as_str())) {
        let gone = change(Code::Removed, after, value.as_str(), "");
        let message = format!("{} is gone", gone.message);
        let mut gone = Change { message, effects: effects::gone(cx, before, None), ..gone }.with_old(before);
        gone.old.insert(0, value.span);
        changes.push(gone);
    }
    for value in is.tags().iter().filter(|value| lacks(was, value.as_str())) {
        let effects = new_value(cx, before, after, value.as_str());
        let added = change(Code::Added, after, value.as_str(), "new ");
        let mut added = Change { effects, ..added }.with_new(after);
        added.new.insert(0, value.span);
        changes.push(added);
    }
    changes.extend(sent_value(cx, (was, before), (is, after)));
    changes
}

/// The first value is sent where callers leave the field of the tag out.
fn sent_value(
    cx: &Cx<'_>,
    (was, before): (&Variant, &Node<'_>),
    (is, after): (&Variant, &Node<'_>),
) -> Option<Change> {
    let order = |variant: &Variant| variant.tags().iter().map(|tag| tag.value.clone()).collect::<Vec<_>>();
    let (was, is) = (order(was), order(is));
    let (first, now) = (was.first()?, is.first()?);
    let [is_sent, _] = match after.part {
        Part::Variant(owner, _) => cx.usage(Side::New, owner),
        _ => [false; 2],
    };
    let subject = after.subject();
    let (message, effects) = if first != now {
        let sent = format!("requests have `{now}` instead of `{first}` where its field is left out");
        let message = format!("the first value of {subject} is `{now}`, and was `{first}`");
        (message, Effects::behaves(sent).only_if(is_sent))
    } else {
        let kept = |all: &[String], other: &[String]| {
            all.iter().filter(|value| other.contains(value)).cloned().collect::<Vec<_>>()
        };
        if kept(&was, &is) == kept(&is, &was) {
            return None;
        }
        (format!("the values of {subject} are in another order"), Effects::default())
    };
    let change = Change::new(Code::Regrouped, after, message).with_old(before).with_new(after);
    Some(Change { effects, ..change })
}

/// A new value of a member is one that deployed clients keep, unless they know it as that of another member.
fn new_value(cx: &Cx<'_>, before: &Node<'_>, after: &Node<'_>, value: &str) -> Effects {
    let (Part::Variant(old, _), Part::Variant(new, _)) = (before.part, after.part) else {
        return Effects::default();
    };
    let is_known = matches!(&cx.api(Side::Old).types[old].kind, TypeKind::Union(union) if union.by_tag(value).next().is_some());
    let [_, is_received] = cx.usage(Side::New, new);
    let moved = Effects::deployed(format!("deployed clients read `{value}` as another member"));
    moved.only_if(is_known && is_received)
}

#[cfg(test)]
mod tests {
    use crate::diff::{Compatibility, compare};
    use crate::inspect;

    /// The changes between two sections `types:`, where `Pet` is sent and received.
    fn changes(old: &str, new: &str) -> String {
        let specs = [old, new].map(|types| {
            let calls = "endpoints: {put: {post: /put, request: Pet, response: Pet}}";
            let text = format!("stubwright: 1\napi: pets\n{calls}\ntypes:\n{types}");
            let (reading, spec) = inspect("pets.yaml", text.as_bytes());
            spec.unwrap_or_else(|| panic!("{:#?}\n{text}", reading.diagnostics))
        });
        let [old, new] = &specs;
        let lines = compare(old, new).into_iter().flat_map(|change| {
            let wire = change.effects.wire.into_iter().map(|at| match at {
                Compatibility::Deployed(why) => format!("  deployed: {why}"),
                Compatibility::Ahead(why) => format!("  ahead: {why}"),
            });
            let first = format!("{} {}", change.code, change.message);
            let behaviour = change.effects.behaviour.map(|text| format!("  behaviour: {text}"));
            std::iter::once(first).chain(wire).chain(behaviour).collect::<Vec<_>>()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn values_of_a_member_are_compared() {
        let pet = |cat: &str, dog: &str| {
            format!(
                "  Pet: {{tag: kind, union: {{cat: {{type: Cat, values: [{cat}]}}, dog: {{type: Dog, values: [{dog}]}}}}}}\n  \
                 Cat: {{kind?: string, lives?: i64}}\n  Dog: {{kind?: string, bark?: bool}}\n"
            )
        };
        assert_eq!(changes(&pet("cat, lynx", "dog"), &pet("cat, lynx", "dog")), "");
        assert_eq!(
            changes(&pet("cat", "dog"), &pet("cat, lynx", "dog")),
            "SW1101 new value `lynx` of member `Pet.cat`"
        );
        let first = |what: &str, was: &str| {
            format!(
                "SW1130 the first value of member `Pet.cat` is `{what}`, and was `{was}`\n  \
                 behaviour: requests have `{what}` instead of `{was}` where its field is left out"
            )
        };
        assert_eq!(changes(&pet("cat, lynx", "dog"), &pet("lynx, cat", "dog")), first("lynx", "cat"));
        assert_eq!(
            changes(&pet("cat, lynx, puma", "dog"), &pet("cat, puma, lynx", "dog")),
            "SW1130 the values of member `Pet.cat` are in another order"
        );
        assert_eq!(
            changes(&pet("cat, lynx", "dog"), &pet("cat", "dog, lynx")),
            "SW1102 value `lynx` of member `Pet.cat` is gone\n  \
               deployed: deployed clients can send it, and the server may refuse it\n\
             SW1101 new value `lynx` of member `Pet.dog`\n  \
               deployed: deployed clients read `lynx` as another member"
        );
    }

    #[test]
    fn a_list_of_values_can_replace_the_key() {
        let pet =
            |cat: &str| format!("  Pet: {{tag: kind, union: {{cat: {cat}}}}}\n  Cat: {{kind?: string}}\n");
        assert_eq!(changes(&pet("Cat"), &pet("{type: Cat, values: [cat]}")), "");
        assert_eq!(
            changes(&pet("Cat"), &pet("{type: Cat, values: [cat, lynx]}")),
            "SW1101 new value `lynx` of member `Pet.cat`"
        );
    }

    #[test]
    fn a_union_by_fit_is_open_and_has_an_order() {
        let pet = |members: &str| {
            format!(
                "  Pet: {{union: [{members}]}}\n  Cat: {{lives: i64}}\n  Dog: {{bark: bool}}\n  Cow: {{milk: i64}}\n"
            )
        };
        assert_eq!(
            changes(&pet("Cat, Dog"), &pet("Cow, Cat, Dog")),
            "SW1101 new member `Pet.Cow`\n  behaviour: a value that it fits better than the other members is read as it"
        );
        assert_eq!(
            changes(&pet("Cat, Dog, Cow"), &pet("Dog, Cat, Cow")),
            "SW1130 the members of `Pet` are in another order\n  \
               behaviour: a value that several members fit may be read as another one"
        );
    }

    #[test]
    fn the_direction_of_a_field_counts_both_ways() {
        let pet = |id: &str| format!("  Pet: {{name: string, id{id}}}\n");
        let both = ": i64";
        let sent = ": {type: i64, when: sent}";
        let received = ": {type: i64, when: received}";
        assert_eq!(
            changes(&pet(both), &pet(received)),
            "SW1118 field `Pet.id` is in responses only, and was in requests and in responses\n  \
               ahead: the old server requires it, and the new client doesn't send it"
        );
        assert_eq!(
            changes(&pet(both), &pet(sent)),
            "SW1118 field `Pet.id` is in requests only, and was in requests and in responses\n  \
               deployed: deployed clients can't read responses without it"
        );
        assert_eq!(
            changes(&pet(received), &pet(sent)),
            "SW1118 field `Pet.id` is in requests only, and was in responses only\n  \
               deployed: the server requires it, and deployed clients don't send it"
        );
        assert_eq!(
            changes(&pet(sent), &pet(both)),
            "SW1118 field `Pet.id` is in requests and in responses, and was in requests only\n  \
               ahead: the new client requires it, and responses of the old server don't have it"
        );
        // Whoever reads a field of one direction reads values without it.
        assert_eq!(changes("  Pet: {name: string}\n", &pet(received)), "SW1101 new field `Pet.id`");
        assert_eq!(
            changes("  Pet: {name: string}\n", &pet(sent)),
            "SW1101 new field `Pet.id`\n  deployed: the server requires it, and deployed clients don't send it"
        );
    }
}
