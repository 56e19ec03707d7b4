//! The differences in meaning between two versions of a spec, and what they do to deployed clients.
//!
//! Both models are taken apart into what they declare (`parts`), these parts are matched (`pairs`), and what is said
//! about each is compared (`facts`). What a difference does between a client and a server of different versions is
//! decided by `effects`. What it does to callers of generated code is a question for the back-end.

mod bodies;
mod change;
mod context;
mod effects;
mod endpoint;
mod fact;
mod facts;
mod fits;
mod notation;
mod pairs;
mod parts;
mod properties;
mod responses;
mod sentences;
mod servers;
mod settings;
mod strictness;
mod typed;
mod unions;
mod urls;
mod ways;

pub use self::change::{Change, Compatibility, Effects};

use self::context::{Cx, Side};
use self::pairs::{Pairs, Step};
use self::parts::{Node, Part};
use crate::Spec;
use crate::diag::Code;
use crate::model::dump::sentence;

/// Compares two versions of a spec. The changes are in the order of the new version. A removed part comes before the
/// rest of its parent; `near` gives its former place.
///
/// There are none if and only if both versions mean the same.
#[must_use]
pub fn compare(old: &Spec, new: &Spec) -> Vec<Change> {
    let pairs = Pairs::of(&old.api, &new.api);
    let cx = Cx { old, new, names: pairs.names(&old.api, &new.api) };
    let mut changes = Vec::new();
    for step in &pairs.steps {
        match step {
            Step::Gone { node, owner, near } => {
                changes.push(Change { near: *near, ..cx.gone(node, *owner) });
            }
            Step::Added { node, owner } => changes.push(cx.added(node, *owner)),
            Step::Both(before, after) => changes.extend(cx.both(before, after)),
            Step::Reordered { owners, part, first_counts } => {
                changes.push(cx.reordered(owners, *part, *first_counts));
            }
        }
    }
    changes
}

impl<'a> Cx<'a> {
    fn added(&self, node: &Node<'a>, owner: Option<Part<'a>>) -> Change {
        let message = match node.part {
            Part::Envelope(_) => String::from("responses have an envelope"),
            Part::Check(check) => format!("new {}: {}", node.subject(), sentence(check)),
            _ => format!("new {}", node.subject()),
        };
        let effects = effects::added(self, node, owner);
        Change { effects, ..Change::new(Code::Added, node, message).with_new(node) }
    }

    fn gone(&self, node: &Node<'a>, owner: Option<Part<'a>>) -> Change {
        let rule = match node.part {
            Part::Check(check) => format!(": {}", sentence(check)),
            _ => String::new(),
        };
        let message = format!("{} is gone{rule}", node.subject());
        let effects = effects::gone(self, node, owner);
        Change { effects, ..Change::new(Code::Removed, node, message).with_old(node) }
    }

    /// The order of parts says nothing, except where the first of them is used.
    fn reordered(&self, [before, after]: &[Node<'a>; 2], part: Part<'a>, first_counts: bool) -> Change {
        let owner = if matches!(after.part, Part::Api(_)) { "" } else { &after.path };
        let of = if owner.is_empty() { String::new() } else { format!(" of `{owner}`") };
        let message = format!("the {}s{of} are in another order", part.noun());
        let effects = properties::reordered(part, first_counts);
        Change { effects, ..Change::new(Code::Regrouped, after, message).with_old(before).with_new(after) }
    }

    /// The changes in the properties of a part that both versions have.
    fn both(&self, before: &Node<'a>, after: &Node<'a>) -> Vec<Change> {
        let (was, is) = (facts::of(self, Side::Old, before), facts::of(self, Side::New, after));
        let mut changes = Vec::new();
        for (old, new) in was.iter().zip(&is).filter(|(old, new)| old.text != new.text) {
            // The kind of a type says that it is an alias, and no longer one.
            if old.what == facts::TARGET && (old.text.is_empty() || new.text.is_empty()) {
                continue;
            }
            if facts::keeps_name([before, after], [old, new]) {
                continue;
            }
            // Texts are one change, however many there are.
            if old.code == Code::Reworded && changes.last().is_some_and(|last: &Change| last.code == old.code)
            {
                continue;
            }
            let subject = if old.what == facts::KEY { after.named() } else { after.subject() };
            let message = sentences::message(old.code, &subject, old, new);
            let effects = effects::changed(self, old.code, before, after, [old, new]);
            let change = Change::new(old.code, after, message).with_old(before).with_new(after);
            let deprecates = old.code == Code::Deprecated && !new.text.is_empty();
            changes.push(Change { effects, deprecates, ..change });
        }
        changes.extend(unions::changes(self, before, after));
        changes
    }
}
