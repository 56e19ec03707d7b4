//! Expressions on as many lines as they need, by the rules of rustfmt with its default configuration (style edition
//! 2024). A test runs rustfmt on everything that is printed, and it changes nothing.

#[cfg(test)]
mod tests;

use super::flat::{Flat, Joined, head};
use super::literal;
use super::scope::FileScope;
use super::width::width;
use crate::plan::syntax::{Closure, Expr};

/// `max_width`: the widest line.
pub(super) const MAX_WIDTH: usize = 100;
/// `fn_call_width`: the widest list of arguments on one line.
const CALL_WIDTH: usize = 60;
/// `array_width`: the widest list of items on one line.
const ARRAY_WIDTH: usize = 60;
/// `chain_width`: the widest chain of methods on one line.
const CHAIN_WIDTH: usize = 60;
/// `attr_fn_like_width`: the widest list of arguments of an attribute on one line.
pub(super) const ATTRIBUTE_WIDTH: usize = 70;
/// `struct_lit_width`: the widest list of fields on one line.
pub(super) const STRUCT_WIDTH: usize = 18;
/// `short_array_element_width_threshold`: items up to this width share lines.
const SHORT_ITEM: usize = 10;
/// `tab_spaces`: the width of an indentation.
pub(super) const TAB: usize = 4;

/// Where an expression starts, and how much of its last line something else takes.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// The indentation of the line, in columns.
    pub(super) indent: usize,
    /// The columns between the indentation and the expression.
    pub(super) offset: usize,
    /// The columns that the last line has to leave.
    pub(super) reserve: usize,
}

impl Shape {
    fn width(self) -> usize {
        MAX_WIDTH.saturating_sub(self.indent + self.offset + self.reserve)
    }

    /// On the next line, one indentation further in.
    fn inside(self, reserve: usize) -> Self {
        Self { indent: self.indent + TAB, offset: 0, reserve }
    }

    fn after(self, columns: usize) -> Self {
        Self { offset: self.offset + columns, ..self }
    }
}

/// Whether an atom that is too wide for its line is printed all the same. rustfmt leaves such an expression as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Overflow {
    /// It is not.
    Refused,
    /// It is.
    Allowed,
}

/// Lays out expressions.
#[derive(Clone, Copy)]
pub(super) struct Layout<'s> {
    pub(super) scope: &'s FileScope,
    pub(super) overflow: Overflow,
}

/// A part of a chain after its root: `.method(arguments)`, `.field`, `?`.
struct Link<'e> {
    /// `None` where only a `?` follows the root.
    expr: Option<&'e Expr>,
    /// How many `?` follow.
    tries: usize,
}

