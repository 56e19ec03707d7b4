//! The differences in meaning between two versions of a spec, and what they do to deployed clients.
//!
//! Both models are taken apart into what they declare ([`parts`]), these parts are matched ([`pairs`]), and what is said
//! about each is compared ([`facts`]). What a difference does between a client and a server of different versions is
//! decided by [`effects`]. What it does to callers of generated code is a question for the back-end.

mod change;
mod effects;
mod facts;
mod fits;
mod notation;
mod pairs;
mod parts;
mod unions;

pub use self::change::{Change, Compatibility, Effects};

use self::notation::Names;
use self::pairs::{Pairs, Step};
use self::parts::Node;
use crate::Spec;
use crate::diag::Code;
use crate::model::{Api, TypeId};

/// Compares two versions of a spec. The changes are in the order of the new version; what is gone comes before them.
///
/// There are none if and only if both versions mean the same.
#[must_use]
pub fn compare(old: &Spec, new: &Spec) -> Vec<Change> {
    let pairs = Pairs::of(&old.api, &new.api);
    let cx = Cx { old, new, names: pairs.names(&old.api, &new.api) };
    let mut changes = Vec::new();
    for step in &pairs.steps {
        match step {
            Step::Gone(node) => changes.push(cx.gone(node)),
            Step::Added(node) => changes.push(cx.added(node)),
            Step::Both(before, after) => changes.extend(cx.both(before, after)),
        }
    }
    changes
}

/// Two versions, and the names of their types in the old one.
struct Cx<'a> {
    old: &'a Spec,
    new: &'a Spec,
    names: [Names<'a>; 2],
}

/// One of the versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

impl<'a> Cx<'a> {
    fn api(&self, side: Side) -> &'a Api {
        match side {
            Side::Old => &self.old.api,
            Side::New => &self.new.api,
        }
    }

    fn names(&self, side: Side) -> &Names<'a> {
        match side {
            Side::Old => &self.names[0],
            Side::New => &self.names[1],
        }
    }

    /// Whether a type of a version is sent and whether it is received.
    fn usage(&self, side: Side, id: TypeId) -> [bool; 2] {
        let spec = if side == Side::Old { self.old } else { self.new };
        let usage = spec.analysis.get(id);
        [usage.sent, usage.received]
    }

    fn added(&self, node: &Node<'a>) -> Change {
        let message = format!("new {}", node.subject());
        let effects = effects::added(self, node);
        Change { effects, ..Change::new(Code::Added, node, message).with_new(node) }
    }

    fn gone(&self, node: &Node<'a>) -> Change {
        let message = format!("{} is gone", node.subject());
        let effects = effects::gone(self, node);
        Change { effects, ..Change::new(Code::Removed, node, message).with_old(node) }
    }

    /// What is said about a part in both versions.
    fn both(&self, before: &Node<'a>, after: &Node<'a>) -> Vec<Change> {
        let (was, is) = (facts::of(self, Side::Old, before), facts::of(self, Side::New, after));
        let mut changes = Vec::new();
        for (old, new) in was.iter().zip(&is).filter(|(old, new)| old.text != new.text) {
            // Texts are one change, however many there are.
            if old.code == Code::Reworded && changes.last().is_some_and(|last: &Change| last.code == old.code)
            {
                continue;
            }
            let message = facts::message(old.code, &after.subject(), old, new);
            let effects = effects::changed(self, old.code, before, after, [old, new]);
            let change = Change::new(old.code, after, message).with_old(before).with_new(after);
            changes.push(Change { effects, ..change });
        }
        changes.extend(unions::changes(self, before, after));
        changes
    }
}
