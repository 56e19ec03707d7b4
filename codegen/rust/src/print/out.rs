//! The text of a file while it is printed.

use super::flat::{Feature, Flat, Joined};
use super::layout::{self, ATTRIBUTE_WIDTH, Layout, MAX_WIDTH, Overflow, Shape, TAB, extends, last_indent};
use super::scope::FileScope;
use super::width::width;
use crate::plan::Gate;
use crate::plan::docs::Docs;
use crate::plan::syntax::Expr;

/// A text that knows its indentation.
pub(super) struct Out<'s> {
    text: String,
    depth: usize,
    scope: &'s FileScope,
    /// The gate of the items that are printed, and how far they are indented.
    gate: Option<(Gate, usize)>,
}

impl<'s> Out<'s> {
    pub(super) fn new(scope: &'s FileScope) -> Self {
        Self { text: String::new(), depth: 0, scope, gate: None }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// An empty line, unless this is the beginning of something.
    pub(super) fn gap(&mut self) {
        if !begins(&self.text) {
            self.text.push('\n');
        }
        self.attribute();
    }

    /// The gate of an item that begins here.
    fn attribute(&mut self) {
        if let Some((gate, _)) = self.gate.take_if(|(_, depth)| *depth == self.depth) {
            self.cfg(&gate);
            self.gate = Some((gate, self.depth));
        }
    }

    /// The attribute that a gate is, if it is not open.
    pub(super) fn cfg(&mut self, gate: &Gate) {
        let features: Vec<Feature<'_>> = gate.features().iter().map(|name| Feature(name)).collect();
        match features.as_slice() {
            [] => {}
            [only] => self.code("#[cfg($)]", &[only]),
            several => {
                let list = Joined(several, ", ");
                if self.width(&list) <= ATTRIBUTE_WIDTH {
                    return self.code("#[cfg(any($))]", &[&list]);
                }
                self.open("#[cfg(any(", &[]);
                for (at, feature) in several.iter().enumerate() {
                    self.code("$$", &[feature, &if at + 1 < several.len() { "," } else { "" }]);
                }
                self.close("))]");
            }
        }
    }

    /// A part of the file, with an empty line before it where one belongs. The gate applies to each item in it.
    pub(super) fn part(&mut self, depth: usize, gate: &Gate, print: impl FnOnce(&mut Self)) {
        let start = self.text.len();
        self.depth = depth;
        self.gate = (!gate.is_open()).then(|| (gate.clone(), depth));
        self.attribute();
        print(self);
        if !begins(&self.text[..start]) && !ends(&self.text[start..]) {
            self.text.insert(start, '\n');
        }
    }

    /// Adds the text of parts to the text before them.
    pub(super) fn join(before: &mut String, text: String) {
        if !begins(before) && !ends(&text) {
            before.push('\n');
        }
        before.push_str(&text);
    }

    /// Lines of code as they are written here, with a part in place of each `$`.
    pub(super) fn code(&mut self, template: &str, parts: &[&dyn Flat]) {
        let lines = template.lines().skip_while(|line| line.is_empty());
        let mut parts = parts.iter();
        let mut margin = None;
        for line in lines {
            let code = line.trim_start_matches(' ');
            if code.is_empty() {
                continue;
            }
            let lead = line.len() - code.len();
            let margin = *margin.get_or_insert(lead);
            self.pad(self.depth * TAB + lead.saturating_sub(margin));
            self.fill(code, &mut parts);
            self.text.push('\n');
        }
    }

    /// A line that opens something: the following lines are indented once more.
    pub(super) fn open(&mut self, template: &str, parts: &[&dyn Flat]) {
        self.code(template, parts);
        self.depth += 1;
    }

    /// The line that closes it.
    pub(super) fn close(&mut self, line: &'static str) {
        self.depth -= 1;
        self.code(line, &[]);
    }

    /// Lines that are one indentation further in.
    pub(super) fn indented(&mut self, print: impl FnOnce(&mut Self)) {
        self.depth += 1;
        print(self);
        self.depth -= 1;
    }

    /// `///` lines.
    pub(super) fn docs(&mut self, docs: &Docs) {
        self.comment(docs.lines());
    }

    /// `///` lines of our own.
    pub(super) fn comment<'l>(&mut self, lines: impl Iterator<Item = &'l str>) {
        for line in lines {
            self.pad(self.depth * TAB);
            self.text.push_str("///");
            if !line.is_empty() {
                self.text.push(' ');
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }

    /// The head of a function: its arguments are on one line if they fit.
    pub(super) fn function(
        &mut self,
        (head, parts): (&str, &[&dyn Flat]),
        arguments: &[&dyn Flat],
        (tail, more): (&str, &[&dyn Flat]),
    ) {
        let start = self.text.len();
        self.pad(self.depth * TAB);
        self.fill(head, &mut parts.iter());
        let after_head = self.text.len();
        self.text.push('(');
        for (index, argument) in arguments.iter().enumerate() {
            self.text.push_str(if index > 0 { ", " } else { "" });
            argument.flat(self.scope, &mut self.text);
        }
        self.text.push(')');
        self.fill(tail, &mut more.iter());
        if self.fits(start) || arguments.is_empty() {
            self.text.push('\n');
            return;
        }
        self.text.truncate(after_head);
        self.text.push_str("(\n");
        for argument in arguments {
            self.argument(*argument);
        }
        self.pad(self.depth * TAB);
        self.text.push(')');
        self.fill(tail, &mut more.iter());
        self.text.push('\n');
    }

    /// An argument on a line of its own; what its type is of on another one where it is too wide.
    fn argument(&mut self, argument: &dyn Flat) {
        let start = self.text.len();
        self.pad((self.depth + 1) * TAB);
        argument.flat(self.scope, &mut self.text);
        self.text.push(',');
        if let Some((outer, inner)) = self.text[start..].split_once('<').filter(|_| !self.fits(start)) {
            let pad = " ".repeat((self.depth + 1) * TAB);
            let inner = inner.strip_suffix(">,").unwrap_or(inner);
            let broken = format!("{outer}<\n{pad}    {inner},\n{pad}>,");
            self.text.truncate(start);
            self.text.push_str(&broken);
        }
        self.text.push('\n');
    }

    /// `head = value;`, `head: value,`: the head ends in its sign.
    pub(super) fn value(&mut self, head: &str, parts: &[&dyn Flat], value: &Expr, end: &'static str) {
        let start = self.start(head, parts);
        let before = self.text.len();
        // Nearly always it fits.
        self.text.push(' ');
        if self.is_plain(value) {
            value.flat(self.scope, &mut self.text);
            self.text.push_str(end);
            if self.fits(start) {
                self.text.push('\n');
                return;
            }
        }
        self.text.truncate(before);
        let offset = width(&self.text[start..]) + 1 - self.depth * TAB;
        let shape = Shape { indent: self.depth * TAB, offset, reserve: end.len() };
        self.text.push_str(&layout::value(self.scope, value, shape));
        self.text.push_str(end);
        self.text.push('\n');
    }

    /// `head = r#"…"#;`: its lines stay where they are.
    pub(super) fn raw(&mut self, head: &str, parts: &[&dyn Flat], value: &Expr, end: &'static str) {
        self.start(head, parts);
        self.text.push(' ');
        value.flat(self.scope, &mut self.text);
        self.text.extend([end, "\n"]);
    }

    /// An expression as a statement, or as an item of a list.
    pub(super) fn expr(&mut self, value: &Expr, end: &'static str) {
        let text = self.laid_out(0, value, end.len());
        self.pad(self.depth * TAB);
        self.text.extend([&text, end, "\n"]);
    }

    /// `if condition {`, `for pattern in items {`: the following lines are indented once more.
    pub(super) fn block(&mut self, head: &str, parts: &[&dyn Flat], value: &Expr) {
        let start = self.start(head, parts);
        let columns = width(&self.text[start..]) - self.depth * TAB;
        let text = self.laid_out(columns, value, 2);
        self.text.push_str(&text);
        let is_offset = last_indent(&text) > self.depth * TAB;
        if text.contains('\n') && (!extends(&text) || is_offset) {
            self.text.push('\n');
            self.pad(self.depth * TAB);
            self.text.push_str("{\n");
        } else {
            self.text.push_str(" {\n");
        }
        self.depth += 1;
    }

    fn laid_out(&self, offset: usize, value: &Expr, reserve: usize) -> String {
        let shape = Shape { indent: self.depth * TAB, offset, reserve };
        let layout = |overflow| Layout { scope: self.scope, overflow }.expr(value, shape);
        layout(Overflow::Refused).or_else(|| layout(Overflow::Allowed)).unwrap_or_default()
    }

    /// Starts a line; returns where it starts.
    fn start(&mut self, head: &str, parts: &[&dyn Flat]) -> usize {
        let start = self.text.len();
        self.pad(self.depth * TAB);
        self.fill(head, &mut parts.iter());
        start
    }

    /// Whether an expression has one line wherever it fits.
    fn is_plain(&self, value: &Expr) -> bool {
        match value {
            Expr::Path(_) | Expr::Text(_) | Expr::Integer(_) | Expr::Float(_) | Expr::Flag(_) => true,
            Expr::Raw(_) => true,
            Expr::Call(function, arguments) => {
                matches!(**function, Expr::Path(_)) && arguments.iter().all(|at| matches!(at, Expr::Path(_)))
            }
            _ => false,
        }
    }

    /// How many columns something takes on one line.
    pub(super) fn width(&self, what: &dyn Flat) -> usize {
        let mut text = String::new();
        what.flat(self.scope, &mut text);
        width(&text)
    }

    fn fits(&self, start: usize) -> bool {
        width(&self.text[start..]) <= MAX_WIDTH
    }

    fn fill<'p>(&mut self, words: &str, parts: &mut impl Iterator<Item = &'p &'p dyn Flat>) {
        let mut pieces = words.split('$');
        self.text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            if let Some(part) = parts.next() {
                part.flat(self.scope, &mut self.text);
            }
            self.text.push_str(piece);
        }
    }

    fn pad(&mut self, columns: usize) {
        self.text.extend(std::iter::repeat_n(' ', columns));
    }
}

/// Whether what follows a text is the beginning of something.
fn begins(before: &str) -> bool {
    before.is_empty() || before.ends_with("{\n")
}

/// Whether a text closes what is before it.
fn ends(text: &str) -> bool {
    text.is_empty() || text.starts_with('}')
}
