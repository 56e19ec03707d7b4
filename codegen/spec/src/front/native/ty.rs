//! The type notation: `string`, `Signer`, `[Signer]`, `{i64}`, `Page<Signer>`, `string(1..=64)`, `date | null`, and `?`
//! for what may be absent.

use super::read::shorten;
use crate::ast::{Range, TypeExpr, TypeExprKind};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::foreign;
use crate::source::node::{Cursor, Scalar, Shape, Style};
use crate::source::{Span, Spanned};

/// A type and whether a trailing `?` makes it optional.
pub(super) struct Notation {
    pub(super) ty: TypeExpr,
    pub(super) optional: bool,
}

/// Reads a type: YAML's own `[T]` and `{T}`, or text in the notation.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Notation {
    read_at(0, cursor, diags)
}

fn read_at(depth: usize, cursor: Cursor<'_>, diags: &mut Diagnostics) -> Notation {
    let span = cursor.span();
    match cursor.shape() {
        Shape::Scalar(scalar) => from_text(depth, scalar, diags),
        Shape::Sequence(_) if depth >= MAX_DEPTH => {
            broken(span, &too_deep(), "give the inner part a name, with an alias under `types:`", diags)
        }
        Shape::Sequence(items) => match items.as_slice() {
            [item] => {
                let item = read_at(depth + 1, *item, diags);
                let item = no_mark(item, diags);
                required(span, TypeExprKind::List(Box::new(item)))
            }
            _ => broken(
                span,
                "a list type must have exactly one element type",
                "write `[T]`, such as `[string]`",
                diags,
            ),
        },
        Shape::Mapping(entries) => match entries.as_slice() {
            [(name, value)] if value.scalar().is_some_and(|value| value.is_null()) => {
                let item = from_text(depth + 1, *name, diags);
                required(span, TypeExprKind::Map(Box::new(no_mark(item, diags))))
            }
            _ => broken(
                span,
                "expected a type, found a map of keys",
                "declare the struct under `types:` and write its name here",
                diags,
            ),
        },
    }
}

/// Whether a map is the `{T}` of the notation and not the long form of a field.
pub(super) fn is_map_type(cursor: Cursor<'_>) -> bool {
    match cursor.shape() {
        Shape::Mapping(entries) => {
            matches!(entries.as_slice(), [(_, value)] if value.scalar().is_some_and(|value| value.is_null()))
        }
        _ => false,
    }
}

/// Elements of lists and maps are never absent, so `?` has no meaning there.
fn no_mark(notation: Notation, diags: &mut Diagnostics) -> TypeExpr {
    if notation.optional {
        diags.push(
            Diagnostic::new(Code::BadType, notation.ty.span, "an element of a list or map cannot be absent")
                .help(
                    "remove the `?`; to make the whole list optional, put `?` on the key: `tags?: [string]`",
                ),
        );
    }
    notation.ty
}

fn required(span: Span, kind: TypeExprKind) -> Notation {
    Notation { ty: TypeExpr { span: span.into(), kind }, optional: false }
}

fn broken(span: Span, message: &str, help: &str, diags: &mut Diagnostics) -> Notation {
    diags.push(Diagnostic::new(Code::BadType, span, message).help(help));
    required(span, TypeExprKind::Broken)
}

fn from_text(depth: usize, scalar: Scalar<'_>, diags: &mut Diagnostics) -> Notation {
    if scalar.is_null() {
        return broken(
            scalar.span,
            "expected a type, found nothing",
            "write the type, such as `string`",
            diags,
        );
    }
    let mut parser = Parser { text: scalar.text, scalar, at: 0 };
    match parser.marked(depth) {
        Ok((ty, optional)) if parser.rest().trim().is_empty() => Notation { ty, optional },
        Ok(_) => {
            let rest = shorten(parser.rest().trim());
            required(scalar.span, parser.report(&format!("unexpected `{rest}` after the type"), diags))
        }
        Err(refusal) => required(scalar.span, parser.refuse(&refusal, diags)),
    }
}

/// Deepest nesting of lists and maps in one type; no API has more than a few, and every pass recurses over them.
const MAX_DEPTH: usize = 32;

fn too_deep() -> String {
    format!("lists and maps are nested more than {MAX_DEPTH} levels deep")
}

