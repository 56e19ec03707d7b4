//! The look of rustc: source lines with carets under them.

mod window;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Patch, Renderer, Snippet};

use self::window::Window;
use super::terminal::{TerminalText, block, line, visible};
use crate::diag::{Diagnostic, Diagnostics, Fix, Label, Severity};
use crate::source::{LineColumn, SourceFile, SourceMap, Span};

/// More findings than this fill screens; the rest is counted.
const SHOWN: usize = 50;

/// Labels further apart than this many lines are shown as two pieces of source.
const NEAR: usize = 60;

/// Longer spans are underlined in their first line only.
const LONG: usize = 8;

/// A longer replacement is not shown as a patch.
const WIDEST: usize = 500;

/// All findings with their source, coloured with ANSI escapes when `color` is set.
///
/// Fifty are shown, errors before warnings, in file order; of the others only their number is given.
#[must_use]
pub fn pretty(diags: &Diagnostics, map: &SourceMap, color: bool) -> TerminalText {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let items = diags.sorted();
    let mut out = String::new();
    let (shown, hidden) = chosen(&items);
    for item in shown {
        let pieces = pieces(item, map);
        let mut text = renderer.render(&report(item, &pieces, map));
        set_columns(&mut text, &pieces);
        out.push_str(text.trim_end());
        out.push_str("\n\n");
    }
    if !hidden.is_empty() {
        out.push_str(&format!("… and {} not shown\n", hidden.join(" and ")));
    }
    TerminalText::rendered(out)
}

/// The findings to show, and the numbers of those that are not: `2 more warnings`. A file full of warnings must not
/// hide the error that stops it.
fn chosen<'a>(items: &[&'a Diagnostic]) -> (Vec<&'a Diagnostic>, Vec<String>) {
    let mut shown = items.to_vec();
    shown.sort_by_key(|item| item.severity);
    let hidden = shown.split_off(shown.len().min(SHOWN));
    shown.sort_by_key(|item| item.primary.as_ref().map(|label| label.span));
    let count = |severity: Severity| {
        let more = hidden.iter().filter(|item| item.severity == severity).count();
        let s = if more == 1 { "" } else { "s" };
        (more > 0).then(|| format!("{more} more {}{s}", super::severity(severity)))
    };
    (shown, [Severity::Error, Severity::Warning, Severity::Note].into_iter().filter_map(count).collect())
}

fn report<'a>(item: &'a Diagnostic, pieces: &'a [Piece<'a>], map: &'a SourceMap) -> Vec<Group<'a>> {
    let level = match item.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(line(&item.message)).id(item.code.as_str());
    let mut group = Group::with_title(title).elements(pieces.iter().map(Piece::snippet));
    group = group.elements(item.notes.iter().map(|note| Level::NOTE.message(line(note))));
    let patch = suggestion(item, map);
    // The help that announces an edit becomes its heading, as in rustc.
    let taken = usize::from(patch.is_some());
    group = group.elements(item.help.iter().skip(taken).map(|help| Level::HELP.message(block(help))));
    let mut groups = vec![group];
    if let Some(patch) = patch {
        let heading = item.help.first().map_or("make this change", String::as_str);
        groups.push(Level::HELP.secondary_title(block(heading)).elements(patch));
    }
    groups
}

/// A label with its lines, long spans cut.
#[derive(Clone)]
struct Mark<'a> {
    label: &'a Label,
    primary: bool,
    span: Span,
    lines: (usize, usize),
}

/// Lines of one file with the labels on them.
struct Piece<'a> {
    path: String,
    window: Window,
    marks: Vec<Mark<'a>>,
    place: LineColumn,
}

fn pieces<'a>(item: &'a Diagnostic, map: &SourceMap) -> Vec<Piece<'a>> {
    let primary = item.primary.iter().map(|label| (label, true));
    let labels = primary.chain(item.secondary.iter().map(|label| (label, false)));
    let mut marks: Vec<Mark<'a>> = labels.filter_map(|(label, primary)| mark(label, primary, map)).collect();
    marks.sort_by_key(|mark| mark.span);
    let is_near = |a: &Mark<'_>, b: &Mark<'_>| {
        a.span.file == b.span.file && b.lines.0.saturating_sub(a.lines.1) <= NEAR
    };
    let mut pieces: Vec<&[Mark<'a>]> = marks.chunk_by(is_near).collect();
    // The place it is about comes first, then the others in file order.
    pieces.sort_by_key(|piece| !piece.iter().any(|mark| mark.primary));
    pieces.into_iter().filter_map(|marks| Piece::new(marks, map)).collect()
}

