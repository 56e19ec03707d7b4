//! Components of MDX and tags of templates: fields, calls and labels that are in their attributes.

mod tag;

use std::ops::Range;

use self::tag::{PLACES, Placed, Tag, value_of};
use crate::json::{self, Kind, Value};
use crate::lexicon::calls::HTTP_METHODS;
use crate::lexicon::topics::{Topic, topic};
use crate::page::block::{Block, Cell, Row, Table};
use crate::page::lines::line_end;
use crate::page::text::{Hidden, Text};
use stubwright_spec::source::{FileId, Span};

/// How deep fields may be nested.
const DEPTH: usize = 32;

/// No field has more inside of it.
const LONGEST: usize = 1 << 16;

/// The blocks of components, and the places of their tags.
#[derive(Default)]
pub(super) struct Components {
    /// The tags, and fields with what is inside of them.
    pub(super) gone: Vec<Range<usize>>,
    pub(super) blocks: Vec<(usize, Block)>,
}

/// A field: the texts of its columns.
struct Field<'p> {
    tag: &'p str,
    span: Range<usize>,
    name: Placed,
    cells: [Option<Placed>; 4],
    doc: Text,
}

/// No path between tags is longer.
const LONGEST_PATH: usize = 400;

/// The heads of the columns behind the name.
const HEADS: [&str; 4] = ["Type", "Required", "Default", "In"];

/// Reads the components of a page that begin a line outside of what is `set`.
pub(super) fn read(file: FileId, page: &str, from: usize, set: &[Range<usize>]) -> Components {
    let mut reader = Reader {
        file,
        page,
        found: Components::default(),
        fields: Vec::new(),
        open: Vec::new(),
        unclosed: Vec::new(),
        called: None,
    };
    let mut set = set.iter().peekable();
    let mut at = from;
    while at < page.len() {
        while set.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = set.peek().filter(|range| range.start <= at) {
            reader.flush();
            at = range.end.max(at + 1);
            continue;
        }
        let end = line_end(page, at);
        let line = page.get(at..end).unwrap_or_default();
        let start = at + line.len() - line.trim_start().len();
        at = match Tag::at(page, start) {
            Some(tag) => reader.tag(tag),
            None => {
                if !line.trim().is_empty() {
                    reader.flush();
                }
                end + 1
            }
        };
    }
    reader.flush();
    reader.found
}

struct Reader<'p> {
    file: FileId,
    page: &'p str,
    found: Components,
    /// Fields one below the other.
    fields: Vec<Field<'p>>,
    /// The tags around.
    open: Vec<&'p str>,
    /// Names of tags without an end.
    unclosed: Vec<&'p str>,
    /// Which block is the last call, while it has no title of its own.
    called: Option<usize>,
}

impl<'p> Reader<'p> {
    /// Reads a tag at the beginning of a line, and returns where reading goes on.
    fn tag(&mut self, tag: Tag<'p>) -> usize {
        if tag.is_field() && !tag.is_end {
            let first = self.fields.len();
            if self.fields.last().is_some_and(|last| last.tag != tag.name) {
                self.flush();
            }
            let start = tag.range.start;
            let end = self.field(&tag, "", 0);
            self.found.gone.push(start..end);
            return if self.fields.len() > first || end > start { end } else { start + 1 };
        }
        self.flush();
        let end = tag.range.end;
        self.found.gone.push(tag.range.clone());
        if tag.is_end {
            if let Some(at) = self.open.iter().rposition(|open| *open == tag.name) {
                self.open.truncate(at);
            }
            return end;
        }
        if !tag.is_void {
            self.open.push(tag.name);
        }
        if let Some(end) = self.call_inside(&tag).or_else(|| self.summary(&tag)) {
            return end;
        }
        self.call(&tag);
        self.label(&tag);
        self.rows(&tag);
        end
    }

