//! Why no request has the paths of a rule: the finding about the request in which they lead furthest.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::places::{Miss, Reason, Walker};
use crate::ast::preflight::{Path, PathSpelling, StepKind, is_odd};
use crate::diag::{Applicability, Code, Diagnostic};
use crate::model::preflight::EndpointId;
use crate::model::{Api, Direction, Endpoint, Field, Type, dump};
use crate::resolve::names::Names;
use crate::source::Span;

/// The misses of one rule that lead furthest.
#[derive(Default)]
pub(super) struct Misses<'p> {
    furthest: Vec<(EndpointId, Box<Miss<'p>>)>,
    endpoints: usize,
}

/// Nobody reads a guess among the names of more requests than these.
const MOST: usize = 20;

impl<'p> Misses<'p> {
    pub(super) fn is_empty(&self) -> bool {
        self.furthest.is_empty()
    }

    /// Whether a path ends at a type that could not be resolved, so that nobody knows whether it leads on.
    pub(super) fn is_unknown(&self) -> bool {
        self.furthest.iter().any(|(_, miss)| matches!(miss.reason, Reason::Unknown))
    }

    /// The name that no request has as its first step: every path that begins with it has the same mistake.
    pub(super) fn unknown_name(&self) -> Option<&'p str> {
        let (_, miss) = self.furthest.first().filter(|(_, miss)| matches!(miss.reason, Reason::NoParam))?;
        match &miss.path.steps.get(miss.depth.1)?.kind {
            StepKind::Key(name) => Some(name),
            _ => None,
        }
    }

    /// Keeps a miss if none leads further.
    pub(super) fn add(&mut self, endpoint: EndpointId, miss: Box<Miss<'p>>) {
        self.endpoints += 1;
        let furthest = self.furthest.first().map(|(_, furthest)| furthest.depth);
        match furthest.map(|furthest| miss.depth.cmp(&furthest)) {
            Some(Ordering::Less) => {}
            Some(Ordering::Equal) if self.furthest.len() >= MOST => {}
            Some(Ordering::Equal) => self.furthest.push((endpoint, miss)),
            Some(Ordering::Greater) | None => self.furthest = vec![(endpoint, miss)],
        }
    }

    /// The names that are possible where the furthest paths end.
    fn names<'a>(&self, walker: &Walker<'a>) -> Vec<&'a str> {
        let names = self.furthest.iter().flat_map(|(endpoint, miss)| match miss.reason {
            Reason::NoParam => walker.first_names(*endpoint),
            Reason::NoField(id) => walker.field_names(id),
            _ => Vec::new(),
        });
        let mut seen = BTreeSet::new();
        names.filter(|name| seen.insert(*name)).collect()
    }

    /// The finding; `code` is that of the row.
    pub(super) fn report(self, walker: &Walker<'_>, code: &str, names: &Names<'_>) -> Option<Diagnostic> {
        let known = self.names(walker);
        let (api, count) = (walker.api, self.endpoints);
        let (endpoint, miss) = self.furthest.into_iter().next()?;
        let Miss { depth, path, reason } = *miss;
        let endpoint = &api.endpoints[endpoint];
        let at = path.steps.get(depth.1);
        let span = *at.map_or(path.span, |step| step.span);
        let before = path.upto(depth.1);
        let name = match at.map(|step| &step.kind) {
            Some(StepKind::Key(name)) => name.as_str(),
            _ => "",
        };
        let new = |message: String| Diagnostic::new(Code::UnknownField, span, message);
        if let Some(field) = received(api, &reason, endpoint, name) {
            let found = new(format!("the field `{name}` is in responses only"));
            return Some(not_sent(found, field));
        }
        let endpoint = endpoint.name.as_str();
        let found = match reason {
            Reason::NoParam if count > 1 => {
                let found = new(format!("no request that can fail with `{code}` has `{name}`"));
                return Some(guess(found, &known, name, path, span, names));
            }
            Reason::NoParam => guess(
                new(format!("the request of `{endpoint}` has no `{name}`")),
                &known,
                name,
                path,
                span,
                names,
            ),
            Reason::NoField(id) => {
                let owner = api.types[id].name.as_str();
                guess(new(format!("`{owner}` has no field `{name}`")), &known, name, path, span, names)
            }
            Reason::Items(ty) => items(new, &ty, path, depth.1),
            Reason::NoList(ty) => {
                let found = new(format!("`{before}` is `{}`, which is not a list", dump::ty(api, &ty)));
                let found = found.help("remove it");
                match step_before(path, depth.1) {
                    Some(last) => found.fix(Span { start: last.end, ..span }, "", Applicability::Guess),
                    None => found,
                }
            }
            Reason::Closed(ty) => {
                new(format!("`{before}` is `{}`, which a path cannot look into", dump::ty(api, &ty)))
                    .help("check it with your own function: `custom: name`")
            }
            Reason::NoStruct(ty) => {
                new(format!("`{before}` is `{}`, which has no fields", dump::ty(api, &ty)))
                    .help(format!("end the path here: `{before}`"))
            }
            Reason::Unknown => return None,
            Reason::NoBody => new(format!("the request of `{endpoint}` has no typed body"))
                .help("name a parameter of the endpoint, or add a type to its `request:`"),
        };
        Some(if count > 1 { found.note(format!("in the request of `{endpoint}`")) } else { found })
    }
}

