//! The order of the entries of a map, in which every anchor stays before the aliases that refer to it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::source::Span;
use crate::source::node::Document;

/// An anchor or an alias.
#[derive(Debug)]
struct Mention<'a> {
    at: usize,
    name: &'a str,
    is_anchor: bool,
}

/// The anchors and aliases of a file, in its order.
#[derive(Debug)]
pub(super) struct Mentions<'a>(Vec<Mention<'a>>);

impl<'a> Mentions<'a> {
    pub(super) fn of(text: &'a str, document: &Document) -> Self {
        let mention = |span: Span, is_anchor| {
            let name = text.get(span.range()).unwrap_or_default();
            Mention { at: span.range().start, name: name.trim_start_matches(['&', '*']), is_anchor }
        };
        let anchors = document.anchors().map(|span| mention(span, true));
        let mut all: Vec<Mention<'a>> =
            anchors.chain(document.aliases().map(|span| mention(span, false))).collect();
        all.sort_by_key(|mention| mention.at);
        Self(all)
    }

    /// The order of entries that begin at `starts` and end before `limit`: by `place`, as far as their names allow. An
    /// anchor stays after mentions of an earlier one of its name, and before its own mentions.
    pub(super) fn arranged(&self, starts: &[usize], place: &[usize], limit: usize) -> Vec<usize> {
        let followers = self.followers(starts, limit);
        let mut waits: Vec<usize> = vec![0; starts.len()];
        followers.iter().flatten().for_each(|later| waits[*later] += 1);
        let free = (0..starts.len()).filter(|at| waits[*at] == 0);
        let mut ready: BinaryHeap<Reverse<(usize, usize)>> =
            free.map(|at| Reverse((place[at], at))).collect();
        let mut order = Vec::with_capacity(starts.len());
        while let Some(Reverse((_, at))) = ready.pop() {
            order.push(at);
            for later in &followers[at] {
                waits[*later] -= 1;
                if waits[*later] == 0 {
                    ready.push(Reverse((place[*later], *later)));
                }
            }
        }
        order
    }

    /// For each entry, the entries that have to stay after it; all of them already are.
    fn followers(&self, starts: &[usize], limit: usize) -> Vec<Vec<usize>> {
        let mut followers = vec![Vec::new(); starts.len()];
        // The entry with the last anchor of a name, and those that have mentioned it since.
        let mut last: BTreeMap<&str, (Option<usize>, Vec<usize>)> = BTreeMap::new();
        let first = starts.first().copied().unwrap_or(limit);
        let from = self.0.partition_point(|mention| mention.at < first);
        for mention in self.0[from..].iter().take_while(|mention| mention.at < limit) {
            let entry = starts.partition_point(|start| *start <= mention.at) - 1;
            let (anchor, aliases) = last.entry(mention.name).or_default();
            let mut earlier: Vec<usize> = anchor.iter().copied().collect();
            if mention.is_anchor {
                earlier.append(aliases);
                *anchor = Some(entry);
            } else {
                aliases.push(entry);
            }
            for before in earlier.into_iter().filter(|before| *before != entry) {
                followers[before].push(entry);
            }
        }
        followers
    }
}