impl Layout<'_> {
    /// An expression; `None` if its atoms are too wide for the lines they are on.
    pub(super) fn expr(self, expr: &Expr, shape: Shape) -> Option<String> {
        if self.width(expr).is_some_and(|width| width <= shape.width()) {
            return Some(self.flat(expr));
        }
        if shape.width() == 0 {
            // There is no room for anything, on however many lines.
            return (self.overflow == Overflow::Allowed).then(|| self.flat(expr));
        }
        match expr {
            Expr::Path(_)
            | Expr::Text(_)
            | Expr::Raw(_)
            | Expr::Integer(_)
            | Expr::Float(_)
            | Expr::Flag(_) => (self.overflow == Overflow::Allowed).then(|| self.flat(expr)),
            Expr::Prefix(sign, inner) => {
                Some(format!("{sign}{}", self.expr(inner, shape.after(sign.len()))?))
            }
            Expr::Infix(..) => self.infix(expr, shape),
            Expr::Array(items) => self.delimited("[", items, "]", shape),
            Expr::Tuple(items) => self.delimited("(", items, ")", shape),
            Expr::Call(function, arguments) => self.arguments(&self.flat(&**function), arguments, shape),
            Expr::Format(text, arguments) => {
                let all: Vec<Expr> =
                    std::iter::once(Expr::Text(text.clone())).chain(arguments.iter().cloned()).collect();
                self.arguments("format!", &all, shape)
            }
            Expr::Closure(closure) => self.closure(closure, shape),
            Expr::Method(..) | Expr::Field(..) | Expr::Try(_) => self.chain(expr, shape),
        }
    }

    fn flat(self, what: &impl Flat) -> String {
        let mut out = String::new();
        what.flat(self.scope, &mut out);
        out
    }

    /// The width of an expression on one line; `None` if rustfmt breaks it wherever it is.
    fn width(self, expr: &Expr) -> Option<usize> {
        Some(match expr {
            Expr::Text(text) => literal::string_width(text),
            Expr::Raw(text) if text.contains('\n') => return None,
            Expr::Path(_) | Expr::Integer(_) | Expr::Float(_) | Expr::Flag(_) | Expr::Raw(_) => {
                width(&self.flat(expr))
            }
            Expr::Prefix(sign, inner) => sign.len() + self.width(inner)?,
            Expr::Infix(left, sign, right) => self.width(left)? + sign.len() + 2 + self.width(right)?,
            Expr::Array(items) => 2 + self.list_width(items, ARRAY_WIDTH)?,
            Expr::Tuple(items) => 2 + self.list_width(items, CALL_WIDTH)?,
            Expr::Call(function, arguments) => {
                self.width(function)? + 2 + self.list_width(arguments, CALL_WIDTH)?
            }
            Expr::Format(text, arguments) => {
                let text = literal::string_width(text);
                let more = match arguments.as_slice() {
                    [] => return Some("format!()".len() + text),
                    arguments => 2 + self.list_width(arguments, CALL_WIDTH)?,
                };
                if text + more > CALL_WIDTH {
                    return None;
                }
                "format!()".len() + text + more
            }
            Expr::Closure(closure) => {
                let mut text = String::new();
                head(closure, self.scope, &mut text);
                width(&text) + self.width(&closure.body)?
            }
            Expr::Method(..) | Expr::Field(..) | Expr::Try(_) => self.chain_width(expr)?,
        })
    }

    fn chain_width(self, expr: &Expr) -> Option<usize> {
        let (root, links) = chain_of(expr);
        let mut total = self.width(root)?;
        for Link { expr, tries } in &links {
            total += tries;
            total += match expr {
                Some(Expr::Method(_, method, arguments)) => {
                    1 + method.len() + 2 + self.list_width(arguments, CALL_WIDTH)?
                }
                Some(Expr::Field(_, field)) => 1 + width(field.as_str()),
                _ => 0,
            };
            if links.len() > 1 && total > CHAIN_WIDTH {
                return None;
            }
        }
        Some(total)
    }

    /// The width of a list on one line, if it is not wider than rustfmt lets it be.
    fn list_width(self, items: &[Expr], most: usize) -> Option<usize> {
        let mut total = items.len().saturating_sub(1) * 2;
        for item in items {
            total += self.width(item)?;
        }
        let is_free = items.is_empty() || matches!(items, [only] if !is_nested_call(only));
        (is_free || total <= most).then_some(total)
    }

    /// `a` and, each on its own line, `&& b`.
    fn infix(self, expr: &Expr, shape: Shape) -> Option<String> {
        let Expr::Infix(left, sign, right) = expr else { return None };
        let indent = " ".repeat(shape.indent + TAB);
        let left = match &**left {
            Expr::Infix(_, other, _) if other == sign => self.infix(left, Shape { reserve: 0, ..shape })?,
            left => self.expr(left, Shape { reserve: 0, ..shape })?,
        };
        let right = self.expr(right, shape.inside(shape.reserve).after(sign.len() + 1))?;
        Some(format!("{left}\n{indent}{sign} {right}"))
    }

    /// A list on several lines: short items share them.
    fn listed(self, open: &str, items: &[Expr], close: &str, shape: Shape) -> Option<String> {
        let inside = shape.inside(1);
        let pad = " ".repeat(inside.indent);
        let mut out = format!("{open}\n{pad}");
        let texts = items.iter().map(|item| self.expr(item, inside)).collect::<Option<Vec<String>>>()?;
        let is_simple = |item: &Expr| match item {
            Expr::Path(_) | Expr::Text(_) | Expr::Integer(_) | Expr::Float(_) | Expr::Flag(_) => true,
            Expr::Prefix(_, inner) => matches!(**inner, Expr::Path(_) | Expr::Text(_) | Expr::Integer(_)),
            _ => false,
        };
        let is_filled = items.iter().all(is_simple) && texts.iter().all(|text| width(text) <= SHORT_ITEM);
        let mut column = inside.indent;
        for (index, text) in texts.iter().enumerate() {
            let is_last = index + 1 == texts.len();
            let taken = width(text) + 1;
            // Lines that are filled leave one column.
            if index > 0 && (!is_filled || column + 1 + taken >= MAX_WIDTH) {
                out.push('\n');
                out.push_str(&pad);
                column = inside.indent;
            } else if index > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(text);
            out.push(',');
            column += taken;
            if is_last {
                out.push('\n');
            }
        }
        out.push_str(&" ".repeat(shape.indent));
        out.push_str(close);
        Some(out)
    }

    /// `function(arguments)`, with the last argument over several lines where it is a closure or the only one.
    fn arguments(self, function: &str, arguments: &[Expr], shape: Shape) -> Option<String> {
        self.delimited(&format!("{function}("), arguments, ")", shape)
    }

    fn delimited(self, open: &str, arguments: &[Expr], close: &'static str, shape: Shape) -> Option<String> {
        let start = shape.after(width(open));
        if let Some((last, others)) = arguments.split_last()
            && self.may_overflow(last, others.is_empty())
            && others.iter().all(|other| self.width(other).is_some())
        {
            let mut text = open.to_owned();
            for other in others {
                text.push_str(&self.flat(other));
                text.push_str(", ");
            }
            let before = width(&text) - width(open);
            let mut place = Shape { reserve: shape.reserve + 1, ..start.after(before) };
            if !others.is_empty() || is_nested_call(last) {
                let most = CALL_WIDTH.saturating_sub(before);
                place.reserve += place.width().saturating_sub(most);
            }
            let combines = others.is_empty() && width(open) <= TAB;
            let overflowed = match last {
                // Whether its first line fits is known before its body is laid out. A closure that does not fit then
                // has even less room on a line of its own.
                Expr::Closure(closure) if self.head_width(closure) + 1 > place.width() => None,
                Expr::Closure(_) => Some(self.expr(last, place)?),
                last if is_chain(last) && !combines => {
                    let fits = self.width(last).is_some_and(|width| width <= place.width());
                    fits.then(|| self.flat(last))
                }
                last => self.expr(last, place),
            };
            let vertical = || others.is_empty().then(|| self.expr(last, shape.inside(1))).flatten();
            if let Some(overflowed) = overflowed
                && first_width(&overflowed) + before <= CALL_WIDTH.min(start.width() + before)
            {
                // Where the only argument takes two lines here but one on its own, it gets that one.
                let is_better_alone =
                    overflowed.lines().count() == 2 && vertical().is_some_and(|text| !text.contains('\n'));
                if !is_better_alone {
                    text.push_str(&overflowed);
                    text.push_str(close);
                    return Some(text);
                }
            }
        }
        self.listed(open, arguments, close, shape)
    }

    /// Whether the last argument may go on over several lines without a line of its own.
    fn may_overflow(self, last: &Expr, is_only: bool) -> bool {
        match last {
            Expr::Closure(_) => true,
            Expr::Prefix(_, inner) => self.may_overflow(inner, is_only),
            Expr::Try(inner) => self.may_overflow(inner, is_only),
            Expr::Array(_) | Expr::Call(..) | Expr::Method(..) | Expr::Tuple(_) | Expr::Format(..) => is_only,
            _ => false,
        }
    }

    /// `|item| {`, the body on lines of its own, `}`.
    fn closure(self, closure: &Closure, shape: Shape) -> Option<String> {
        let mut text = String::new();
        head(closure, self.scope, &mut text);
        let inside = shape.inside(0);
        let body = self.expr(&closure.body, inside)?;
        let (pad, end) = (" ".repeat(inside.indent), " ".repeat(shape.indent));
        Some(format!("{text}{{\n{pad}{body}\n{end}}}"))
    }

    /// A root and what is called on it, each on its own line.
    fn chain(self, expr: &Expr, shape: Shape) -> Option<String> {
        let (root, links) = chain_of(expr);
        let mut rest = links.as_slice();
        let mut text = self.expr(root, shape)?;
        let mut is_extendable = text.contains('\n');
        let tab = TAB.saturating_sub(shape.offset);
        while width(&text) <= tab && !text.contains('\n') {
            let Some((first, others)) = rest.split_first() else { break };
            text.push_str(&self.link(first, shape.after(width(&text)))?);
            is_extendable = text.contains('\n') && extends(&text);
            rest = others;
        }
        let Some((last, others)) = rest.split_last() else { return Some(text) };
        let child = if is_extendable { Shape { offset: 0, ..shape } } else { shape.inside(shape.reserve) };
        let pad = " ".repeat(child.indent);
        let mut parts = vec![text];
        for link in others {
            parts.push(self.link(link, Shape { reserve: 0, ..child })?);
        }
        let all_fit = parts.iter().all(|part| !part.contains('\n'));
        let almost: usize = parts.iter().map(|part| width(part)).sum::<usize>() + last.tries;
        let budget = if links.len() == 1 { shape.width() } else { shape.width().min(CHAIN_WIDTH) };
        let budget = budget.saturating_sub(almost);
        let may_be_here = all_fit && budget > 0 && self.first_width_at_least(last) <= budget;
        let here = may_be_here.then(|| self.link(last, shape.after(almost)));
        let here = match here {
            Some(None) if is_closure(last) => return None,
            here => here.flatten(),
        };
        let here = here.filter(|text| first_width(text) <= budget);
        let lines = here.as_ref().map_or(0, |text| text.lines().count());
        // It is not laid out twice without need: a nested one would be laid out four times, and so on.
        let own = if lines < 5 { self.link(last, child) } else { None };
        match (here, own) {
            (Some(here), own) if own.as_ref().is_none_or(|own| own.lines().count() >= lines) => {
                parts.push(here);
                Some(parts.concat())
            }
            (_, own) => {
                parts.push(own?);
                Some(parts.join(&format!("\n{pad}")))
            }
        }
    }

    fn head_width(self, closure: &Closure) -> usize {
        let mut text = String::new();
        head(closure, self.scope, &mut text);
        width(&text)
    }

    /// The least width of the first line of a link.
    fn first_width_at_least(self, link: &Link<'_>) -> usize {
        match link.expr {
            Some(Expr::Method(_, method, arguments)) => match arguments.as_slice() {
                [Expr::Closure(closure)] => 2 + method.len() + self.head_width(closure) + 1,
                _ => 1 + method.len(),
            },
            _ => 0,
        }
    }

    fn link(self, link: &Link<'_>, shape: Shape) -> Option<String> {
        let tries = "?".repeat(link.tries);
        let text = match link.expr {
            Some(Expr::Method(_, method, arguments)) => {
                let head = format!(".{method}");
                let list = self.list_width(arguments, CALL_WIDTH);
                let taken = head.len() + 2 + tries.len();
                if list.is_some_and(|list| taken + list <= shape.width()) {
                    let mut text = head + "(";
                    Joined(arguments, ", ").flat(self.scope, &mut text);
                    text + ")"
                } else if arguments.is_empty() {
                    return (self.overflow == Overflow::Allowed).then(|| format!("{head}(){tries}"));
                } else {
                    self.arguments(&head, arguments, shape)?
                }
            }
            Some(Expr::Field(_, field)) => format!(".{field}"),
            _ => String::new(),
        };
        Some(text + &tries)
    }
}

