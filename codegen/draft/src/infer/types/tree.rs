//! Tables of fields → a tree: what lies in what.

use std::collections::BTreeMap;

use crate::found::{Field, Printed, Step};
use crate::lexicon::types::{LISTS, MAPS, OBJECTS};

/// A field of tables, and the fields in it.
#[derive(Debug, Clone)]
pub(super) struct Node<'f> {
    pub(super) name: String,
    /// Its row; `None` for one that only its fields name.
    pub(super) field: Option<&'f Field>,
    pub(super) is_list: bool,
    /// The fields inside.
    pub(super) children: Vec<Node<'f>>,
}

impl Node<'_> {
    /// The name that the page gives to the type of the field, or of its items: `Ticket`, `List<OrderItem>`.
    pub(super) fn type_name(&self) -> Option<&str> {
        let field = self.field?;
        if !matches!(&field.kind, None | Some(Printed::Object | Printed::List(None))) {
            return None;
        }
        let ty = field.ty.as_ref()?.value.as_str();
        let mut words = ty.split(|c: char| !c.is_ascii_alphanumeric());
        let is_name = |word: &&str| {
            let has_small = word.bytes().any(|byte| byte.is_ascii_lowercase());
            word.len() >= 3 && word.starts_with(|c: char| c.is_ascii_uppercase()) && has_small
        };
        let named = words.rfind(is_name)?;
        let lower = named.to_lowercase();
        let is_kind = [&LISTS, &OBJECTS, &MAPS].iter().any(|words| words.has(&lower));
        (!is_kind).then_some(named)
    }
}

/// The fields so far.
#[derive(Debug, Default)]
pub(super) struct Tree<'f> {
    /// The outermost fields, in their order.
    pub(super) nodes: Vec<Node<'f>>,
    /// The number of a node by that of the node around it, 0 for none, and its name; and its place there. Pages have tables
    /// of a hundred thousand rows.
    known: BTreeMap<(usize, String), (usize, usize)>,
}

impl<'f> Tree<'f> {
    /// Puts the field of a row where it lies, `way` being that to the object that its path begins in.
    pub(super) fn insert(&mut self, way: &[Step], field: &'f Field) {
        let mut nodes = &mut self.nodes;
        let mut around = 0;
        let depth = way.len() + field.path.len();
        for (at, step) in way.iter().chain(&field.path).enumerate() {
            let number = self.known.len() + 1;
            let (number, place) = *self.known.entry((around, step.name.clone())).or_insert_with(|| {
                nodes.push(Node {
                    name: step.name.clone(),
                    field: None,
                    is_list: false,
                    children: Vec::new(),
                });
                (number, nodes.len() - 1)
            });
            let Some(node) = nodes.get_mut(place) else { return };
            node.is_list |= step.is_list;
            if at + 1 == depth {
                node.is_list |= matches!(field.kind, Some(Printed::List(_)));
                // Of two rows for one field, the first one counts.
                node.field = node.field.or(Some(field));
            }
            (around, nodes) = (number, &mut node.children);
        }
    }
}

/// The node of a name, surrounding spaces aside.
pub(super) fn find<'n, 'f>(nodes: &'n [Node<'f>], key: &str) -> Option<&'n Node<'f>> {
    nodes.iter().find(|node| node.name == key).or_else(|| nodes.iter().find(|node| node.name == key.trim()))
}
