//! Builds the tree of a [`Document`] for both readers: duplicate keys, depth and alias budgets are judged here.

use super::node::{Document, Entry, Node, NodeId, NodeKind, Style};
use super::{FileId, Span};
use crate::diag::{Code, Diagnostic, Diagnostics};

/// Deepest nesting of maps and lists, aliases followed.
pub(super) const MAX_DEPTH: u32 = 128;

/// The number of nodes that all aliases of a file may add.
const ALIAS_BUDGET: u64 = 100_000;

/// Findings of one kind repeat in a file that a machine wrote; more than this many help nobody.
const MAX_FINDINGS: usize = 200;

/// Maps up to this size are searched for duplicate keys pair by pair, larger ones by sorting.
const SMALL_MAP: usize = 12;

/// The size and depth of a finished node with its aliases expanded; stored per node, so that following aliases is free.
#[derive(Debug, Clone, Copy)]
struct Weight {
    nodes: u64,
    height: u32,
}

const LEAF: Weight = Weight { nodes: 1, height: 0 };

#[derive(Debug)]
enum Children {
    List(Vec<NodeId>),
    Map { entries: Vec<Entry>, key: Option<(NodeId, Span)> },
}

#[derive(Debug)]
struct Frame {
    id: NodeId,
    children: Children,
    weight: Weight,
    end: u32,
}

/// The kind of collection to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collection {
    List,
    Map,
}

/// Nesting went past [`MAX_DEPTH`]; it was reported, and the rest of the file is not worth reading.
#[derive(Debug)]
pub(super) struct Stop;

pub(super) struct Builder<'d> {
    document: Document,
    /// `None` while the node is open, which is how an alias inside its own anchor is found.
    weights: Vec<Option<Weight>>,
    open: Vec<Frame>,
    expanded: u64,
    findings: usize,
    diags: &'d mut Diagnostics,
}

impl<'d> Builder<'d> {
    pub(super) fn new(file: FileId, diags: &'d mut Diagnostics) -> Self {
        Self {
            document: Document::empty(file),
            weights: Vec::new(),
            open: Vec::new(),
            expanded: 0,
            findings: 0,
            diags,
        }
    }

    /// Adds a scalar at the current place.
    pub(super) fn scalar(&mut self, span: Span, text: impl Into<Box<str>>, style: Style) -> NodeId {
        let id = self.add(span, NodeKind::Scalar { text: text.into(), style }, Some(LEAF));
        self.place(id, span, LEAF);
        id
    }

    /// Opens a list or map; everything up to the matching [`Self::close`] goes into it.
    pub(super) fn open(&mut self, span: Span, what: Collection) -> Result<NodeId, Stop> {
        if self.depth() >= MAX_DEPTH {
            self.too_deep(span);
            return Err(Stop);
        }
        let children = match what {
            Collection::List => Children::List(Vec::new()),
            Collection::Map => Children::Map { entries: Vec::new(), key: None },
        };
        let id = self.add(span, NodeKind::Sequence(Vec::new()), None);
        let weight = Weight { nodes: 1, height: 1 };
        self.open.push(Frame { id, children, weight, end: span.end });
        Ok(id)
    }

    /// Closes the innermost collection at `end`, or after its last child if the syntax has no closing mark.
    pub(super) fn close(&mut self, end: Option<u32>) {
        let Some(frame) = self.open.pop() else { return };
        let kind = match frame.children {
            Children::List(items) => NodeKind::Sequence(items),
            Children::Map { entries, .. } => NodeKind::Mapping(self.without_duplicates(entries)),
        };
        let Some(node) = self.document.nodes.get_mut(frame.id.0 as usize) else { return };
        node.kind = kind;
        node.span.end = end.unwrap_or(frame.end).max(node.span.start);
        let span = node.span;
        if let Some(weight) = self.weights.get_mut(frame.id.0 as usize) {
            *weight = Some(frame.weight);
        }
        self.place(frame.id, span, frame.weight);
    }

    /// Names the node `target` that is written at `span`.
    pub(super) fn anchor(&mut self, target: NodeId, span: Span) {
        self.document.anchors.insert(target, span);
    }