/// The root of a chain, and its links from left to right.
fn chain_of(expr: &Expr) -> (&Expr, Vec<Link<'_>>) {
    let (mut at, mut links, mut tries) = (expr, Vec::new(), 0);
    loop {
        match at {
            Expr::Method(inner, ..) | Expr::Field(inner, _) => {
                links.push(Link { expr: Some(at), tries });
                tries = 0;
                at = inner;
            }
            Expr::Try(inner) => {
                tries += 1;
                at = inner;
            }
            root => {
                if tries > 0 {
                    links.push(Link { expr: None, tries });
                }
                links.reverse();
                return (root, links);
            }
        }
    }
}

/// Whether the only item of a list is a call, which gets less room.
fn is_nested_call(expr: &Expr) -> bool {
    match expr {
        Expr::Call(..) | Expr::Format(..) => true,
        Expr::Prefix(_, inner) | Expr::Try(inner) => is_nested_call(inner),
        _ => false,
    }
}

/// Whether a link is a method of one closure. Code that does not fit in it has even less room when the link is on its
/// own line.
fn is_closure(link: &Link<'_>) -> bool {
    let Some(Expr::Method(_, _, arguments)) = link.expr else { return false };
    matches!(arguments.as_slice(), [Expr::Closure(_)])
}

fn is_chain(expr: &Expr) -> bool {
    match expr {
        Expr::Method(..) => true,
        Expr::Prefix(_, inner) | Expr::Try(inner) => is_chain(inner),
        _ => false,
    }
}