struct Parser<'a> {
    text: &'a str,
    scalar: Scalar<'a>,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, wanted: &str) -> bool {
        self.skip_blanks();
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// The longest run of characters of one kind.
    fn take(&mut self, is_part: fn(char) -> bool) -> &'a str {
        self.skip_blanks();
        let rest = self.rest();
        let found = &rest[..rest.find(|c: char| !is_part(c)).unwrap_or(rest.len())];
        self.at += found.len();
        found
    }

    /// A type with its marks: a range, `?`, `| null`.
    fn marked(&mut self, depth: usize) -> Result<(TypeExpr, bool), Refusal> {
        self.skip_blanks();
        let start = self.at;
        let mut ty = self.plain(depth)?;
        let open = self.at;
        if self.eat("(") {
            let range = self.range(open)?;
            ty = self.since(start, TypeExprKind::Limited(Box::new(ty), range));
        }
        let optional = self.eat("?");
        if optional {
            ty.span = self.scalar.part(start, self.at).into();
        }
        if self.eat("|") {
            if self.take(is_word) != "null" {
                return Err(Refusal::new(
                    "only `null` can follow `|`",
                    "for one of several types, declare a `union:` under `types:`",
                ));
            }
            ty = self.since(start, TypeExprKind::Nullable(Box::new(ty)));
        }
        Ok((ty, optional))
    }

    /// The type that was read from `start` on.
    fn since(&self, start: usize, kind: TypeExprKind) -> TypeExpr {
        TypeExpr { span: self.scalar.part(start, self.at).into(), kind }
    }

    fn plain(&mut self, depth: usize) -> Result<TypeExpr, Refusal> {
        if depth > MAX_DEPTH {
            return Err(Refusal::new(too_deep(), NOTATION));
        }
        let start = self.at;
        if self.eat("[") {
            let inner = self.inner(Close::List, depth)?;
            return Ok(self.since(start, TypeExprKind::List(inner)));
        }
        if self.eat("{") {
            let inner = self.inner(Close::Map, depth)?;
            return Ok(self.since(start, TypeExprKind::Map(inner)));
        }
        let name = self.take(is_word);
        if name.is_empty() {
            let found = self.rest().chars().next().map_or(String::from("nothing"), |c| format!("`{c}`"));
            return Err(Refusal::new(format!("expected a type, found {found}"), NOTATION));
        }
        let name = Spanned::new(name.to_owned(), self.scalar.part(start, self.at));
        if self.eat("<") {
            let is_map = foreign::Generic::of(&name.value) == Some(foreign::Generic::Map);
            let close = if is_map { Close::ForeignMap } else { Close::Generic };
            let inner = self.inner(close, depth)?;
            return Ok(self.since(start, TypeExprKind::Applied(name, inner)));
        }
        Ok(TypeExpr { span: name.span.into(), kind: TypeExprKind::Name(name.value) })
    }

    fn inner(&mut self, close: Close, depth: usize) -> Result<Box<TypeExpr>, Refusal> {
        let (ty, optional) = self.marked(depth + 1)?;
        if optional {
            return Err(Refusal::new(
                "an element of a list or map cannot be absent",
                "remove the `?`; write `T | null` if it can be null",
            ));
        }
        if !self.eat(close.bracket()) {
            return Err(self.open(close, depth));
        }
        Ok(Box::new(ty))
    }

    /// Why a bracket has no end where it should. After the type of keys, which other languages write, is that of values.
    fn open(&mut self, close: Close, depth: usize) -> Refusal {
        let missing = Refusal::new(format!("missing `{}`", close.bracket()), NOTATION);
        let between = match close {
            Close::Map => ":",
            Close::ForeignMap => ",",
            Close::Generic if self.eat(",") => {
                return Refusal::new(
                    "a generic type has one type argument",
                    "declare a struct for several types: `Pair<T>: {first: T, second: string}`",
                );
            }
            Close::List | Close::Generic => return missing,
        };
        if !self.eat(between) {
            return missing;
        }
        self.skip_blanks();
        let start = self.at;
        let Ok((ty, _)) = self.marked(depth + 1) else { return missing };
        let value = self.text.get(start..self.at).unwrap_or_default();
        if !self.eat(close.bracket()) {
            return missing;
        }
        let is_foreign = |name: &str| foreign::Generic::of(name).is_some() || foreign::scalar(name).is_some();
        let value = match &ty.kind {
            TypeExprKind::Applied(name, _) if is_foreign(name) => "T",
            TypeExprKind::Name(name) => foreign::scalar(name).unwrap_or(value),
            _ => value,
        };
        Refusal::new("the type of keys is never written", foreign::map_of(value))
    }

    /// `1..=64`, `1..`, `..=64`, after the bracket at `open`.
    fn range(&mut self, open: usize) -> Result<Range, Refusal> {
        let least = self.end();
        if !self.eat("..") {
            return Err(Refusal::new("the parentheses do not contain a range", RANGES));
        }
        let most = if self.eat("=") { self.end() } else { None };
        if !self.eat(")") {
            return Err(Refusal::new("the range must end with `)`", RANGES));
        }
        if least.is_none() && most.is_none() {
            return Err(Refusal::new("a range must have at least one bound", RANGES));
        }
        Ok(Range { span: self.scalar.part(open, self.at).into(), least, most })
    }

    /// One end of a range: `64`, `-1`, `0.01`. The dots of the range are not part of it.
    fn end(&mut self) -> Option<String> {
        self.skip_blanks();
        let rest = self.rest();
        let stop = rest.find("..").unwrap_or(rest.len());
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.');
        let length = rest[..stop].find(|c| !is_part(c)).unwrap_or(stop);
        self.at += length;
        (length > 0).then(|| rest[..length].to_owned())
    }

    /// Reports text after the type.
    fn report(&self, message: &str, diags: &mut Diagnostics) -> TypeExprKind {
        let plain = self.scalar.style == Style::Plain;
        let help = match self.rest().trim_start().chars().next() {
            Some('?') => "`?` goes after the whole type, or better, after the key: `tags?: [string]`",
            Some('(') => "a range goes before the `?`: `string(1..=64)?`",
            Some(':') if plain => "YAML requires a space after the colon: `name: string`",
            Some('-') if plain => "type names consist of letters, digits and `_`",
            _ => NOTATION,
        };
        if let Some(word) = foreign::scalar(self.text.trim()) {
            let message = format!("`{}` is not a type", shorten(self.scalar.text));
            let found = Diagnostic::new(Code::BadType, self.scalar.span, message);
            let found = found.help(format!("the format calls it `{word}`"));
            diags.push(if plain { found.fix(self.scalar.span, word, Applicability::Guess) } else { found });
            return TypeExprKind::Broken;
        }
        let help = self.brackets().map_or_else(|| help.to_owned(), |list| format!("write `{list}`"));
        self.refuse(&Refusal::new(message, help), diags)
    }

    /// The list that is written `T[]` in other languages.
    fn brackets(&self) -> Option<String> {
        let mut list = self.text.get(..self.at)?.trim().to_owned();
        let mut rest = self.rest().trim_start();
        while let Some(after) = rest.strip_prefix("[]") {
            (list, rest) = (format!("[{list}]"), after);
        }
        let is_list = self.rest().trim_start().len() > rest.len();
        is_list.then(|| format!("{list}{rest}"))
    }

    fn refuse(&self, refusal: &Refusal, diags: &mut Diagnostics) -> TypeExprKind {
        let message = format!("`{}` is not a type: {}", shorten(self.scalar.text), refusal.message);
        diags.push(Diagnostic::new(Code::BadType, self.scalar.span, message).help(&refusal.help));
        TypeExprKind::Broken
    }
}

/// The brackets around a type.
#[derive(Clone, Copy)]
enum Close {
    List,
    Map,
    /// Of a generic type.
    Generic,
    /// Of a map as other languages write it.
    ForeignMap,
}

impl Close {
    fn bracket(self) -> &'static str {
        match self {
            Self::List => "]",
            Self::Map => "}",
            Self::Generic | Self::ForeignMap => ">",
        }
    }
}

/// The reason why a text is not a type, and what to write instead.
struct Refusal {
    message: String,
    help: String,
}

impl Refusal {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

const NOTATION: &str = "a type is a scalar (`string`), a name (`Signer`), a list (`[T]`), a map (`{T}`) or a generic type (`Page<T>`)";

const RANGES: &str = "a range is `(1..=64)`, `(1..)` or `(..=64)`, with inclusive bounds";

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
