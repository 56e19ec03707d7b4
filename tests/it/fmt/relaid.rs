//! The same document in another layout: brackets or none, quotes, indentation, empty lines, the order of keys, comments
//! anywhere, and aliases for what is repeated.

use std::collections::BTreeMap;

use stubwright_spec::source::node::{Cursor, Document, Scalar, Shape};

use super::spelled::{Around, spelled};
use crate::growth::mutate::Random;

/// The neighbour of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// The whole file: it is above the first key.
    File,
    /// The key or item at this path.
    Entry(String),
    /// The value at this path, whose key is above, or whose bracket is open.
    Between(String),
    /// The value at this path, which is in brackets and ends on the line.
    Behind(String),
    /// The end of the list or map at this path.
    End(String),
}

/// A document in a new layout.
pub(super) struct Relaid {
    pub(super) text: String,
    /// The comments with what they are next to.
    pub(super) comments: Vec<(String, Owner)>,
}

/// Lays a document out at random.
pub(super) fn relaid(document: &Document, random: &mut Random) -> Relaid {
    let chances = *random.pick(&[4, 8, 1_000]).expect("some");
    let mut pen = Pen {
        random,
        chances,
        text: String::new(),
        comments: Vec::new(),
        anchors: BTreeMap::new(),
        is_begun: false,
        last: Last::Other,
    };
    let root = document.root().expect("a root");
    let indent = if pen.random.one_in(8) { 2 } else { 0 };
    pen.lines(root, "", indent, Start::Line);
    pen.above(indent, &Owner::End(String::new()));
    let text = if pen.random.one_in(8) { pen.text.replace('\n', "\r\n") } else { pen.text };
    Relaid { text, comments: pen.comments }
}

/// Where the first entry of a list or map begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// On a line of its own.
    Line,
    /// After a dash.
    Here,
}

/// The last thing written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Other,
    /// A `|` or `>` block.
    Block,
    /// One to which the empty lines below it belong.
    Kept,
}

struct Pen<'r> {
    random: &'r mut Random,
    /// One in this many places has a comment.
    chances: usize,
    text: String,
    comments: Vec<(String, Owner)>,
    /// The names of what is written, by content.
    anchors: BTreeMap<String, String>,
    /// Whether the first key is written.
    is_begun: bool,
    last: Last,
}

/// The content of a node, in the order of the file.
fn content(node: Cursor<'_>) -> String {
    fn write(node: Cursor<'_>, out: &mut String) {
        match node.shape() {
            Shape::Scalar(scalar) => out.push_str(&format!("{:?} {:?},", scalar.text, scalar.style)),
            Shape::Sequence(items) => {
                out.push('[');
                items.into_iter().for_each(|item| write(item, out));
                out.push(']');
            }
            Shape::Mapping(entries) => {
                out.push('{');
                for (key, value) in entries {
                    out.push_str(&format!("{:?}: ", key.text));
                    write(value, out);
                }
                out.push('}');
            }
        }
    }
    let mut out = String::new();
    write(node, &mut out);
    out
}

