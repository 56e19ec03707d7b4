//! Which part of the pages is about which endpoint.

use std::collections::BTreeMap;

use crate::found::{Form, Found, Heading, Mention, Place, Topic, Weight};
use stubwright_spec::source::Span;

/// How many headings above a call are looked at for its own.
const HEADINGS: usize = 8;

/// How many blocks an item of a list of calls has: the call, and a text about it.
const LIST_STEP: usize = 2;

/// A place where a call is named, and its endpoint.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) mention: Mention,
    pub(super) form: Form,
    pub(super) owner: usize,
    /// The URL: a place that names several methods of one has a mention of each.
    pub(super) url: Span,
}

impl Named {
    /// Whether two mentions are those of one URL with several methods.
    fn is_twin(&self, other: &Self) -> bool {
        (self.mention.place, self.url) == (other.mention.place, other.url)
    }
}

/// A mention, and its heading.
type Anchor = (Named, Option<Place>);

/// Where a part of the pages begins and ends.
pub(super) type Part = (Place, Place);

/// The parts of so many endpoints: a part begins with the heading above a call, and goes on to the next part, or to the end
/// of its page. A page that is about one endpoint is that of it as a whole.
///
/// A call that a list or a sentence names has no part there if it has one elsewhere; nor has a call without a heading of its own
/// that is in a part of another endpoint. Methods that are named together share a part.
pub(super) fn divide(count: usize, mut named: Vec<Named>, found: &Found) -> Vec<Vec<Part>> {
    named.sort_by_key(|named| named.mention.place);
    let named = anchors(&named, headings(&named, found), (count, found));
    let mut has_part = vec![false; count];
    for (named, _) in named.iter().filter(|(_, heading)| heading.is_some()) {
        if let Some(has) = has_part.get_mut(named.owner) {
            *has = true;
        }
    }
    let (named, twins) = parted(named);
    let mut parts = vec![Vec::new(); count];
    for page in named.chunk_by(|(above, _), (below, _)| are_together(above, below, found)) {
        let Some(first) = page.first() else { continue };
        let (from, end, _) = found.page(first.0.mention.place);
        let is_one = page.iter().all(|(named, _)| named.owner == first.0.owner);
        let starts = if is_one { vec![(from, first.0.owner)] } else { starts(page, &has_part) };
        for (at, (from, owner)) in starts.iter().enumerate() {
            let to = starts.get(at + 1).map_or(end, |(next, _)| *next);
            if let Some(parts) = parts.get_mut(*owner) {
                parts.push((*from, to));
            }
        }
    }
    for (first, twin) in twins {
        let shared = parts.get(first).cloned().unwrap_or_default();
        if let Some(parts) = parts.get_mut(twin) {
            parts.extend(shared);
        }
    }
    parts
}

/// The mentions without those of further methods of the same URL, and the owners of these, each behind that of the first one.
fn parted(named: Vec<Anchor>) -> (Vec<Anchor>, Vec<(usize, usize)>) {
    let (mut firsts, mut twins) = (Vec::<Anchor>::new(), Vec::new());
    for (named, heading) in named {
        match firsts.last().filter(|(last, _)| last.is_twin(&named) && last.owner != named.owner) {
            Some((last, _)) => twins.push((last.owner, named.owner)),
            None => firsts.push((named, heading)),
        }
    }
    (firsts, twins)
}

/// Whether two mentions are on one page.
fn are_together(one: &Named, other: &Named, found: &Found) -> bool {
    found.page(one.mention.place).0 == found.page(other.mention.place).0
}

/// Where the parts of a page begin, and whose they are.
fn starts(page: &[Anchor], has_part: &[bool]) -> Vec<(Place, usize)> {
    let mut starts: Vec<(Place, usize)> = Vec::new();
    for (named, heading) in page {
        let is_same = starts.last().is_some_and(|(_, last)| *last == named.owner);
        let is_named_only =
            heading.is_none() && !starts.is_empty() && has_part.get(named.owner).copied().unwrap_or_default();
        if (!is_same && !is_named_only) || (is_same && heading.is_some()) {
            starts.push((heading.unwrap_or(named.mention.place), named.owner));
        }
    }
    starts
}

