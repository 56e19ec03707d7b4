//! Types of the sheet, read as far as pairing them with the types of a spec needs.

use stubwright_spec::ast::{TypeExpr, TypeExprKind};

/// A type in the words of the format, without what may be absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expr {
    /// `Item`, `string`.
    Name(String),
    /// `[T]`.
    List(Box<Expr>),
    /// `{T}`.
    Map(Box<Expr>),
    /// `Page<T>`.
    Applied(String, Box<Expr>),
    /// `T | null`.
    Nullable(Box<Expr>),
    /// `T(1..=64)`: the least and the greatest.
    Limited(Box<Expr>, String, String),
    /// Something else.
    Unknown,
}

/// No type is nested more deeply.
pub(super) const DEPTH: usize = 32;

/// Reads a type.
pub(super) fn read(text: &str) -> Expr {
    read_at(text, DEPTH)
}

fn read_at(text: &str, depth: usize) -> Expr {
    let text = text.trim().trim_end_matches('?').trim_end();
    let Some(depth) = depth.checked_sub(1) else { return Expr::Unknown };
    if let Some(inner) = text.strip_suffix("null").map(str::trim_end).and_then(|rest| rest.strip_suffix('|'))
    {
        return Expr::Nullable(Box::new(read_at(inner, depth)));
    }
    if let Some((inner, range)) = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        let (least, most) = range.split_once("..").unwrap_or((range, ""));
        let most = most.strip_prefix('=').unwrap_or(most);
        return Expr::Limited(
            Box::new(read_at(inner, depth)),
            least.trim().to_owned(),
            most.trim().to_owned(),
        );
    }
    let within = |open: char, close: char| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if let Some(inner) = within('[', ']') {
        return Expr::List(Box::new(read_at(inner, depth)));
    }
    if let Some(inner) = within('{', '}') {
        return Expr::Map(Box::new(read_at(inner, depth)));
    }
    match text.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
        Some((name, inner)) => Expr::Applied(name.trim().to_owned(), Box::new(read_at(inner, depth))),
        None if text.chars().all(is_word) && !text.is_empty() => Expr::Name(text.to_owned()),
        None => Expr::Unknown,
    }
}

/// The type of a spec in the same form.
pub(super) fn of(ty: &TypeExpr) -> Expr {
    of_at(ty, DEPTH)
}

fn of_at(ty: &TypeExpr, depth: usize) -> Expr {
    let Some(depth) = depth.checked_sub(1) else { return Expr::Unknown };
    let inner = |ty: &TypeExpr| Box::new(of_at(ty, depth));
    match &ty.kind {
        TypeExprKind::Name(name) => Expr::Name(name.clone()),
        TypeExprKind::List(item) => Expr::List(inner(item)),
        TypeExprKind::Map(item) => Expr::Map(inner(item)),
        TypeExprKind::Applied(name, item) => Expr::Applied(name.value.clone(), inner(item)),
        TypeExprKind::Nullable(item) => Expr::Nullable(inner(item)),
        TypeExprKind::Limited(item, range) => {
            let end = |end: &Option<String>| end.clone().unwrap_or_default();
            Expr::Limited(inner(item), end(&range.least), end(&range.most))
        }
        TypeExprKind::Broken => Expr::Unknown,
    }
}

/// The names in a type, in their order.
pub(super) fn names(ty: &str) -> impl Iterator<Item = &str> {
    ty.split(|c: char| !is_word(c)).filter(|word| word.starts_with(char::is_alphabetic))
}

/// The type with other names.
pub(super) fn renamed(ty: &str, name: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(ty.len());
    let mut rest = ty;
    while !rest.is_empty() {
        let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(word);
        out.push_str(&name(head).unwrap_or_else(|| head.to_owned()));
        let next = tail.find(is_word).unwrap_or(tail.len());
        let (signs, tail) = tail.split_at(next);
        out.push_str(signs);
        rest = tail;
    }
    out
}

/// The name of a type without its parameter.
pub(super) fn base(name: &str) -> &str {
    name.split_once('<').map_or(name, |(name, _)| name).trim()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