impl Pen<'_> {
    fn blanks(&mut self, number: usize) {
        self.text.extend(std::iter::repeat_n(' ', number));
    }

    fn has_comment(&mut self) -> bool {
        self.random.one_in(self.chances)
    }

    fn comment(&mut self, owner: Owner) {
        let mark = format!("# note {} end", self.comments.len());
        self.text.push_str(&mark);
        self.comments.push((mark, owner));
    }

    /// A comment at the end of a line, perhaps.
    fn after(&mut self, owner: impl FnOnce() -> Owner) {
        if self.has_comment() {
            let blanks = 1 + self.random.below(3);
            self.blanks(blanks);
            self.comment(owner());
        }
    }

    /// Comments and empty lines above a line, perhaps.
    fn above(&mut self, indent: usize, owner: &Owner) {
        if self.last == Last::Kept {
            return;
        }
        while self.random.one_in(5) {
            self.text.push('\n');
        }
        while self.has_comment() {
            let less = if self.random.one_in(6) { self.random.below(indent + 1) } else { indent };
            let is_end = matches!(owner, Owner::End(_));
            self.blanks(if is_end { indent } else { less });
            self.comment(owner.clone());
            self.text.push('\n');
            if self.random.one_in(5) {
                self.text.push('\n');
            }
        }
    }

    fn entry_owner(&self, path: &str) -> Owner {
        if self.is_begun { Owner::Entry(path.to_owned()) } else { Owner::File }
    }

    /// A list or map without brackets; each entry ends its line.
    fn lines(&mut self, node: Cursor<'_>, path: &str, indent: usize, start: Start) {
        match node.shape() {
            Shape::Scalar(_) => unreachable!("a list or map"),
            Shape::Mapping(mut entries) => {
                if self.random.one_in(2) {
                    self.random.shuffle(&mut entries);
                }
                for (at, (key, value)) in entries.into_iter().enumerate() {
                    let path = format!("{path}/{}", key.text);
                    self.start(at, &path, indent, start);
                    self.is_begun = true;
                    self.key(&key);
                    self.value(value, &path, indent);
                }
            }
            Shape::Sequence(items) => {
                for (at, item) in items.into_iter().enumerate() {
                    let path = format!("{path}/[{at}]");
                    self.start(at, &path, indent, start);
                    self.text.push('-');
                    self.item(item, &path, indent);
                }
            }
        }
    }

    fn start(&mut self, at: usize, path: &str, indent: usize, start: Start) {
        if at == 0 && start == Start::Here {
            return;
        }
        let owner = self.entry_owner(path);
        self.above(indent, &owner);
        self.blanks(indent);
        self.last = Last::Other;
    }

    fn key(&mut self, key: &Scalar<'_>) {
        let spelled = spelled(key, Around::Key, self.random);
        if self.random.one_in(60) {
            self.text.push_str("&key ");
        }
        self.text.push_str(&spelled);
        self.text.push(':');
    }

    /// The alias of a node that was written before, perhaps.
    fn alias(&mut self, node: Cursor<'_>) -> bool {
        if self.anchors.is_empty() {
            return false;
        }
        let Some(name) = self.anchors.get(&content(node)).cloned() else { return false };
        let is_used = self.random.one_in(2);
        if is_used {
            self.text.push_str(&format!(" *{name}"));
        }
        is_used
    }

    /// An anchor for a node, perhaps; it can be used after the node.
    fn anchor(&mut self, node: Cursor<'_>) -> Option<(String, String)> {
        if !self.random.one_in(12) {
            return None;
        }
        let name = format!("a{}", self.random.below(12));
        self.text.push_str(&format!(" &{name}"));
        // The earlier node of this name can no longer be referred to, whether or not it was written.
        self.anchors.retain(|_, other| *other != name);
        Some((content(node), name))
    }

    fn name(&mut self, named: Option<(String, String)>) {
        if let Some((content, name)) = named {
            let is_taken = self.anchors.values().any(|other| *other == name);
            if !is_taken {
                self.anchors.insert(content, name);
            }
        }
    }

    /// Writes the value of a key in a map with this indentation.
    fn value(&mut self, node: Cursor<'_>, path: &str, indent: usize) {
        if self.alias(node) {
            return self.end_line(path);
        }
        let named = self.anchor(node);
        let is_list = matches!(node.shape(), Shape::Sequence(_));
        if is_leaf(node) || self.random.one_in(3) {
            self.leaf(node, path, indent, Around::Block(indent + 1));
            self.end_line(path);
        } else {
            self.end_line(path);
            let deeper = if is_list && self.random.one_in(2) { 0 } else { 1 + self.random.below(4) };
            self.lines(node, path, indent + deeper, Start::Line);
            // A comment as far in as the next key is about that.
            if deeper > 0 {
                self.above(indent + deeper, &Owner::End(path.to_owned()));
            }
        }
        self.name(named);
    }

    /// Writes the value of a dash with this indentation.
    fn item(&mut self, node: Cursor<'_>, path: &str, indent: usize) {
        if self.alias(node) {
            return self.end_line(path);
        }
        let named = self.anchor(node);
        if is_leaf(node) || self.random.one_in(3) {
            self.leaf(node, path, indent, Around::Block(indent + 1));
            self.end_line(path);
        } else if named.is_none() && self.random.one_in(2) {
            let blanks = 1 + self.random.below(3);
            self.blanks(blanks);
            self.lines(node, path, indent + 1 + blanks, Start::Here);
            self.above(indent + 1 + blanks, &Owner::End(path.to_owned()));
        } else {
            self.end_line(path);
            let deeper = indent + 1 + self.random.below(4);
            self.lines(node, path, deeper, Start::Line);
            self.above(deeper, &Owner::End(path.to_owned()));
        }
        self.name(named);
    }

    fn end_line(&mut self, path: &str) {
        if self.last == Last::Other {
            let is_closed = self.text.ends_with(['}', ']']);
            let owner = if is_closed { Owner::Behind } else { Owner::Entry };
            self.after(|| owner(path.to_owned()));
        }
        self.text.push('\n');
    }

    /// A value on the line of its key or below it: a scalar, or something in brackets.
    fn leaf(&mut self, node: Cursor<'_>, path: &str, indent: usize, around: Around) {
        if let Shape::Scalar(scalar) = node.shape() {
            if scalar.is_null() && scalar.text.is_empty() {
                // Between brackets, an item has to be something.
                let is_item = matches!(around, Around::Flow(_)) && path.ends_with(']');
                return self.text.push_str(if is_item { "~" } else { "" });
            }
            let spelled = spelled(&scalar, around, self.random);
            self.gap(path, indent, around, &spelled);
            match spelled.split_once('\n').filter(|_| spelled.starts_with(['|', '>'])) {
                Some((head, lines)) => {
                    self.text.push_str(head);
                    self.after(|| Owner::Entry(path.to_owned()));
                    self.text.push_str(&format!("\n{lines}"));
                    self.last = if head.contains('+') { Last::Kept } else { Last::Block };
                }
                None => self.text.push_str(&spelled),
            }
        } else {
            self.gap(path, indent, around, "");
            self.flow(node, path, indent + 1);
        }
    }

    /// Writes the space between a key or dash and a value.
    fn gap(&mut self, path: &str, indent: usize, around: Around, spelled: &str) {
        // Between brackets there is nothing before an item.
        let is_item = matches!(around, Around::Flow(_)) && path.ends_with(']');
        let is_below = !is_item && self.random.one_in(12) && !spelled.starts_with(['|', '>']);
        if !is_below {
            return self.text.push(' ');
        }
        self.after(|| Owner::Entry(path.to_owned()));
        self.text.push('\n');
        let deeper = indent + 1 + self.random.below(4);
        if self.has_comment() {
            self.blanks(deeper);
            self.comment(Owner::Between(path.to_owned()));
            self.text.push('\n');
        }
        self.blanks(deeper);
    }

    /// Whitespace between brackets, with line breaks and comments.
    fn flow_gap(&mut self, indent: usize, before: &Owner, behind: &Owner) {
        if !self.random.one_in(4) {
            let blanks = self.random.below(2);
            return self.blanks(blanks);
        }
        self.after(|| before.clone());
        self.text.push('\n');
        self.above(indent, behind);
        self.blanks(indent);
    }

    /// A list or map in brackets.
    fn flow(&mut self, node: Cursor<'_>, path: &str, indent: usize) {
        let (open, close, entries) = match node.shape() {
            Shape::Scalar(_) => unreachable!("a list or map"),
            Shape::Mapping(mut entries) => {
                if self.random.one_in(2) {
                    self.random.shuffle(&mut entries);
                }
                ('{', '}', entries.into_iter().map(|(key, value)| (Some(key), value)).collect::<Vec<_>>())
            }
            Shape::Sequence(items) => ('[', ']', items.into_iter().map(|item| (None, item)).collect()),
        };
        let own = Owner::Between(path.to_owned());
        let mut before = own.clone();
        self.text.push(open);
        let count = entries.len();
        for (at, (key, value)) in entries.into_iter().enumerate() {
            let path = match &key {
                Some(key) => format!("{path}/{}", key.text),
                None => format!("{path}/[{at}]"),
            };
            let entry = Owner::Entry(path.clone());
            self.flow_gap(indent, &before, &entry);
            if let Some(key) = &key {
                self.key(key);
            }
            self.flow_value(value, &path, indent);
            if at + 1 < count {
                if self.text.ends_with(|c: char| !matches!(c, ' ' | '\n')) && self.random.one_in(4) {
                    self.text.push(' ');
                }
                self.text.push(',');
            }
            before = if self.text.trim_end_matches([',', ' ']).ends_with(['}', ']']) {
                Owner::Behind(path)
            } else {
                entry
            };
        }
        let end = if count == 0 { own } else { Owner::End(path.to_owned()) };
        self.flow_gap(indent, &before, &end);
        self.text.push(close);
    }

    fn flow_value(&mut self, value: Cursor<'_>, path: &str, indent: usize) {
        if self.alias(value) {
            return;
        }
        let named = self.anchor(value);
        self.leaf(value, path, indent, Around::Flow(indent));
        self.name(named);
    }
}

/// Whether a node has no entries.
fn is_leaf(node: Cursor<'_>) -> bool {
    match node.shape() {
        Shape::Scalar(_) => true,
        Shape::Sequence(items) => items.is_empty(),
        Shape::Mapping(entries) => entries.is_empty(),
    }
}
