//! A file as parts that can be printed one by one, on any thread.

use super::out::Out;
use super::scope::FileScope;
use crate::plan::Gate;

/// A file to print.
pub(super) struct File<'a> {
    /// The path of the file inside the output directory.
    pub(super) path: String,
    pub(super) scope: FileScope,
    pub(super) parts: Vec<Part<'a>>,
}

/// A part of a file: an item, or a member of one. An empty line comes between parts.
pub(super) struct Part<'a> {
    /// How far it is indented.
    depth: usize,
    gate: Gate,
    print: Box<dyn Fn(&mut Out<'_>) + Send + Sync + 'a>,
}

impl<'a> Part<'a> {
    /// An item of a file.
    pub(super) fn item(print: impl Fn(&mut Out<'_>) + Send + Sync + 'a) -> Self {
        Self { depth: 0, gate: Gate::default(), print: Box::new(print) }
    }

    /// The same with a gate for each of its items.
    pub(super) fn behind(self, gate: &Gate) -> Self {
        Self { gate: gate.clone(), ..self }
    }

    /// A line of ours at the level of the file.
    pub(super) fn line(line: &'static str) -> Self {
        Self::item(move |out| out.code(line, &[]))
    }

    /// The parts between a line that opens something and the one that closes it.
    pub(super) fn within(head: &'static str, parts: impl IntoIterator<Item = Self>) -> Vec<Self> {
        Self::inside(Self::line(head), parts)
    }

    /// [`within`](Self::within) for a first line that depends on something.
    pub(super) fn inside(head: Self, parts: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let inside = parts.into_iter().map(|part| Self { depth: part.depth + 1, ..part });
        std::iter::once(head).chain(inside).chain([Self::line("}")]).collect()
    }

    /// Adds its text to that of the file so far.
    pub(super) fn print(&self, out: &mut Out<'_>) {
        out.part(self.depth, &self.gate, |out| (self.print)(out));
    }
}