    /// Adds the node `target` here again, or a null if that is not possible.
    pub(super) fn alias(&mut self, target: NodeId, span: Span) -> Result<(), Stop> {
        let Some(weight) = self.weights.get(target.0 as usize).copied().flatten() else {
            let anchor = self.span(target).at_start();
            self.report(
                Diagnostic::new(Code::AliasBudget, span, "an alias is inside the node that it refers to")
                    .and(anchor, "this node would contain itself")
                    .help("remove the alias; for a recursive type, use the name of the type"),
            );
            self.stand_in(span);
            return Ok(());
        };
        if self.depth() + weight.height > MAX_DEPTH {
            self.too_deep(span);
            return Err(Stop);
        }
        let before = self.expanded;
        self.expanded = before.saturating_add(weight.nodes);
        if self.expanded <= ALIAS_BUDGET {
            let id = self.add(span, NodeKind::Alias(target), Some(weight));
            self.place(id, span, weight);
            return Ok(());
        }
        if before <= ALIAS_BUDGET {
            self.report(
                Diagnostic::new(
                    Code::AliasBudget,
                    span,
                    "aliases expand this file to more than 100,000 nodes",
                )
                .at("this alias exceeds the limit")
                .help("declare the shared part once as a named type and refer to it by name"),
            );
        }
        self.stand_in(span);
        Ok(())
    }

    /// Puts a null where something could not be read.
    pub(super) fn stand_in(&mut self, span: Span) -> NodeId {
        self.scalar(span, "", Style::Plain)
    }