/// The heading of each call: the one that it is in, or the next one above it that is after the call before. Above a heading with
/// a call, titles of parts of the section before it are deeper than it is.
fn headings(named: &[Named], found: &Found) -> Vec<Option<Place>> {
    let mut texts: BTreeMap<&str, usize> = BTreeMap::new();
    for heading in &found.headings {
        *texts.entry(heading.text.value.as_str()).or_default() += 1;
    }
    let is_name = |heading: &&Heading| heading.level < 7 && heading.topic == Topic::Other;
    let is_once = |heading: &&Heading| texts.get(heading.text.value.as_str()).is_none_or(|count| *count < 2);
    let mut before: Option<Place> = None;
    let own = |named: &Named| {
        let place = named.mention.place;
        let above = found.headings_above(place).take(HEADINGS);
        let last = before.replace(place);
        let at = found.headings.partition_point(|heading| heading.place < place);
        let level =
            found.headings.get(at).filter(|heading| heading.place == place).map(|heading| heading.level);
        let above = || {
            above
                .clone()
                .take_while(|heading| last.is_none_or(|last| heading.place > last))
                .filter(is_name)
                .filter(|heading| level.is_none_or(|level| heading.level <= level))
        };
        let heading = above().find(is_once).or_else(|| above().next()).map(|heading| heading.place);
        heading.or_else(|| (named.mention.weight == Weight::Heading && last != Some(place)).then_some(place))
    };
    named.iter().map(own).collect()
}

/// The mentions of calls where a part may begin, with their headings.
///
/// Several endpoints that are named one below the other are a list, and no part of those that are named elsewhere in a better way.
/// The heading of a list is that of the first endpoint which is only there.
fn anchors(named: &[Named], headings: Vec<Option<Place>>, (count, found): (usize, &Found)) -> Vec<Anchor> {
    let lists = lists(named, found);
    let weight =
        |named: &Named, is_list: bool| (!is_list || named.form != Form::Line).then_some(named.mention.weight);
    let mut best: Vec<Option<Weight>> = vec![None; count];
    for ((named, is_list), heading) in named.iter().zip(&lists).zip(&headings) {
        let weight = weight(named, *is_list).filter(|_| heading.is_some());
        if let Some(best) = best.get_mut(named.owner) {
            *best = (*best).max(weight);
        }
    }
    let mut passed = None;
    let mut anchors = Vec::with_capacity(named.len());
    for ((named, is_list), heading) in named.iter().zip(&lists).zip(headings) {
        let heading = heading.or(passed.take());
        let best = best.get(named.owner).copied().flatten();
        // Requests begin a part wherever they are, as what is below them answers them.
        if named.form == Form::Line && weight(named, *is_list) < best {
            passed = heading;
        } else {
            anchors.push((*named, heading));
        }
    }
    anchors
}

/// Which mentions are in a list of several endpoints.
fn lists(named: &[Named], found: &Found) -> Vec<bool> {
    let is_next = |above: &Named, below: &Named| {
        let (from, to) = (above.mention.place, below.mention.place);
        let heading = found.headings.partition_point(|heading| heading.place <= from);
        let is_apart = found.headings.get(heading).is_some_and(|heading| heading.place <= to);
        let is_line = [above, below].iter().all(|named| named.form == Form::Line);
        is_line && to.0 - from.0 <= LIST_STEP && !is_apart && are_together(above, below, found)
    };
    let mut lists = Vec::with_capacity(named.len());
    for list in named.chunk_by(is_next) {
        let is_list = list.iter().any(|named| Some(named.owner) != list.first().map(|first| first.owner));
        lists.extend(list.iter().map(|_| is_list));
    }
    lists
}
