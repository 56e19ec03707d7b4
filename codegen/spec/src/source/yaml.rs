//! Reads YAML 1.2 into a [`Document`]; the only file that names the YAML library.

mod comments;
mod places;
mod syntax;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, options};

use self::comments::Comments;
pub(crate) use self::places::dash;
use self::syntax::{Fault, Scene};
use super::builder::{Builder, Collection, shorten};
use super::node::{Document, NodeId, Style};
use super::{FileId, SourceMap, Span};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};

/// Reads the file; findings go to `diags`, and what was read before the first syntax error is returned.
///
/// # Examples
///
/// ```
/// use stubwright_spec::diag::Diagnostics;
/// use stubwright_spec::source::{SourceMap, yaml};
///
/// let mut map = SourceMap::default();
/// let mut diags = Diagnostics::default();
/// let file = map.add("api.yaml", "title: 签盾\n");
/// let document = yaml::read(&map, file, &mut diags);
/// assert!(diags.is_empty());
/// assert_eq!(document.len(), 3);
/// ```
#[must_use]
pub fn read(map: &SourceMap, file: FileId, diags: &mut Diagnostics) -> Document {
    let Some(source) = map.get(file) else { return Document::empty(file) };
    let mut reader = Reader::new(source.text(), file, diags);
    let options = options! { emit_unresolved_aliases: true, emit_anchor_events: true };
    for event in Parser::new_from_str_with_options(source.text(), options) {
        let flow = match event {
            Ok((event, span)) => reader.event(event, span),
            Err(error) => reader.syntax_error(&error),
        };
        if flow.is_break() {
            break;
        }
    }
    reader.finish()
}

/// The number of anchors that are remembered as candidates for a misspelled alias.
const MAX_NAMES: usize = 200;

struct Reader<'t, 'd> {
    text: &'t str,
    file: FileId,
    builder: Builder<'d>,
    comments: Comments<'t>,
    anchors: BTreeMap<usize, NodeId>,
    names: Vec<String>,
    /// End of the last token that has an end of its own; headers of block scalars are looked for from here.
    last_end: usize,
    last_scalar: Range<usize>,
    /// End of the flow collection that was closed last.
    closed: usize,
    documents: usize,
    /// Whether reading stopped early; an empty document needs no second finding then.
    stopped: bool,
}

impl<'t, 'd> Reader<'t, 'd> {
    fn new(text: &'t str, file: FileId, diags: &'d mut Diagnostics) -> Self {
        Self {
            text,
            file,
            builder: Builder::new(file, diags),
            comments: Comments::new(text, file),
            anchors: BTreeMap::new(),
            names: Vec::new(),
            last_end: 0,
            last_scalar: 0..0,
            closed: 0,
            documents: 0,
            stopped: false,
        }
    }

