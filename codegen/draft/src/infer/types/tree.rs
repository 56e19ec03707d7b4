//! Tables of fields → a tree: what lies in what.

use std::collections::BTreeMap;

use crate::found::{Field, FieldTable, Printed};
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

/// The outermost fields of tables, in their order.
pub(super) fn tree<'f>(tables: impl IntoIterator<Item = &'f FieldTable>) -> Vec<Node<'f>> {
    let mut roots = Vec::new();
    let mut known = Known::new();
    for field in tables.into_iter().flat_map(|table| &table.rows) {
        insert(&mut roots, &mut known, field);
    }
    roots
}

/// The number of a node by that of the node around it, 0 for none, and its name; and its place there. Pages have tables of a
/// hundred thousand rows.
type Known<'f> = BTreeMap<(usize, &'f str), (usize, usize)>;

fn insert<'f>(mut nodes: &mut Vec<Node<'f>>, known: &mut Known<'f>, field: &'f Field) {
    let mut around = 0;
    for (depth, step) in field.path.iter().enumerate() {
        let number = known.len() + 1;
        let (number, at) = *known.entry((around, &step.name)).or_insert_with(|| {
            nodes.push(Node { name: step.name.clone(), field: None, is_list: false, children: Vec::new() });
            (number, nodes.len() - 1)
        });
        let Some(node) = nodes.get_mut(at) else { return };
        node.is_list |= step.is_list;
        if depth + 1 == field.path.len() {
            node.is_list |= matches!(field.kind, Some(Printed::List(_)));
            // Of two rows for one field, the first one counts.
            node.field = node.field.or(Some(field));
        }
        (around, nodes) = (number, &mut node.children);
    }
}

/// The node of a name, surrounding spaces aside.
pub(super) fn find<'n, 'f>(nodes: &'n [Node<'f>], key: &str) -> Option<&'n Node<'f>> {
    nodes.iter().find(|node| node.name == key).or_else(|| nodes.iter().find(|node| node.name == key.trim()))
}