    /// Reports a finding, unless the file has produced far too many already.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.findings += 1;
        if self.findings <= MAX_FINDINGS {
            self.diags.push(diagnostic);
        }
    }

    /// Whether no more findings are taken, so that looking for words is in vain.
    pub(super) fn is_full(&self) -> bool {
        self.findings >= MAX_FINDINGS
    }

    /// Says that maps and lists are nested too deeply at `span`.
    pub(super) fn too_deep(&mut self, span: Span) {
        self.report(
            Diagnostic::new(Code::TooDeep, span, format!("nested more than {MAX_DEPTH} levels deep"))
                .help("no spec needs this; look for an unclosed bracket above this line"),
        );
    }

    /// The place of a node.
    pub(super) fn span(&self, id: NodeId) -> Span {
        let nowhere = Span::new(self.document.file, 0, 0);
        self.document.nodes.get(id.0 as usize).map_or(nowhere, |node| node.span)
    }

    /// The start of the innermost open collection.
    pub(super) fn innermost(&self) -> Option<Span> {
        self.open.last().map(|frame| self.span(frame.id))
    }

    /// The place of the innermost open bracket of `text`, or otherwise of the innermost open collection without brackets.
    pub(super) fn innermost_bracket(&self, text: &str) -> Option<Span> {
        let is_bracket = |span: &Span| matches!(text.as_bytes().get(span.start as usize), Some(b'[' | b'{'));
        self.open.iter().rev().map(|frame| self.span(frame.id)).find(is_bracket).or_else(|| self.innermost())
    }

    /// Whether the next node would be the value of a key.
    pub(super) fn wants_value(&self) -> bool {
        matches!(self.open.last(), Some(Frame { children: Children::Map { key: Some(_), .. }, .. }))
    }

    /// The key that was read last in the innermost open map.
    pub(super) fn last_key(&self) -> Option<Span> {
        match &self.open.last()?.children {
            Children::Map { key: Some((_, span)), .. } => Some(*span),
            Children::Map { entries, .. } => entries.last().map(|entry| self.span(entry.key)),
            Children::List(_) => None,
        }
    }

    /// The place of the root, once it is complete.
    pub(super) fn root(&self) -> Option<Span> {
        self.document.root.map(|id| self.span(id))
    }

    /// Closes whatever is still open and hands the document over.
    pub(super) fn finish(mut self) -> Document {
        while !self.open.is_empty() {
            self.close(None);
        }
        self.document
    }

    fn depth(&self) -> u32 {
        u32::try_from(self.open.len()).unwrap_or(u32::MAX)
    }

    fn add(&mut self, span: Span, kind: NodeKind, weight: Option<Weight>) -> NodeId {
        let id = NodeId(u32::try_from(self.document.nodes.len()).unwrap_or(u32::MAX));
        self.document.nodes.push(Node { span, kind });
        self.weights.push(weight);
        id
    }

    fn place(&mut self, id: NodeId, span: Span, weight: Weight) {
        let Some(frame) = self.open.last_mut() else {
            self.document.root.get_or_insert(id);
            return;
        };
        frame.end = frame.end.max(span.end);
        frame.weight.nodes = frame.weight.nodes.saturating_add(weight.nodes);
        frame.weight.height = frame.weight.height.max(weight.height + 1);
        let entry = match &mut frame.children {
            Children::List(items) => return items.push(id),
            Children::Map { key, .. } => match key.take() {
                None => return *key = Some((id, span)),
                Some((key, place)) => (Entry { key, value: id }, place),
            },
        };
        if self.key_is_usable(entry.0.key, entry.1)
            && let Some(Frame { children: Children::Map { entries, .. }, .. }) = self.open.last_mut()
        {
            entries.push(entry.0);
        }
    }

    fn key_is_usable(&mut self, key: NodeId, span: Span) -> bool {
        match self.kind(key) {
            Some(NodeKind::Scalar { text, style: Style::Plain }) if text.as_ref() == "<<" => {
                self.report(
                    Diagnostic::new(
                        Code::UnsupportedYaml,
                        span,
                        "the merge key `<<` is not part of the format",
                    )
                    .help("write out the keys, or move them into a named type"),
                );
                false
            }
            Some(NodeKind::Scalar { .. }) => true,
            _ => {
                self.report(
                    Diagnostic::new(Code::KeyNotScalar, span, "a list or map is used as a key")
                        .help("keys are text; put this one in quotes if it is meant as text"),
                );
                false
            }
        }
    }

    /// Drops every entry whose key is written above already, and reports it with both places.
    fn without_duplicates(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let repeated = self.repeated(&entries);
        if repeated.is_empty() {
            return entries;
        }
        for (first, again) in &repeated {
            let (first, again) = (self.span(entries[*first].key), entries[*again].key);
            let message = format!("the key `{}` is written twice", shorten(self.key_text(again)));
            self.report(
                Diagnostic::new(Code::DuplicateKey, self.span(again), message)
                    .at("written again here")
                    .and(first, "first written here")
                    .help("remove one of the two, or rename it"),
            );
        }
        let is_repeated = |at: &usize| repeated.binary_search_by_key(at, |pair| pair.1).is_ok();
        entries.into_iter().enumerate().filter(|(at, _)| !is_repeated(at)).map(|(_, entry)| entry).collect()
    }

    /// Pairs of positions (first, again) with the same key, ascending by the second.
    fn repeated(&self, entries: &[Entry]) -> Vec<(usize, usize)> {
        let text = |at: usize| entries.get(at).map_or("", |entry| self.key_text(entry.key));
        if entries.len() <= SMALL_MAP {
            let earlier = |at: usize| (0..at).find(|first| text(*first) == text(at));
            return (1..entries.len()).filter_map(|at| Some((earlier(at)?, at))).collect();
        }
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|a, b| text(*a).cmp(text(*b)).then(a.cmp(b)));
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for same in order.chunk_by(|a, b| text(*a) == text(*b)) {
            pairs.extend(same.iter().skip(1).map(|again| (same[0], *again)));
        }
        pairs.sort_unstable_by_key(|pair| pair.1);
        pairs
    }

    fn key_text(&self, key: NodeId) -> &str {
        match self.kind(key) {
            Some(NodeKind::Scalar { text, .. }) => text,
            _ => "",
        }
    }

    /// The kind of a node, or of the one that it refers to.
    fn kind(&self, id: NodeId) -> Option<&NodeKind> {
        let kind = |id: NodeId| self.document.nodes.get(id.0 as usize).map(|node| &node.kind);
        match kind(id)? {
            NodeKind::Alias(target) => kind(*target),
            found => Some(found),
        }
    }
}

/// At most sixty characters of a text, for messages.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