    fn event(&mut self, event: Event<'t>, at: granit_parser::Span) -> ControlFlow<()> {
        let bytes = places::within(self.text, at.byte_range().unwrap_or_default());
        if event.tag().is_some() {
            let tag = at.tag_span().and_then(|tag| tag.byte_range()).unwrap_or_else(|| bytes.clone());
            self.tag(places::within(self.text, tag));
        }
        let anchor = match event {
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => return ControlFlow::Continue(()),
            Event::DocumentStart(..) => return self.document_start(bytes),
            Event::Scalar(text, style, anchor, _) => {
                Some((anchor, self.scalar(text.into_owned(), style, bytes)))
            }
            Event::SequenceStart(_, anchor, _) => self.open(bytes, Collection::List)?.map(|id| (anchor, id)),
            Event::MappingStart(_, anchor, _) => self.open(bytes, Collection::Map)?.map(|id| (anchor, id)),
            Event::SequenceEnd | Event::MappingEnd => {
                self.close(&bytes);
                None
            }
            Event::Anchor(anchor, name) => {
                // The library names a node after it.
                if let Some(id) = self.anchors.get(&anchor) {
                    self.builder.anchor(*id, Span::new(self.file, bytes.start, bytes.end));
                }
                if self.names.len() < MAX_NAMES {
                    self.names.push(name.into_owned());
                }
                None
            }
            Event::Alias(anchor) => return self.alias(anchor, bytes),
            Event::UnresolvedAlias(name) => {
                self.unknown_alias(&name, bytes);
                None
            }
            // The library may learn events we have not asked for; they carry no node.
            _ => None,
        };
        if let Some((anchor, id)) = anchor
            && anchor != 0
        {
            self.anchors.insert(anchor, id);
        }
        ControlFlow::Continue(())
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, bytes: Range<usize>) -> NodeId {
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            _ => Style::Plain,
        };
        if style == Style::Plain && bytes.is_empty() {
            // The library calls an absent value `~`; nobody wrote that.
            let at = match self.builder.wants_value() {
                true => places::behind_colon(self.text, bytes.start),
                false => bytes.start,
            };
            return self.builder.stand_in(self.span(at..at));
        }
        self.comments.skip(&bytes);
        let whole = match style {
            Style::Literal | Style::Folded => places::block_scalar(self.text, self.last_end, &bytes),
            _ => bytes,
        };
        self.last_end = whole.end;
        self.last_scalar = whole.clone();
        self.builder.scalar(self.span(whole), text, style)
    }

    fn open(&mut self, mut bytes: Range<usize>, what: Collection) -> ControlFlow<(), Option<NodeId>> {
        if what == Collection::List && bytes.is_empty() && self.builder.wants_value() {
            // If a list is indented like its key, the library begins it after the dash.
            bytes.start = dash(self.text, self.last_end..bytes.end + 1).unwrap_or(bytes.start);
        }
        self.last_end = self.last_end.max(bytes.end);
        match self.builder.open(self.span(bytes), what) {
            Ok(id) => ControlFlow::Continue(Some(id)),
            Err(_) => self.stop().map_continue(|()| None),
        }
    }

    fn close(&mut self, bytes: &Range<usize>) {
        if bytes.is_empty() {
            self.builder.close(None);
            return;
        }
        self.closed = bytes.end;
        self.last_end = bytes.end;
        self.builder.close(Some(self.span(bytes.clone()).end));
    }

    fn alias(&mut self, anchor: usize, bytes: Range<usize>) -> ControlFlow<()> {
        self.last_end = bytes.end;
        let span = self.span(bytes);
        let Some(target) = self.anchors.get(&anchor).copied() else {
            self.builder.stand_in(span);
            return ControlFlow::Continue(());
        };
        match self.builder.alias(target, span) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => self.stop(),
        }
    }

    fn unknown_alias(&mut self, name: &str, bytes: Range<usize>) {
        self.last_end = bytes.end;
        let span = self.span(bytes);
        self.builder.stand_in(span);
        if self.builder.is_full() {
            return;
        }
        let message = format!("`*{}` refers to an anchor that is not defined above it", shorten(name));
        let finding = Diagnostic::new(Code::YamlSyntax, span, message);
        let finding = match did_you_mean(name, self.names.iter().map(String::as_str)) {
            Some(close) => finding.help(format!("did you mean `*{close}`?")),
            None => {
                finding.help(format!("put it in quotes if it is meant as text: `\"*{}\"`", shorten(name)))
            }
        };
        self.builder.report(finding);
    }

    fn tag(&mut self, bytes: Range<usize>) {
        let tag = shorten(self.text.get(bytes.clone()).unwrap_or_default());
        let finding = Diagnostic::new(
            Code::UnsupportedYaml,
            self.span(bytes),
            format!("the tag `{tag}` is not part of the format"),
        );
        let help = match tag.as_str() {
            "!!str" => "remove it and put the text in quotes instead",
            _ => "remove it; text that starts with `!` must be in quotes",
        };
        self.builder.report(finding.help(help));
    }

    fn document_start(&mut self, bytes: Range<usize>) -> ControlFlow<()> {
        self.documents += 1;
        if self.documents == 1 {
            return ControlFlow::Continue(());
        }
        self.builder.report(
            Diagnostic::new(Code::UnsupportedYaml, self.span(bytes), "a second document starts here")
                .help("remove the `---`, or move what follows into its own file"),
        );
        self.stop()
    }

    fn syntax_error(&mut self, error: &ScanError) -> ControlFlow<()> {
        let at = error.marker().byte_offset().unwrap_or(self.last_end);
        let at = places::within(self.text, at..at).start;
        let fault = fault(error.kind());
        if fault == Fault::TooDeep {
            self.builder.too_deep(self.span(at..at));
        } else {
            let scene = Scene {
                text: self.text,
                file: self.file,
                at,
                fault,
                scalar: self.last_scalar.clone(),
                closed: self.closed,
                open: self.builder.innermost_bracket(self.text).map(|span| span.start as usize),
                key: self.builder.last_key(),
            };
            let found = scene.diagnostic();
            self.builder.report(scene.with_wide(found));
        }
        self.stop()
    }

    fn stop(&mut self) -> ControlFlow<()> {
        self.stopped = true;
        ControlFlow::Break(())
    }

    fn span(&self, bytes: Range<usize>) -> Span {
        Span::new(self.file, bytes.start, bytes.end)
    }

    fn finish(self) -> Document {
        let Self { text, file, mut builder, comments, .. } = self;
        let end = if self.stopped { self.last_end } else { text.len() };
        // A file of nothing but `---` has a root that nobody wrote.
        let nothing = !self.stopped && builder.root().is_none_or(|root| root.range().is_empty());
        if nothing {
            builder.report(empty(Span::new(file, 0, 0)));
        }
        let mut document = builder.finish();
        document.comments = comments.finish(end);
        if nothing {
            document.root = None;
        }
        document
    }
}

