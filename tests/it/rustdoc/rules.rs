//! Checks documentation as rustdoc reads it: nothing to run, to render as HTML or to link. The fuzz target `rustdoc`
//! uses this file too.

use std::cell::RefCell;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};
use stubwright_codegen::GeneratedFile;
use syn::visit::Visit;

/// Links of ours that are written without an address; rustdoc resolves them.
const OURS: &[&str] = &["`ErrorBody`", "`ErrorCode`", "`Error`", "`Error::code`", "`Error::typed`"];

/// The mark of the examples that rustdoc compiles.
const EXAMPLE: &str = "no_run";

/// The Markdown that rustdoc reads.
pub(crate) const AS_RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// Checks every documentation comment of a file, and returns how many there are.
pub(crate) fn check(file: &GeneratedFile) -> usize {
    let parsed =
        syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
    check_parsed(file, &parsed)
}

/// [`check`] for a file that is parsed already.
pub(crate) fn check_parsed(file: &GeneratedFile, parsed: &syn::File) -> usize {
    let mut docs = Comments::default();
    docs.visit_file(parsed);
    for text in &docs.texts {
        if let Some(found) = markup(text) {
            panic!("{}: {found} in the documentation\n{text:?}", file.path);
        }
    }
    let hidden = file.text.replace(SCOTLAND, "");
    let hidden = hidden.lines().find(|line| line.chars().any(is_hidden) || has_lost_joiner(line));
    assert_eq!(hidden, None, "{}: a character that nobody sees", file.path);
    docs.texts.len()
}

/// A flag with the invisible tags that belong to it.
const SCOTLAND: &str = "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";

/// Whether a joiner is where there is nothing to join, or outside the documentation.
fn has_lost_joiner(line: &str) -> bool {
    let is_joiner = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
    let has_neighbour = |part: &str| !part.is_empty() && !part.ends_with(|c: char| c.is_ascii_alphanumeric());
    let parts: Vec<&str> = line.split(is_joiner).collect();
    let (_, before) = parts.split_last().unwrap();
    let is_doc = line.trim_start().starts_with("///");
    before.iter().any(|part| !is_doc || !has_neighbour(part))
}

/// Characters that steer what is shown: of the text the generator writes, none.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// The first piece of markup that is not one of ours.
pub(crate) fn markup(text: &str) -> Option<String> {
    let broken = RefCell::new(None);
    let callback = |link: BrokenLink<'_>| {
        if !OURS.contains(&link.reference.as_ref()) {
            *broken.borrow_mut() = Some(format!("a link to {:?}", link.reference));
        }
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let events: Vec<Event<'_>> =
        Parser::new_with_broken_link_callback(text, AS_RUSTDOC, Some(callback)).collect();
    let found = events.iter().find_map(foreign);
    let heading = events.windows(2).find_map(|pair| match pair {
        [Event::Start(Tag::Heading { .. }), Event::Text(text)] if text.as_ref() == "Errors" => None,
        [Event::Start(Tag::Heading { .. }), _] => Some(String::from("a heading")),
        _ => None,
    });
    let table = events.windows(3).find_map(|three| match three {
        [Event::Start(Tag::TableHead), _, Event::Text(text)] if text.as_ref() == "code" => None,
        [Event::Start(Tag::TableHead), ..] => Some(String::from("a table")),
        _ => None,
    });
    found.or(table).or(heading).or(broken.into_inner()).or_else(|| unparsed_example(&events))
}

/// An example whose lines are not the statements of one function, the hidden ones included.
fn unparsed_example(events: &[Event<'_>]) -> Option<String> {
    let mut events = events.iter();
    while let Some(event) = events.next() {
        if !matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.as_ref() == EXAMPLE)
        {
            continue;
        }
        let lines = events.by_ref().map_while(|event| match event {
            Event::Text(text) => Some(text.as_ref()),
            _ => None,
        });
        let code: String = lines.collect();
        let code: Vec<&str> = code.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        let items = syn::parse_str::<syn::File>(&code.join("\n")).map(|file| file.items);
        if !matches!(items.as_deref(), Ok([syn::Item::Fn(_) | syn::Item::Macro(_)])) {
            return Some(format!("an example that is not a function: {code:?}"));
        }
    }
    None
}

fn foreign(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
            if matches!(info.as_ref(), "text" | "json" | EXAMPLE) =>
        {
            None
        }
        Event::Start(Tag::CodeBlock(kind)) => Some(format!("a code block: {kind:?}")),
        Event::Html(html) | Event::InlineHtml(html) => Some(format!("HTML: {html}")),
        Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. })
            if dest_url.starts_with("http") =>
        {
            None
        }
        Event::Start(Tag::Link { dest_url, .. })
            if ["Self::", "super::Error", "super::Client::"].iter().any(|ours| dest_url.starts_with(ours))
                // Rustdoc takes the text after the name for a fragment.
                && !dest_url.contains('#') =>
        {
            None
        }
        Event::Start(Tag::Link { dest_url, .. }) => Some(format!("a link to {dest_url:?}")),
        Event::Start(
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell,
        ) => None,
        Event::Start(tag) => Some(format!("{tag:?}")),
        Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::Rule | Event::HardBreak => {
            Some(format!("{event:?}"))
        }
        _ => None,
    }
}

/// The documentation of every item.
#[derive(Default)]
struct Comments {
    texts: Vec<String>,
}

impl Comments {
    fn add(&mut self, attributes: &[syn::Attribute]) {
        let lines: Vec<String> = attributes.iter().filter_map(line).collect();
        if !lines.is_empty() {
            self.texts.push(lines.join("\n"));
        }
    }
}

fn line(attribute: &syn::Attribute) -> Option<String> {
    let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
    match &pair.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) if pair.path.is_ident("doc") => {
            let text = text.value();
            Some(text.strip_prefix(' ').unwrap_or(&text).to_owned())
        }
        _ => None,
    }
}

impl<'a> Visit<'a> for Comments {
    fn visit_item(&mut self, item: &'a syn::Item) {
        match item {
            syn::Item::Struct(item) => self.add(&item.attrs),
            syn::Item::Enum(item) => self.add(&item.attrs),
            syn::Item::Type(item) => self.add(&item.attrs),
            syn::Item::Const(item) => self.add(&item.attrs),
            syn::Item::Mod(item) => self.add(&item.attrs),
            // The clients are in macros; their contents are items too.
            syn::Item::Macro(item) => {
                if let Ok(inner) = syn::parse2::<syn::File>(item.mac.tokens.clone()) {
                    self.visit_file(&inner);
                }
            }
            _ => {}
        }
        syn::visit::visit_item(self, item);
    }

    fn visit_field(&mut self, field: &'a syn::Field) {
        self.add(&field.attrs);
    }

    fn visit_variant(&mut self, variant: &'a syn::Variant) {
        self.add(&variant.attrs);
    }

    fn visit_impl_item(&mut self, item: &'a syn::ImplItem) {
        match item {
            syn::ImplItem::Const(item) => self.add(&item.attrs),
            syn::ImplItem::Fn(item) => self.add(&item.attrs),
            _ => {}
        }
    }
}