    /// Reads a field with those inside of it, and returns its end.
    fn field(&mut self, tag: &Tag<'p>, outer: &str, depth: usize) -> usize {
        let Some((name, place)) = tag.field() else { return tag.range.end };
        let path = format!("{outer}{}", name.0);
        let ty = tag.get("type");
        let is_list = ty
            .as_ref()
            .is_some_and(|(ty, _)| ty.ends_with("[]") || ty.to_ascii_lowercase().contains("array"));
        let inner = format!("{path}{}.", if is_list { "[]" } else { "" });
        let place = place.or_else(|| self.place());
        let place = place.filter(|_| depth == 0).map(|place| (place.to_owned(), tag.range.clone()));
        let required =
            tag.required().map(|is| (String::from(if is { "yes" } else { "no" }), tag.range.clone()));
        let at = self.fields.len();
        self.fields.push(Field {
            tag: tag.name,
            span: tag.range.clone(),
            name: (path, name.1),
            cells: [ty, required, tag.get("default"), place],
            doc: Text::new(self.file),
        });
        let mut doc = Text::new(self.file);
        if let Some((text, range)) = tag.get("description") {
            doc.push(&text, range);
        }
        let end = if tag.is_void || self.unclosed.contains(&tag.name) || depth > DEPTH {
            tag.range.end
        } else {
            self.inside(tag, &inner, depth, &mut doc)
        };
        if let Some(field) = self.fields.get_mut(at) {
            field.doc = doc;
        }
        end
    }

    /// Reads what is inside of a field: its description, and further fields.
    fn inside(&mut self, tag: &Tag<'p>, inner: &str, depth: usize, doc: &mut Text) -> usize {
        let known = self.fields.len();
        let mut at = tag.range.end;
        while let Some(next) =
            self.page.get(at..).and_then(|rest| rest.find(['<', '{'])).map(|next| at + next)
        {
            // One inside of it has the same name and no end.
            if self.unclosed.contains(&tag.name) || next - tag.range.end > LONGEST {
                break;
            }
            self.words(doc, at..next);
            match Tag::at(self.page, next) {
                Some(other) if other.is_end && other.name == tag.name => return other.range.end,
                Some(other) if other.is_field() && !other.is_end => at = self.field(&other, inner, depth + 1),
                Some(other) => at = other.range.end,
                None if markup(self.page, next).is_some() => {
                    at = markup(self.page, next).unwrap_or(next + 1);
                    if !doc.as_str().is_empty() && !doc.as_str().ends_with(' ') {
                        doc.push(" ", at..at);
                    }
                }
                None => {
                    self.words(doc, next..next + 1);
                    at = next + 1;
                }
            }
        }
        self.fields.truncate(known);
        self.unclosed.push(tag.name);
        *doc = Text::new(self.file);
        tag.range.end
    }

