//! Lists of fields: `:query string q: where`, as `sphinxcontrib-httpdomain` has them, and others.

use std::ops::Range;

use super::line::{Line, deeper, margin};
use super::reader::Reader;
use crate::page::block::{Block, Cell, Row, Table};
use crate::page::text::{Hidden, Text};
use stubwright_spec::source::Span;

/// The part of a call that a field describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Param,
    /// A variable of the path.
    Variable,
    Query,
    Form,
    /// A part of a form that has files.
    Parts,
    Body,
    BodyItem,
    Answer,
    AnswerItem,
    /// A member of the objects in one of several lists.
    Member,
    Header,
    AnswerHeader,
    Status,
    /// The type of a field above.
    Type,
}

impl Kind {
    /// By the first word of the name of a field.
    pub(super) fn of(name: &str) -> Option<Self> {
        let (word, argument) = name.split_once(char::is_whitespace)?;
        let kind = match word {
            "param" | "parameter" | "arg" | "argument" | "optparam" => Self::Param,
            "query" | "queryparam" | "queryparameter" | "qparam" => Self::Query,
            "form" | "formparam" | "formparameter" | "fparam" => Self::Form,
            "json" | "jsonparam" | "jsonparameter" | "reqjson" | "reqjsonobj" | "<json" | "<jsonobj" => {
                Self::Body
            }
            "reqjsonarr" | "<jsonarr" => Self::BodyItem,
            "resjson" | "resjsonobj" | ">json" | ">jsonobj" => Self::Answer,
            "resjsonarr" | ">jsonarr" => Self::AnswerItem,
            "reqheader" | "requestheader" | "<header" => Self::Header,
            "resheader" | "responseheader" | ">header" => Self::AnswerHeader,
            "statuscode" | "status" | "code" | "response" => Self::Status,
            "type" | "paramtype" | "jsontype" | "jsonparamtype" | "querytype" | "queryparamtype"
            | "qtype" => Self::Type,
            _ => return None,
        };
        let is_status = argument.trim_start().starts_with(|c: char| c.is_ascii_digit());
        (kind != Self::Status || is_status).then_some(kind)
    }

    /// The title of the fields of a kind.
    fn title(self) -> &'static str {
        match self {
            Self::Variable => "Path parameters",
            Self::Param | Self::Type => "Parameters",
            Self::Query => "Query parameters",
            Self::Form => "Form parameters (application/x-www-form-urlencoded):",
            Self::Parts => "Form parameters (multipart/form-data):",
            Self::Body => "Request body",
            Self::BodyItem => "Array of objects (request)",
            Self::Answer => "Response",
            Self::AnswerItem => "Array of objects (response)",
            Self::Header => "Request headers",
            Self::AnswerHeader => "Response headers",
            // Where the objects lie is not said.
            Self::Member | Self::Status => "",
        }
    }
}

/// In front of a status.
const STATUS: &str = "Status code ";

/// A field of a call.
pub(super) struct Field {
    kind: Kind,
    name: Range<usize>,
    /// The list in which the objects with it lie.
    list: Option<Range<usize>>,
    ty: Option<Text>,
    lines: Vec<Line>,
    span: Range<usize>,
}

impl Field {
    /// A variable of the path of which nothing but the type is said.
    pub(super) fn variable(name: Range<usize>, ty: Text, span: Range<usize>) -> Self {
        Self { kind: Kind::Variable, name, list: None, ty: Some(ty), lines: Vec::new(), span }
    }
}

/// The name of the field that a line begins with, `:name: text`.
pub(super) fn marker(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(':')?;
    let is_end = |at: &usize| {
        let (name, behind) = rest.split_at_checked(*at).unwrap_or_default();
        let behind = behind.get(1..).unwrap_or_default();
        !name.ends_with('\\') && (behind.is_empty() || behind.starts_with(char::is_whitespace))
    };
    let end = rest.match_indices(':').map(|(at, _)| at).find(is_end)?;
    let name = rest.get(..end)?;
    let is_name = !name.is_empty() && !name.starts_with([' ', ':']) && !name.ends_with(' ');
    (is_name && !name.contains('`')).then_some(name)
}