fn mark<'a>(label: &'a Label, primary: bool, map: &SourceMap) -> Option<Mark<'a>> {
    let file = map.get(label.span.file)?;
    let span = sound(label.span, file);
    let lines = (file.line_column(span.start).line, file.line_column(span.end).line);
    let mut mark = Mark { label, primary, span, lines };
    if mark.lines.1 - mark.lines.0 > LONG {
        let end = file.line(mark.lines.0).map_or(span.start as usize, |line| line.end);
        mark.span = Span::new(span.file, span.start as usize, end);
        mark.lines.1 = mark.lines.0;
    }
    Some(mark)
}

/// The span moved into the file: a wrong span must not cost the finding.
fn sound(span: Span, file: &SourceFile) -> Span {
    let end = file.text().len();
    Span::new(span.file, (span.start as usize).min(end), (span.end as usize).min(end))
}

impl<'a> Piece<'a> {
    fn new(marks: &[Mark<'a>], map: &SourceMap) -> Option<Self> {
        let first = marks.first()?;
        let file = map.get(first.span.file)?;
        let last = marks.iter().map(|mark| mark.lines.1).max()?;
        let spans: Vec<Span> = marks.iter().map(|mark| mark.span).collect();
        let window = Window::new(file, first.lines.0..=last, &spans);
        let place = marks.iter().find(|mark| mark.primary).unwrap_or(first);
        let place = file.line_column(place.span.start);
        Some(Self { path: line(file.name()), window, marks: marks.to_vec(), place })
    }

    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let first = self.marks.first().map_or(1, |mark| mark.lines.0);
        let annotations = self.marks.iter().map(|mark| {
            let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let text = Some(line(&mark.label.text)).filter(|text| !text.is_empty());
            kind.span(self.window.range(mark.span)).label(text)
        });
        Snippet::source(self.window.text.as_str())
            .path(self.path.as_str())
            .line_start(first)
            .annotations(annotations)
    }
}

/// Puts the file's columns into the headings of the pieces: the renderer counts in the window, where long lines are
/// cut and invisible characters spelled out.
fn set_columns(rendered: &mut String, pieces: &[Piece<'_>]) {
    let mut from = rendered.find('\n').unwrap_or(rendered.len());
    for piece in pieces {
        let heading = format!("{}:{}:", piece.path, piece.place.line);
        let Some(at) = rendered.get(from..).and_then(|rest| rest.find(&heading)) else { continue };
        let start = from + at + heading.len();
        let digits = rendered[start..].bytes().take_while(u8::is_ascii_digit).count();
        rendered.replace_range(start..start + digits, &piece.place.column.to_string());
        from = start;
    }
}

/// The edits as a patch, when they lie close together in one file and do not overlap.
fn suggestion<'a>(item: &'a Diagnostic, map: &'a SourceMap) -> Option<Vec<Element<'a>>> {
    let mut fixes: Vec<&Fix> = item.fixes.iter().collect();
    fixes.sort_by_key(|fix| fix.span);
    let file = map.get(fixes.first()?.span.file)?;
    let spans: Vec<Span> = fixes.iter().map(|fix| sound(fix.span, file)).collect();
    let (first, last) = (spans.first()?, spans.last()?);
    let overlap = spans.windows(2).any(|pair| pair[0].end > pair[1].start);
    let lines = (file.line_column(first.start).line, file.line_column(last.end).line);
    let huge = fixes.iter().any(|fix| fix.replacement.len() > WIDEST);
    let empty = fixes.iter().all(|fix| fix.span.range().is_empty() && fix.replacement.is_empty());
    if first.file != last.file || overlap || lines.1 - lines.0 > LONG || empty || huge {
        return None;
    }
    let window = Window::new(file, lines.0..=lines.1, &spans);
    let patch = |(span, fix): (&Span, &&'a Fix)| Patch::new(window.range(*span), visible(&fix.replacement));
    let patches = spans.iter().zip(&fixes).map(patch);
    let patches: Vec<_> = patches.collect();
    Some(vec![Snippet::source(window.text).line_start(lines.0).patches(patches).into()])
}
