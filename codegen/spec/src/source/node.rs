//! The tree both readers build: every key and value with its span, its spelling and its style.

use std::collections::BTreeMap;

use super::{FileId, Span};

/// Index of a node in its [`Document`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// The notation of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes: `PDF`, `12`, `true`. JSON numbers, `true`, `false` and `null` are plain too.
    Plain,
    /// In single quotes.
    Single,
    /// In double quotes; every JSON string.
    Double,
    /// A `|` block.
    Literal,
    /// A `>` block.
    Folded,
}

/// A key and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The key; a scalar in every document the readers accept.
    pub key: NodeId,
    /// The value.
    pub value: NodeId,
}

/// The kind of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A scalar: its text after unescaping, spelled as in the file.
    Scalar {
        /// The text; `0x10` stays `0x10`.
        text: Box<str>,
        /// The notation of the scalar.
        style: Style,
    },
    /// A list.
    Sequence(Vec<NodeId>),
    /// A map in file order. Duplicate keys were reported; the first one is kept.
    Mapping(Vec<Entry>),
    /// `*name`: the node that it refers to, which is not an alias itself.
    Alias(NodeId),
}

/// One node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// From the first to the last byte of the node, quotes and brackets included.
    pub span: Span,
    /// The kind and contents of the node.
    pub kind: NodeKind,
}

/// A comment: the text after `#`, without the space that follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From `#` to the end of the line.
    pub span: Span,
    /// The text.
    pub text: Box<str>,
}

/// One document: an arena of nodes. Through aliases a node can be reached twice, but never from itself.
#[derive(Debug, Clone)]
pub struct Document {
    pub(super) file: FileId,
    pub(super) nodes: Vec<Node>,
    pub(super) root: Option<NodeId>,
    pub(super) comments: Vec<Comment>,
    pub(super) anchors: BTreeMap<NodeId, Span>,
}

impl Document {
    /// An empty document of `file`.
    #[must_use]
    pub fn empty(file: FileId) -> Self {
        Self { file, nodes: Vec::new(), root: None, comments: Vec::new(), anchors: BTreeMap::new() }
    }

    /// The file it was read from.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The root as a cursor; `None` for an empty file.
    #[must_use]
    pub fn root(&self) -> Option<Cursor<'_>> {
        self.root.map(|id| Cursor::at(self, id))
    }

    /// Comments in file order; JSON has none.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The places of the anchors (`&name`), in file order.
    pub fn anchors(&self) -> impl Iterator<Item = Span> {
        self.anchors.values().copied()
    }

    /// The places of the aliases (`*name`), in file order.
    pub fn aliases(&self) -> impl Iterator<Item = Span> {
        self.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Alias(_))).map(|node| node.span)
    }

    /// Every node in the order they were begun, each once however many aliases refer to it.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node with this index.
    #[must_use]
    pub fn at(&self, id: NodeId) -> Cursor<'_> {
        Cursor::at(self, id)
    }

    /// The values that any map has for a key.
    pub fn values_of(&self, key: &str) -> impl Iterator<Item = Cursor<'_>> {
        let entries = self.nodes.iter().flat_map(|node| match &node.kind {
            NodeKind::Mapping(entries) => entries.as_slice(),
            NodeKind::Scalar { .. } | NodeKind::Sequence(_) | NodeKind::Alias(_) => &[],
        });
        entries
            .filter(move |entry| self.at(entry.key).scalar().is_some_and(|name| name.text == key))
            .map(|entry| self.at(entry.value))
    }

    /// The number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

/// A node together with its document, so that children can be followed. An alias is passed over to the node that it refers
/// to.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    document: &'a Document,
    id: NodeId,
    /// The alias that led to the node, or else the node.
    place: NodeId,
}

/// The shape of a node with its children as cursors.
#[derive(Debug, Clone)]
pub enum Shape<'a> {
    /// A scalar.
    Scalar(Scalar<'a>),
    /// A list.
    Sequence(Vec<Cursor<'a>>),
    /// A map: keys with their values, in file order.
    Mapping(Vec<(Scalar<'a>, Cursor<'a>)>),
}

/// A scalar with its place.
#[derive(Debug, Clone, Copy)]
pub struct Scalar<'a> {
    /// The text after unescaping.
    pub text: &'a str,
    /// The notation of the scalar.
    pub style: Style,
    /// The place of the scalar, including quotes.
    pub span: Span,
}

impl Scalar<'_> {
    /// The place of a part of the text, counted in bytes of [`text`](Self::text); the whole scalar if it is not spelled
    /// as it reads, because of escapes or line breaks.
    #[must_use]
    pub fn part(&self, from: usize, to: usize) -> Span {
        let quotes = match self.style {
            Style::Plain => 0,
            Style::Single | Style::Double => 1,
            Style::Literal | Style::Folded => return self.span,
        };
        let Span { file, start, end } = self.span;
        if (end - start) as usize != self.text.len() + 2 * quotes {
            return self.span;
        }
        let start = start as usize + quotes;
        Span::new(file, start + from, start + to)
    }

    /// Whether YAML 1.2's core schema reads it as null: plain and empty, `~`, `null`, `Null` or `NULL`
    /// (YAML 1.2.2 section 10.3.2).
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.style == Style::Plain && matches!(self.text, "" | "~" | "null" | "Null" | "NULL")
    }
}