impl Reader<'_> {
    /// Reads fields one below the other, and returns how many lines they take.
    pub(super) fn fields(&mut self, lines: &[Line]) -> usize {
        let indent = margin(lines.get(..1).unwrap_or_default());
        let mut fields: Vec<Field> = Vec::new();
        let mut at = 0;
        while let Some(rest) = lines.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(first) = rest.first() else { break };
            if first.is_blank() {
                at += 1;
                continue;
            }
            let Some(name) = marker(self.text(first)).filter(|_| first.indent == indent) else { break };
            let count = 1 + deeper(rest.get(1..).unwrap_or_default(), indent);
            let own = self.inside(rest.get(..count).unwrap_or_default(), name.len() + 2);
            match Kind::of(name) {
                Some(kind) => self.field(kind, name, first, own, &mut fields),
                None => {
                    self.give(std::mem::take(&mut fields));
                    self.other(first, own, name.len());
                }
            }
            at += count;
        }
        self.give(fields);
        at
    }

    /// The lines of what is said of a field, behind its name.
    fn inside(&self, lines: &[Line], name: usize) -> Vec<Line> {
        let mut own = lines.to_vec();
        let below = margin(lines.get(1..).unwrap_or_default());
        if let Some(first) = own.first_mut() {
            *first = first.rest(self.page, name);
            first.indent = if below > 0 { below } else { first.indent };
        }
        own
    }

    /// Takes in a field of a call.
    fn field(&mut self, kind: Kind, name: &str, line: &Line, own: Vec<Line>, fields: &mut Vec<Field>) {
        let start = line.range.start + 1;
        let word = name.find(char::is_whitespace).unwrap_or(name.len());
        let argument = name.get(word..).unwrap_or_default();
        let bare = argument.trim();
        let from = start + word + argument.len() - argument.trim_start().len();
        if kind == Kind::Type {
            let ty = self.inline(&own);
            let known = fields.iter_mut().find(|field| self.page.get(field.name.clone()) == Some(bare));
            if let Some(field) = known {
                field.ty = Some(ty);
            }
            return;
        }
        // `string q`, `int page (optional)`, `404`
        let note = bare.rfind(" (").filter(|_| bare.ends_with(')'));
        let words = bare.get(..note.unwrap_or(bare.len())).unwrap_or_default().trim_end();
        let split = if kind == Kind::Status { None } else { words.rfind(char::is_whitespace) };
        let first =
            split.map_or(0, |at| words.len() - words.get(at..).unwrap_or_default().trim_start().len());
        let mut ty = Text::new(self.file);
        for part in [0..first, note.unwrap_or(bare.len())..bare.len()] {
            ty.push_part(self.page, from + part.start..from + part.end, Hidden::Keep);
        }
        let ty = if ty.is_blank() {
            self.variables.get(bare).cloned().flatten()
        } else {
            Some(self.marked(&ty.trimmed()))
        };
        let end =
            own.iter().rev().find(|line| !line.is_blank()).map_or(line.range.end, |line| line.range.end);
        let is_variable = self.variables.contains_key(words.get(first..).unwrap_or_default());
        let kind = if kind == Kind::Param && is_variable { Kind::Variable } else { kind };
        fields.push(Field {
            kind,
            name: from + first..from + words.len(),
            list: None,
            ty,
            lines: own,
            span: line.range.start..end,
        });
    }

    /// Gives the fields of a call, those of each kind below their title.
    pub(super) fn give(&mut self, mut fields: Vec<Field>) {
        self.place(&mut fields);
        let mut done: Vec<Kind> = Vec::new();
        for first in &fields {
            let kind = first.kind;
            if done.contains(&kind) {
                continue;
            }
            done.push(kind);
            let own: Vec<&Field> = fields.iter().filter(|field| field.kind == kind).collect();
            if kind == Kind::Status {
                self.statuses(&own);
                continue;
            }
            if !kind.title().is_empty() {
                let mut text = Text::new(self.file);
                text.push(kind.title(), first.span.start..first.span.start + 1);
                self.blocks.push(Block::Paragraph(text));
            }
            self.rows(&own);
        }
    }

    /// Says of fields where they lie: those of objects in a list beside other fields of an answer in the only list, and those
    /// of a form with a file in one of parts.
    fn place(&self, fields: &mut [Field]) {
        let ty = |field: &Field| field.ty.as_ref().map(|ty| ty.as_str().to_lowercase()).unwrap_or_default();
        let is_list = |field: &&Field| {
            let ty = ty(field);
            field.kind == Kind::Answer && (ty.contains("array") || ty.contains("list") || ty.ends_with("[]"))
        };
        let is_file = |field: &Field| {
            let name = self.page.get(field.name.clone()).unwrap_or_default();
            field.kind == Kind::Form && (name == "file" || ty(field).contains("file"))
        };
        let mut lists = fields.iter().filter(is_list).map(|field| field.name.clone());
        let list = lists.next().filter(|_| lists.next().is_none());
        let has_answer = fields.iter().any(|field| field.kind == Kind::Answer);
        let has_file = fields.iter().any(is_file);
        for field in fields {
            match field.kind {
                Kind::AnswerItem if has_answer => {
                    field.kind = if list.is_some() { Kind::Answer } else { Kind::Member };
                    field.list.clone_from(&list);
                }
                Kind::Form if has_file => field.kind = Kind::Parts,
                _ => {}
            }
        }
    }

    /// Fields of which nothing but the names is known.
    pub(super) fn named(&mut self, names: &[Range<usize>]) {
        let field = |name: &Range<usize>| Field {
            kind: Kind::Member,
            name: name.clone(),
            list: None,
            ty: None,
            lines: Vec::new(),
            span: name.clone(),
        };
        let fields: Vec<Field> = names.iter().map(field).collect();
        self.rows(&fields.iter().collect::<Vec<_>>());
    }

    /// The meaning of statuses as a list.
    fn statuses(&mut self, fields: &[&Field]) {
        for field in fields {
            let mut text = Text::new(self.file);
            text.push(STATUS, field.span.start..field.span.start + 1);
            text.push_part(self.page, field.name.clone(), Hidden::Drop);
            let said = self.inline(&field.lines);
            text.push(": ", field.name.end..field.name.end + 1);
            text.append(&said);
            self.blocks.push(Block::Item(self.lists, text));
        }
    }

    /// Fields as the rows of a table.
    fn rows(&mut self, fields: &[&Field]) {
        let Some(first) = fields.first() else { return };
        let is_typed = fields.iter().any(|field| field.ty.is_some());
        let start = first.span.start;
        let head = |text: &str| {
            let mut head = Text::new(self.file);
            head.push(text, start..start + 1);
            Cell::of(head)
        };
        let heads = [Some("Name"), is_typed.then_some("Type"), Some("Description")];
        let head = Row {
            span: Span::new(self.file, start, start),
            cells: heads.into_iter().flatten().map(head).collect(),
        };
        let mut table = Table { head: vec![head], rows: Vec::new() };
        let mut samples = Vec::new();
        for field in fields {
            let mut name = Text::new(self.file);
            if let Some(list) = field.list.clone() {
                let at = field.name.start;
                name.push(self.page.get(list).unwrap_or_default(), at..at);
                name.push("[].", at..at);
            }
            name.push_part(self.page, field.name.clone(), Hidden::Keep);
            let mut said = self.cell(&field.lines);
            samples.extend(said.take_samples());
            let ty = field.ty.clone().unwrap_or_else(|| Text::of(self.file, "", start..start));
            let cells = [Some(Cell::of(name)), is_typed.then(|| Cell::of(ty)), Some(said)];
            table.rows.push(Row {
                span: Span::new(self.file, field.span.start, field.span.end),
                cells: cells.into_iter().flatten().collect(),
            });
        }
        self.blocks.push(Block::Table(table));
        self.blocks.extend(samples);
    }

    /// A field of no call is an item, with its name in front.
    fn other(&mut self, first: &Line, own: Vec<Line>, name: usize) {
        let start = first.range.start + 1;
        let name = Line { range: start..start + name + 1, indent: first.indent };
        let (blocks, _) = self.apart(|reader| reader.body(&own));
        let mut text = self.inline(&[name]);
        let mut blocks = blocks.into_iter().peekable();
        if let Some(Block::Paragraph(said)) = blocks.next_if(|block| matches!(block, Block::Paragraph(_))) {
            text.push(" ", first.range.end..first.range.end);
            text.append(&said);
        }
        self.blocks.push(Block::Item(self.lists, text));
        self.blocks.extend(blocks);
    }
}
