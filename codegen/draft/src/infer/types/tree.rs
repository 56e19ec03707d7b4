//! Tables of fields → a tree: what lies in what.

use crate::found::{Field, FieldTable, Printed};

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

/// The outermost fields of tables, in their order.
pub(super) fn tree<'f>(tables: impl IntoIterator<Item = &'f FieldTable>) -> Vec<Node<'f>> {
    let mut roots = Vec::new();
    for field in tables.into_iter().flat_map(|table| &table.rows) {
        insert(&mut roots, field, 0);
    }
    roots
}

fn insert<'f>(nodes: &mut Vec<Node<'f>>, field: &'f Field, depth: usize) {
    let Some(step) = field.path.get(depth) else { return };
    let is_last = depth + 1 == field.path.len();
    let at = match nodes.iter().position(|node| node.name == step.name) {
        Some(at) => at,
        None => {
            nodes.push(Node { name: step.name.clone(), field: None, is_list: false, children: Vec::new() });
            nodes.len() - 1
        }
    };
    let Some(node) = nodes.get_mut(at) else { return };
    node.is_list |= step.is_list;
    if is_last {
        node.is_list |= matches!(field.kind, Some(Printed::List(_)));
        // Of two rows for one field, the first one counts.
        node.field = node.field.or(Some(field));
    } else {
        insert(&mut node.children, field, depth + 1);
    }
}

/// The node of a name, blanks around it aside.
pub(super) fn find<'n, 'f>(nodes: &'n [Node<'f>], key: &str) -> Option<&'n Node<'f>> {
    nodes.iter().find(|node| node.name == key).or_else(|| nodes.iter().find(|node| node.name == key.trim()))
}
