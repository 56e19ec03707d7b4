//! Directives, `.. name:: argument`, and what else begins with two dots.

use super::line::{Line, deeper, filled, margin};
use super::reader::Reader;
use crate::lexicon::calls::HTTP_METHODS;

/// A directive.
pub(super) struct Directive {
    /// The text behind its name, then the lines below it without the options.
    pub(super) lines: Vec<Line>,
    options: Vec<(String, Line)>,
}

impl Directive {
    /// The value of an option.
    pub(super) fn option(&self, name: &str) -> Option<&Line> {
        self.options.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The text behind its name, and the lines below it.
    pub(super) fn parts(&self) -> (&[Line], &[Line]) {
        self.lines.split_at_checked(1).unwrap_or_default()
    }
}

/// Directives of nothing that a page of an API says: navigation, pictures, settings, what is generated from programs.
const CHROME: &[&str] = &[
    "blockdiag",
    "bibliography",
    "contents",
    "currentmodule",
    "default-domain",
    "default-role",
    "digraph",
    "figure",
    "graph",
    "graphviz",
    "highlight",
    "highlightlang",
    "image",
    "include",
    "index",
    "literalinclude",
    "math",
    "mermaid",
    "meta",
    "module",
    "nwdiag",
    "openapi",
    "plantuml",
    "qrefflask",
    "raw",
    "role",
    "sectionauthor",
    "sectnum",
    "seqdiag",
    "tabularcolumns",
    "title",
    "todo",
    "toctree",
    "uml",
    "unicode",
    "youtube",
];

/// Directives of code, beside those that are called so.
const CODE: &[&str] = &["parsed-literal", "prompt", "http:example", "ipython"];

/// Directives whose argument is the beginning of what they say.
const NOTES: &[&str] =
    &["attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip", "warning"];

/// Directives whose argument is not shown.
const FRAMES: &[&str] = &[
    "class",
    "compound",
    "container",
    "cssclass",
    "epigraph",
    "highlights",
    "ifconfig",
    "only",
    "pull-quote",
    "rst-class",
    "tab-set",
    "tabs",
];

/// Domains of programs.
const PROGRAMS: &[&str] = &["py", "c", "cpp", "js", "rb", "php", "java", "rst", "go", "ts"];

/// The name of the directive that a line begins with.
pub(super) fn name(line: &str) -> Option<&str> {
    let (name, behind) = line.strip_prefix(".. ")?.trim_start().split_once("::")?;
    // A blank may be behind the name.
    let name = name.strip_suffix(' ').unwrap_or(name);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+.:".contains(&byte));
    (is_name && (behind.is_empty() || behind.starts_with(char::is_whitespace))).then_some(name)
}

impl Reader<'_> {
    /// Reads a directive, a footnote, a target or a comment, and returns how many lines it takes.
    pub(super) fn explicit(&mut self, lines: &[Line]) -> usize {
        let Some(first) = lines.first() else { return 1 };
        let text = self.text(first);
        let count = 1 + deeper(lines.get(1..).unwrap_or_default(), first.indent);
        let own = lines.get(..count).unwrap_or_default();
        if let Some(name) = name(text) {
            let end = text.find("::").unwrap_or_default();
            let end = text.get(end..).and_then(|rest| rest.find(":: ")).map_or(text.len(), |at| end + at + 2);
            let directive = self.parted(own, end);
            self.directive(&name.to_ascii_lowercase(), &directive);
        } else if let Some(note) = text.strip_prefix(".. [") {
            // `.. [1] Only by day.`
            let mut own = own.to_vec();
            if let Some(line) = own.first_mut().filter(|_| note.contains(']')) {
                *line = line.rest(self.page, 3);
                line.indent = margin(lines.get(1..count).unwrap_or_default());
                self.body(&own);
            }
        }
        count
    }

    /// The parts of a directive whose name ends at a byte of its first line.
    fn parted(&self, lines: &[Line], end: usize) -> Directive {
        let (first, below) = lines.split_first().map_or((None, lines), |(first, below)| (Some(first), below));
        let mut directive = Directive { lines: Vec::new(), options: Vec::new() };
        let below_margin = margin(below);
        directive
            .lines
            .extend(first.map(|first| Line { indent: below_margin, ..first.rest(self.page, end) }));
        let mut at = 0;
        while let Some(line) = below.get(at) {
            let Some(name) = super::fields::marker(self.text(line)).filter(|name| !name.contains(' ')) else {
                break;
            };
            let more = deeper(below.get(at + 1..).unwrap_or_default(), line.indent);
            directive.options.push((name.to_ascii_lowercase(), line.rest(self.page, name.len() + 2)));
            at += 1 + more;
        }
        directive.lines.extend_from_slice(below.get(at..).unwrap_or_default());
        directive
    }

    /// Parameters whose descriptions are in another file, `- lamp_id: lamp_id_path`: a table of their names.
    fn names_of(&mut self, lines: &[Line]) {
        let name = |line: &Line| {
            let mark = super::list::marker(self.text(line))?;
            let name = self.text(line).get(mark..)?.split_once(':').map(|(name, _)| name.trim_end().len())?;
            Some(line.range.start + mark..line.range.start + mark + name)
        };
        let names: Vec<_> = lines.iter().filter_map(name).collect();
        self.named(&names);
    }

    fn directive(&mut self, name: &str, directive: &Directive) {
        let (domain, kind) = name.split_once(':').unwrap_or(("", name));
        let method = HTTP_METHODS.into_iter().find(|method| method.eq_ignore_ascii_case(kind));
        let (argument, inside) = directive.parts();
        match (name, method) {
            (_, Some(method)) if domain == "http" => self.call(method, directive),
            ("list-table" | "csv-table" | "flat-table", _) => {
                self.paragraph(argument);
                if name == "csv-table" { self.csv(directive, inside) } else { self.listed(directive, inside) }
            }
            ("rest_parameters", _) => self.names_of(inside),
            _ if CODE.contains(&name) || name.contains("code") => {
                if let Some(caption) = directive.option("caption") {
                    self.paragraph(std::slice::from_ref(caption));
                }
                let blank = inside.iter().take_while(|line| line.is_blank()).count();
                self.code(inside.get(blank..filled(inside)).unwrap_or_default());
            }
            _ if CHROME.contains(&name) || name.starts_with("auto") || PROGRAMS.contains(&domain) => {}
            _ if NOTES.contains(&name) => self.body(&directive.lines),
            _ if FRAMES.contains(&name) => self.body(inside),
            // The argument may be a title: `.. tab:: Answer`, `.. table:: Lamps`.
            _ => {
                self.paragraph(argument);
                self.body(inside);
            }
        }
    }
}