impl<'a> Cursor<'a> {
    fn at(document: &'a Document, place: NodeId) -> Self {
        let id = match document.nodes[place.0 as usize].kind {
            NodeKind::Alias(target) => target,
            _ => place,
        };
        Self { document, id, place }
    }

    /// The place of the node.
    #[must_use]
    pub fn span(self) -> Span {
        self.document.nodes[self.id.0 as usize].span
    }

    /// The place of the alias (`*name`) that led to the node.
    #[must_use]
    pub fn alias(self) -> Option<Span> {
        (self.place != self.id).then(|| self.document.nodes[self.place.0 as usize].span)
    }

    /// The place of the anchor (`&name`) that is written before the node; before what an alias refers to, it is
    /// elsewhere.
    #[must_use]
    pub fn anchor(self) -> Option<Span> {
        self.document.anchors.get(&self.place).copied()
    }

    /// The node's index, for memo tables.
    #[must_use]
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The node with its children.
    #[must_use]
    pub fn shape(self) -> Shape<'a> {
        if let Some(scalar) = self.scalar() {
            return Shape::Scalar(scalar);
        }
        match self.shape_kind().0 {
            NodeKind::Sequence(items) => {
                Shape::Sequence(items.iter().map(|id| Cursor::at(self.document, *id)).collect())
            }
            _ => Shape::Mapping(self.entries().collect()),
        }
    }

    /// The value of a key; `None` for anything but a map that has it.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Self> {
        self.entries().find(|(name, _)| name.text == key).map(|(_, value)| value)
    }

    /// The keys of a map and their values, in file order; nothing for anything else.
    pub fn entries(self) -> impl DoubleEndedIterator<Item = (Scalar<'a>, Self)> {
        self.with_values(self.map())
    }

    /// The entries whose keys begin before a byte of the file.
    pub fn entries_before(self, byte: u32) -> impl DoubleEndedIterator<Item = (Scalar<'a>, Self)> {
        let all = self.map();
        let end = all.partition_point(|entry| self.document.nodes[entry.key.0 as usize].span.start < byte);
        self.with_values(all.get(..end).unwrap_or_default())
    }

    fn map(self) -> &'a [Entry] {
        match self.shape_kind().0 {
            NodeKind::Mapping(entries) => entries.as_slice(),
            NodeKind::Scalar { .. } | NodeKind::Sequence(_) | NodeKind::Alias(_) => &[],
        }
    }

    fn with_values(self, entries: &'a [Entry]) -> impl DoubleEndedIterator<Item = (Scalar<'a>, Self)> {
        let at = move |id| Cursor::at(self.document, id);
        entries.iter().filter_map(move |entry| Some((at(entry.key).scalar()?, at(entry.value))))
    }

    /// The items of a list; nothing for anything else.
    pub fn items(self) -> impl Iterator<Item = Self> {
        self.list().iter().map(move |id| Cursor::at(self.document, *id))
    }

    /// The last item that begins before a byte of the file.
    #[must_use]
    pub fn item_before(self, byte: u32) -> Option<Self> {
        let all = self.list();
        let end = all.partition_point(|id| self.document.nodes[id.0 as usize].span.start < byte);
        Some(Cursor::at(self.document, *all.get(end.checked_sub(1)?)?))
    }

    fn list(self) -> &'a [NodeId] {
        match self.shape_kind().0 {
            NodeKind::Sequence(items) => items.as_slice(),
            NodeKind::Scalar { .. } | NodeKind::Mapping(_) | NodeKind::Alias(_) => &[],
        }
    }

    /// Whether it is a map.
    #[must_use]
    pub fn is_mapping(self) -> bool {
        matches!(self.shape_kind().0, NodeKind::Mapping(_))
    }

    /// The keys and values of a map, in file order; nothing for other nodes.
    #[must_use]
    pub fn pairs(self) -> Vec<(Cursor<'a>, Cursor<'a>)> {
        let NodeKind::Mapping(entries) = self.shape_kind().0 else { return Vec::new() };
        let at = |id| Cursor::at(self.document, id);
        entries.iter().map(|entry| (at(entry.key), at(entry.value))).collect()
    }

    /// The node as a scalar.
    #[must_use]
    pub fn scalar(self) -> Option<Scalar<'a>> {
        match self.shape_kind() {
            (NodeKind::Scalar { text, style }, span) => Some(Scalar { text, style: *style, span }),
            _ => None,
        }
    }

    fn shape_kind(self) -> (&'a NodeKind, Span) {
        let node = &self.document.nodes[self.id.0 as usize];
        (&node.kind, node.span)
    }
}
