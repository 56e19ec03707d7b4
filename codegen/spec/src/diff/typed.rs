//! The effects of another type.

use super::change::Effects;
use super::context::{Cx, Side};
use super::fits::{Fit, Reader, Versioned};
use super::parts::{Node, Part};
use super::ways::{Ways, declared, field_of};
use crate::model::TypeUse;

/// Of another type of a part.
pub(super) fn retyped(cx: &Cx<'_>, before: &Node<'_>, after: &Node<'_>, ways: Ways) -> Effects {
    let [Some(was), Some(is)] = [before, after].map(|node| declared(node.part)) else {
        return Effects::default();
    };
    let can_be_absent = [before, after].map(|node| field_of(node.part).is_some_and(|at| at.optional));
    let is_text = matches!(after.part, Part::Param(_) | Part::Common(_));
    let server = if is_text { Reader::Text } else { Reader::Server };
    let types = [(Side::Old, &was.value), (Side::New, &is.value)];
    typed_with(cx, types, can_be_absent, server, ways)
}

pub(super) fn typed(cx: &Cx<'_>, before: &TypeUse, after: &TypeUse, ways: Ways) -> Effects {
    let (before, after): (Versioned<'_>, Versioned<'_>) =
        ((Side::Old, &before.value), (Side::New, &after.value));
    typed_with(cx, [before, after], [false; 2], Reader::Server, ways)
}

/// `can_be_absent` says for both versions whether a client reads null as nothing.
fn typed_with(
    cx: &Cx<'_>,
    [before, after]: [Versioned<'_>; 2],
    can_be_absent: [bool; 2],
    server: Reader,
    ways: Ways,
) -> Effects {
    let mut effects = Effects::default();
    let fit = |into: (Versioned<'_>, bool), from: Versioned<'_>| {
        let (side, ty) = from;
        let from = if into.1 { (side, cx.api(side).behind_aliases(ty).not_null()) } else { from };
        cx.fit(Reader::Client, into.0, from)
    };
    let mut add = |fit: Fit, effect: fn(String) -> Effects, text: &str| {
        let part = if fit == Fit::Some { "some values of " } else { "" };
        let effect = effect(text.replace("% ", part));
        effects = std::mem::take(&mut effects).and(effect.only_if(fit != Fit::All));
    };
    if ways.received {
        add(
            fit((before, can_be_absent[0]), after),
            Effects::deployed,
            "deployed clients can't read % the new type",
        );
        add(
            fit((after, can_be_absent[1]), before),
            Effects::ahead,
            "the new client can't read % the old type",
        );
    }
    if ways.sent {
        add(
            cx.fit(server, after, before),
            Effects::deployed,
            "the server may refuse % the old type, which deployed clients send",
        );
        add(cx.fit(server, before, after), Effects::ahead, "the old server may refuse % the new type");
    }
    effects
}