fn guess(
    found: Diagnostic,
    known: &[&str],
    name: &str,
    path: &Path,
    span: Span,
    names: &Names<'_>,
) -> Diagnostic {
    match names.guess(name, known.iter().copied()) {
        Some(near) => {
            let found = found.help(format!("did you mean `{near}`?"));
            let is_plain = near.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
            if path.spelling != PathSpelling::Escaped && is_plain && !is_odd(near) {
                found.fix(span, near, Applicability::Guess)
            } else {
                found
            }
        }
        None if known.is_empty() => found.help("write the name of a field or parameter of the request"),
        None => {
            let shown: Vec<String> = known.iter().take(8).map(|name| format!("`{name}`")).collect();
            let more = if known.len() > shown.len() { ", …" } else { "" };
            found.help(format!("the available names are {}{more}", shown.join(", ")))
        }
    }
}

/// A name after a list that has no `[*]`.
fn items(new: impl Fn(String) -> Diagnostic, ty: &Type, path: &Path, at: usize) -> Diagnostic {
    let what = if matches!(ty, Type::Map(_)) { "map" } else { "list" };
    let message = match at {
        0 => format!("the body of the request is a {what}"),
        _ => format!("`{}` is a {what}", path.upto(at)),
    };
    let rest = Path { steps: path.steps.get(at..).unwrap_or_default().to_vec(), ..path.clone() };
    let (start, rest) = (if at == 0 { String::new() } else { path.upto(at) }, rest.upto(usize::MAX));
    let whole = format!("{start}[*].{rest}");
    let found = new(message).help(format!("`[*]` means each of its items: `{whole}`"));
    match (path.spelling, step_before(path, at)) {
        (PathSpelling::Quoted, Some(last)) => {
            found.fix(Span { start: last.end, ..last }, "[*]", Applicability::Guess)
        }
        // Brackets have to be quoted inside of `{…}`.
        (PathSpelling::Plain, _) if !whole.contains(['"', '\\']) => {
            found.fix(path.span, format!("\"{whole}\""), Applicability::Guess)
        }
        _ => found,
    }
}

/// The place of the step before one, if that can be told.
fn step_before(path: &Path, at: usize) -> Option<Span> {
    let step = at.checked_sub(1).and_then(|before| path.steps.get(before))?;
    (path.spelling != PathSpelling::Escaped).then_some(*step.span)
}

/// The field that would be meant if requests had it.
fn received<'a>(api: &'a Api, reason: &Reason, endpoint: &'a Endpoint, name: &str) -> Option<&'a Field> {
    let ty = match reason {
        Reason::NoParam => endpoint.request_type()?.clone(),
        Reason::NoField(id) => Type::Named(*id),
        _ => return None,
    };
    let (way, _) = api.member(&ty, name, Direction::Received)?;
    let (id, at) = way.last()?;
    api.field(*id, *at).filter(|field| !field.is_there(Direction::Sent))
}

fn not_sent(found: Diagnostic, field: &Field) -> Diagnostic {
    found
        .and(field.key.span, "declared here")
        .help("a rule is about what is sent: remove the rule, or `when: received`")
}