    /// Adds words on one line, without the marks of Markdown.
    fn words(&self, doc: &mut Text, range: Range<usize>) {
        let text = self.page.get(range.clone()).unwrap_or_default();
        let mut at = range.start;
        for word in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '`' | '*')) {
            let bare = word.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '`' | '*'));
            doc.push_part(self.page, at..at + bare.len(), Hidden::Drop);
            let is_blank = word.ends_with(char::is_whitespace);
            if is_blank && !doc.as_str().is_empty() && !doc.as_str().ends_with(' ') {
                doc.push(" ", at + bare.len()..at + word.len());
            }
            at += word.len();
        }
    }

    /// Where the tags around say that fields are sent: `api-method-query-parameters`.
    fn place(&self) -> Option<&'static str> {
        let of = |name: &&str| {
            PLACES.into_iter().find(|place| name.split('-').any(|part| part.trim_end_matches('s') == *place))
        };
        self.open.iter().rev().find_map(of)
    }

    /// Gives the fields so far as a table.
    fn flush(&mut self) {
        let fields = std::mem::take(&mut self.fields);
        let Some(first) = fields.first() else { return };
        let start = first.span.start;
        self.said(first.tag, start);
        let used: Vec<usize> = (0..HEADS.len())
            .filter(|at| fields.iter().any(|field| field.cells.get(*at).is_some_and(Option::is_some)))
            .collect();
        let heads = used.iter().filter_map(|at| HEADS.get(*at).copied());
        let heads = std::iter::once("Name").chain(heads).chain(std::iter::once("Description"));
        let head = heads.map(|head| self.cell(head, start..start)).collect();
        let rows = fields.into_iter().map(|field| {
            let mut cells = vec![self.cell(&field.name.0, field.name.1)];
            for at in &used {
                let (text, range) = field.cells.get(*at).cloned().flatten().unwrap_or_default();
                cells.push(self.cell(&text, range));
            }
            cells.push(Cell::of(field.doc.trimmed()));
            Row { span: Span::new(self.file, field.span.start, field.span.end), cells }
        });
        let rows = rows.collect();
        let head = vec![Row { span: Span::new(self.file, start, start), cells: head }];
        self.found.blocks.push((start, Block::Table(Table { head, rows })));
    }

    fn cell(&self, text: &str, range: Range<usize>) -> Cell {
        let mut cell = Text::new(self.file);
        cell.push(text, range);
        Cell::of(cell)
    }

    /// The call that a tag names.
    fn call(&mut self, tag: &Tag<'p>) {
        let path = ["path", "url", "endpoint", "route"].into_iter().find_map(|key| tag.get(key));
        let (Some((method, range)), Some((path, place))) = (tag.get("method"), path) else { return };
        let base = ["host", "baseUrl", "base"].into_iter().find_map(|key| tag.get(key));
        let mut text = Text::new(self.file);
        text.push(&method.to_ascii_uppercase(), range.clone());
        text.push(" ", range.end..range.end);
        if let Some((base, range)) = base {
            text.push(base.trim_end_matches('/'), range.clone());
            if !path.starts_with('/') {
                text.push("/", range.end..range.end);
            }
        }
        text.push(&with_variables(&path), place);
        if let Some((summary, range)) = tag.get("summary") {
            self.found.blocks.push((tag.range.start, self.title(&summary, range)));
        }
        self.called = Some(self.found.blocks.len());
        self.found.blocks.push((tag.range.start, Block::Paragraph(text)));
    }

    /// Puts the text of a tag for it, `{% api-method-summary %}Fly{% endapi-method-summary %}`, above the call whose tag is
    /// around, and returns its end.
    fn summary(&mut self, tag: &Tag<'p>) -> Option<usize> {
        let name = tag.name.rsplit(['-', '_']).next().filter(|name| *name == "summary" && !tag.is_void)?;
        let at = self.called.filter(|_| name.len() < tag.name.len())?;
        let (start, _) = self.found.blocks.get(at)?;
        let inside = self.page.get(tag.range.end..)?;
        let length = inside.find("{%").filter(|length| *length <= LONGEST_PATH)?;
        let close = Tag::at(self.page, tag.range.end + length)?;
        let words = inside.get(..length)?.trim();
        let is_one = close.is_end && close.name == tag.name && !words.is_empty() && !words.contains('\n');
        let from = tag.range.end + inside.find(words)?;
        let title = (*start, self.title(words, from..from + words.len()));
        is_one.then(|| {
            self.called = None;
            self.open.pop();
            self.found.blocks.insert(at, title);
            self.found.gone.push(tag.range.end..close.range.end);
            close.range.end
        })
    }

    /// A heading for one call among others of a page.
    fn title(&self, words: &str, range: Range<usize>) -> Block {
        let mut text = Text::new(self.file);
        text.push(words, range);
        Block::Heading(2, text)
    }

    /// The call whose method is an attribute and whose path is inside, `<Route method="GET">/x</Route>`, and its end.
    fn call_inside(&mut self, tag: &Tag<'p>) -> Option<usize> {
        let (method, range) = tag.get("method")?;
        let inside = self.page.get(tag.range.end..)?;
        let length = inside.find("</").filter(|length| *length <= LONGEST_PATH)?;
        let close = Tag::at(self.page, tag.range.end + length).filter(|close| close.name == tag.name)?;
        let path = inside.get(..length)?;
        let start = tag.range.end + path.len() - path.trim_start().len();
        let path = path.trim();
        let first = path.trim_start_matches('[');
        let is_call = HTTP_METHODS.contains(&method.to_ascii_uppercase().as_str())
            && (first.starts_with('/') || first.starts_with("http"));
        if !is_call || path.contains("\n\n") {
            return None;
        }
        let mut text = Text::new(self.file);
        text.push(&method.to_ascii_uppercase(), range.clone());
        text.push(" ", range.end..range.end);
        unlinked(path, |part| text.push_part(self.page, start + part.start..start + part.end, Hidden::Drop));
        self.found.blocks.push((tag.range.start, Block::Paragraph(text)));
        self.open.pop_if(|_| !tag.is_void);
        self.found.gone.push(tag.range.end..close.range.end);
        Some(close.range.end)
    }

    /// The title of what is inside of a tag.
    fn label(&mut self, tag: &Tag<'p>) {
        let title = ["title", "status", "label", "httpCode"].into_iter().find_map(|key| tag.get(key));
        match title {
            Some((title, range)) => {
                let mut text = Text::new(self.file);
                text.push(&title, range);
                self.found.blocks.push((tag.range.start, Block::Paragraph(text)));
            }
            None => self.said(tag.name, tag.range.start),
        }
    }

    /// The name of a tag as a label, where it announces something: `ResponseExample`.
    fn said(&mut self, name: &str, at: usize) {
        let mut words = String::new();
        for c in name.chars() {
            match c {
                '-' | '_' | '.' => words.push(' '),
                c if c.is_ascii_uppercase() && !words.is_empty() => words.extend([' ', c]),
                c => words.push(c),
            }
        }
        if matches!(topic(&words), Topic::Request | Topic::Response | Topic::Success | Topic::Failure) {
            let mut text = Text::new(self.file);
            text.push(&words, at..at);
            self.found.blocks.push((at, Block::Paragraph(text)));
        }
    }

    /// Objects in a list that is an attribute, as a table: a row for each, with the keys as heads.
    fn rows(&mut self, tag: &Tag<'p>) {
        for (_, range) in &tag.attributes {
            let Some(range) = range
                .clone()
                .filter(|range| self.page.get(range.clone()).is_some_and(|value| value.starts_with('[')))
            else {
                continue;
            };
            let mut text = Text::new(self.file);
            text.push_part(self.page, range.clone(), Hidden::Keep);
            let Some(Kind::List(items)) = json::read(&text, 0).map(|read| read.value.kind) else { continue };
            let table = self.table(&items);
            if !table.rows.is_empty() {
                self.found.blocks.push((tag.range.start, Block::Table(table)));
            }
        }
    }

    fn table(&self, items: &[Value]) -> Table {
        let mut keys: Vec<(&str, Span)> = Vec::new();
        for item in items {
            let Kind::Object(members) = &item.kind else { return Table::default() };
            for (key, _) in members {
                if !keys.iter().any(|(known, _)| *known == key.value) {
                    keys.push((&key.value, key.span));
                }
            }
        }
        let text = |value: Option<&Value>| match value.map(|value| &value.kind) {
            Some(Kind::Text(text) | Kind::Number(text)) => text.clone(),
            Some(Kind::Bool(bool)) => bool.to_string(),
            _ => String::new(),
        };
        let row = |item: &Value| {
            let cells = keys.iter().map(|(key, _)| {
                let value = item.get(key);
                self.cell(&text(value), value.map_or(item.span, |value| value.span).range())
            });
            Row { span: item.span, cells: cells.collect() }
        };
        let Some((_, first)) = keys.first() else { return Table::default() };
        let head = keys.iter().map(|(key, span)| self.cell(key, span.range())).collect();
        Table { head: vec![Row { span: *first, cells: head }], rows: items.iter().map(row).collect() }
    }
}