/// Whether the last line only closes what was opened before, so that something can follow on it.
pub(super) fn extends(text: &str) -> bool {
    text.lines()
        .last()
        .is_some_and(|last| last.chars().all(|c| matches!(c, '(' | ')' | ']' | '}' | '>' | '?' | ' ')))
}

/// How far the last line is indented.
pub(super) fn last_indent(text: &str) -> usize {
    text.lines().last().map_or(0, |last| last.len() - last.trim_start().len())
}

fn first_width(text: &str) -> usize {
    width(text.lines().next().unwrap_or_default())
}

/// The value after `=` or `:`: on the same line, or on the next one where that looks better.
pub(super) fn value(scope: &FileScope, expr: &Expr, shape: Shape) -> String {
    let strict = Layout { scope, overflow: Overflow::Refused };
    let here = strict.expr(expr, shape);
    if let Some(text) = &here
        && !text.contains('\n')
    {
        return format!(" {text}");
    }
    let inside = shape.inside(shape.reserve);
    // A list that takes several lines there opens in the same way and is not shorter.
    let is_list = matches!(expr, Expr::Array(_) | Expr::Call(..) | Expr::Tuple(_));
    let is_no_better = is_list && strict.width(expr).is_none_or(|width| width > inside.width());
    if let Some(text) = here.as_ref().filter(|_| is_no_better) {
        return format!(" {text}");
    }
    let next = strict.expr(expr, inside);
    let below = |text: &str| format!("\n{}{text}", " ".repeat(shape.indent + TAB));
    match (here, next) {
        (Some(here), Some(next)) if is_better_below(&here, &next) => below(&next),
        (Some(here), _) => format!(" {here}"),
        (None, Some(next)) => below(&next),
        (None, None) => {
            let lenient = Layout { scope, overflow: Overflow::Allowed };
            let text = lenient.expr(expr, shape).unwrap_or_default();
            if text.contains('\n') { format!(" {text}") } else { below(&text) }
        }
    }
}

fn is_better_below(here: &str, below: &str) -> bool {
    let lines = |text: &str| text.lines().count();
    let opens = |text: &str, c: char| text.lines().next().unwrap_or_default().ends_with(c);
    !below.contains('\n')
        || lines(here) > lines(below) + 1
        || ['(', '{', '['].iter().any(|c| opens(here, *c) && !opens(below, *c))
}
