//! Reads JSON (RFC 8259) into a [`Document`], with the place of every key and value.

mod fault;
mod lexer;
#[cfg(test)]
mod tests;

use self::fault::Fault;
use self::lexer::{Lexer, Token};
use super::builder::{Builder, Collection};
use super::node::{Document, Style};
use super::{FileId, SourceMap, Span};
use crate::diag::{Code, Diagnostic, Diagnostics};

/// Reads the file; findings go to `diags`, and what was read before the first syntax error is returned.
///
/// Strings become [`Style::Double`], numbers, `true`, `false` and `null` become [`Style::Plain`] as spelled.
///
/// # Examples
///
/// ```
/// use stubwright_spec::diag::Diagnostics;
/// use stubwright_spec::source::{SourceMap, json};
///
/// let mut map = SourceMap::default();
/// let mut diags = Diagnostics::default();
/// let file = map.add("api.json", "{\"title\": \"\\ud83d\\ude00\", \"n\": 1e3}");
/// let document = json::read(&map, file, &mut diags);
/// assert!(diags.is_empty());
/// assert_eq!(document.len(), 5);
/// ```
#[must_use]
pub fn read(map: &SourceMap, file: FileId, diags: &mut Diagnostics) -> Document {
    let Some(source) = map.get(file) else { return Document::empty(file) };
    let text = source.text();
    let mut reader = Reader {
        lexer: Lexer::new(text),
        file,
        builder: Builder::new(file, diags),
        open: Vec::new(),
        first: true,
    };
    if let Err(stop) = reader.document() {
        let found = match stop {
            Stop::Reported => return reader.builder.finish(),
            Stop::Fault(fault) => fault.diagnostic(text, file, reader.builder.innermost()),
        };
        reader.builder.report(found);
    }
    reader.builder.finish()
}

/// The reason why reading ended early.
enum Stop {
    /// The builder has already reported it.
    Reported,
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<super::builder::Stop> for Stop {
    fn from(_: super::builder::Stop) -> Self {
        Self::Reported
    }
}

struct Reader<'t, 'd> {
    lexer: Lexer<'t>,
    file: FileId,
    builder: Builder<'d>,
    open: Vec<Collection>,
    /// Whether the next item is the first of its collection, which has no comma before it.
    first: bool,
}

impl Reader<'_, '_> {
    /// A loop with its own stack: the depth of the text must not become the depth of the call stack.
    fn document(&mut self) -> Result<(), Stop> {
        if self.lexer.peek().is_none() {
            self.builder.report(
                Diagnostic::new(Code::EmptyFile, Span::new(self.file, 0, 0), "the file is empty")
                    .help("a JSON description is one object: `{ … }`"),
            );
            return Ok(());
        }
        self.value()?;
        while let Some(inside) = self.open.last().copied() {
            self.item(inside)?;
        }
        match self.lexer.peek() {
            None => Ok(()),
            Some(_) => Err(self.lexer.behind().into()),
        }
    }

    /// One item of the innermost collection with the comma before it, or the bracket that closes it.
    fn item(&mut self, inside: Collection) -> Result<(), Stop> {
        let closing = if inside == Collection::Map { b'}' } else { b']' };
        let next = self.lexer.peek();
        if next == Some(closing) {
            self.close();
            return Ok(());
        }
        if !self.first {
            if next != Some(b',') {
                return Err(self.lexer.no_comma(char::from(closing)).into());
            }
            let comma = self.lexer.skip();
            if matches!(self.lexer.peek(), Some(b']' | b'}')) {
                return Err(Fault::TrailingComma(comma).into());
            }
        }
        if inside == Collection::Map {
            self.key()?;
        }
        self.value()
    }

    fn key(&mut self) -> Result<(), Stop> {
        let at = self.lexer.at();
        if self.lexer.peek() != Some(b'"') {
            return Err(self.lexer.no_string(at).into());
        }
        self.scalar()?;
        match self.lexer.peek() {
            Some(b':') => {
                self.lexer.skip();
                Ok(())
            }
            _ => Err(Fault::NoColon(self.lexer.at()).into()),
        }
    }

    fn value(&mut self) -> Result<(), Stop> {
        let what = match self.lexer.peek() {
            Some(b'{') => Collection::Map,
            Some(b'[') => Collection::List,
            _ => {
                self.first = false;
                return self.scalar();
            }
        };
        let at = self.lexer.at();
        self.builder.open(Span::new(self.file, at, at + 1), what)?;
        self.lexer.skip();
        self.open.push(what);
        self.first = true;
        Ok(())
    }

    fn close(&mut self) {
        let end = self.lexer.skip() + 1;
        self.builder.close(Some(Span::new(self.file, end, end).end));
        self.open.pop();
        self.first = false;
    }

    fn scalar(&mut self) -> Result<(), Stop> {
        let Token { bytes, text, quoted } = self.lexer.scalar()?;
        let style = if quoted { Style::Double } else { Style::Plain };
        self.builder.scalar(Span::new(self.file, bytes.start, bytes.end), text, style);
        Ok(())
    }
}