/// Where a tag of HTML ends that begins at a byte.
fn markup(page: &str, at: usize) -> Option<usize> {
    const TAGS: [&str; 17] = [
        "p", "br", "b", "i", "strong", "em", "code", "a", "ul", "ol", "li", "span", "div", "small", "sup",
        "sub", "pre",
    ];
    let rest = page.get(at..)?.strip_prefix('<')?;
    let end = rest.find('>').filter(|end| *end <= LONGEST_PATH)?;
    let name = rest.get(..end)?.trim_start_matches('/').split([' ', '/', '\n']).next()?;
    TAGS.contains(&name).then_some(at + 1 + end + 1)
}

/// A path with its variables in brackets: those that are set as code, `` /boats/`name` ``.
fn with_variables(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, (name, after))) =
        rest.split_once('`').and_then(|(before, rest)| Some((before, rest.split_once('`')?)))
    {
        out.push_str(before);
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        if is_name {
            out.extend(["<", name, ">"])
        } else {
            out.push_str(name)
        }
        rest = after;
    }
    out + rest
}

/// Gives the parts of a text that are not marks of links: `/ships/[{id}](/ships#ship)` is `/ships/` and `{id}`.
fn unlinked(text: &str, mut give: impl FnMut(Range<usize>)) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let link = rest.find('[').and_then(|open| {
            let middle = open + rest.get(open..)?.find("](")?;
            let close = middle + rest.get(middle..)?.find(')')?;
            Some((open, middle, close))
        });
        let Some((open, middle, close)) = link else { return give(at..text.len()) };
        give(at..at + open);
        give(at + open + 1..at + middle);
        at += close + 1;
    }
}

/// The call that a line of the front matter names: `api: "GET https://host/path"`.
pub(super) fn front(file: FileId, page: &str, range: Range<usize>) -> Option<(usize, Block)> {
    let mut at = range.start;
    for line in page.get(range)?.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((key, value)) = line.split_once(':') else { continue };
        let found = value_of(value);
        let is_call = found.is_some() && !key.contains(' ');
        if let Some(found) = found.filter(|_| is_call) {
            let from = start + key.len() + 1;
            let mut text = Text::new(file);
            text.push_part(page, from + found.start..from + found.end, Hidden::Drop);
            return Some((start, Block::Paragraph(text)));
        }
    }
    None
}