/// The place where reading of a text stops; `None` if it can be read to its end.
fn stops_at(text: &str) -> Option<usize> {
    let error = Parser::new_from_str(text).find_map(Result::err)?;
    Some(error.marker().byte_offset().unwrap_or(text.len()))
}

fn empty(span: Span) -> Diagnostic {
    Diagnostic::new(Code::EmptyFile, span, "the file is empty")
        .help("a description starts with `stubwright: 1` and `api: <name>`")
}

/// The library's words for what went wrong, in ours.
fn fault(kind: &ErrorKind) -> Fault {
    use ErrorKind as Kind;
    match kind {
        Kind::RecursionLimitExceeded => Fault::TooDeep,
        Kind::UnclosedFlowCollection { open } => Fault::Unclosed(*open),
        Kind::MismatchedFlowCollectionEnd { open, close } => Fault::Mismatched(*open, *close),
        Kind::MisplacedFlowCollectionEnd => Fault::StrayBracket,
        Kind::ExpectedFlowMappingSeparator | Kind::ExpectedFlowSequenceSeparator => Fault::NoSeparator,
        Kind::UnexpectedEofImplicitFlowMapping => Fault::EmptyItem,
        Kind::MappingKeyNotAllowed => Fault::KeyNotHere,
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => Fault::ColonNotHere,
        Kind::FlowMappingValueAdjacentCollection | Kind::InvalidMappingValueWhitespace => Fault::ColonNotHere,
        Kind::ExpectedBlockMappingKey | Kind::InvalidIndentation | Kind::InvalidFlowScalarIndent => {
            Fault::NoKey
        }
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => Fault::NoColon,
        Kind::ExpectedBlockSequenceEntry => Fault::NoItem,
        Kind::BlockSequenceEntryNotAllowed | Kind::BlockEntryInFlowCollection => Fault::DashNotHere,
        Kind::PlainScalarStartsWithDashFlowIndicator | Kind::InvalidBlockEntryWhitespace => {
            Fault::DashNotHere
        }
        Kind::InvalidTrailingDoubleQuotedScalar | Kind::InvalidTrailingSingleQuotedScalar => {
            Fault::AfterQuotes
        }
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => Fault::UnclosedQuotes,
        Kind::InvalidQuotedScalarIndent => Fault::UnclosedQuotes,
        Kind::UnknownQuotedScalarEscape | Kind::InvalidQuotedScalarHexEscape => Fault::Escape,
        Kind::InvalidLowSurrogateHexEscape | Kind::InvalidLowSurrogate | Kind::MissingLowSurrogate => {
            Fault::Surrogate
        }
        Kind::UnpairedLowSurrogate | Kind::InvalidUnicodeEscape => Fault::Surrogate,
        Kind::TabNotAllowed | Kind::TabInBlockIndentation | Kind::TabInIndentation => Fault::Tab,
        Kind::TabInPlainScalar | Kind::TabAtBlockScalarStart => Fault::Tab,
        Kind::UnexpectedCharacter { character } => Fault::Character(*character),
        Kind::BomInsideDocument => Fault::ByteOrderMark,
        Kind::CommentNotSeparated | Kind::CommentInterceptedScalar => Fault::Comment,
        Kind::MissingAnchorOrAliasName => Fault::NoName,
        Kind::InvalidBlockScalarHeader | Kind::ZeroBlockScalarIndent => Fault::BlockHeader,
        Kind::InvalidBlockScalarIndent => Fault::BlockIndent,
        Kind::InvalidDocumentEnd | Kind::ExpectedDocumentStart => Fault::Behind,
        Kind::UnexpectedEof | Kind::UnexpectedEofFlowMapping | Kind::UnexpectedEofFlowSequence => Fault::End,
        Kind::ExpectedNodeContent | Kind::UnexpectedEndOfPlainScalar => Fault::NoValue,
        Kind::UnexpectedEofBlockMapping | Kind::UnexpectedEofBlockSequence => Fault::NoValue,
        _ => Fault::Other,
    }
}
