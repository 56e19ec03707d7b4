//! Why no request has the paths of a rule: what to say about the request in which they lead furthest.

use super::places::{Miss, Reason};
use crate::ast::checks::{Path, StepKind, is_odd};
use crate::diag::{Applicability, Code, Diagnostic};
use crate::model::checks::EndpointId;
use crate::model::{Api, Type, dump};
use crate::resolve::Names;
use crate::source::Span;

/// The misses of one rule that lead furthest.
#[derive(Default)]
pub(super) struct Misses<'a> {
    furthest: Option<(EndpointId, Miss<'a>)>,
    /// The names that could stand where they end.
    names: Vec<&'a str>,
    endpoints: usize,
}

/// Nobody reads a guess among more names than these.
const MOST_NAMES: usize = 500;

impl<'a> Misses<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.furthest.is_none()
    }

    /// Keeps a miss if none leads further.
    pub(super) fn add(&mut self, endpoint: EndpointId, miss: Miss<'a>) {
        self.endpoints += 1;
        let furthest = self.furthest.as_ref().map(|(_, furthest)| furthest.depth);
        if furthest.is_some_and(|furthest| furthest > miss.depth) {
            return;
        }
        let is_further = furthest != Some(miss.depth);
        if is_further {
            self.names.clear();
        }
        if let Reason::NoParam(names) | Reason::NoField(_, names) = &miss.reason {
            let room = MOST_NAMES.saturating_sub(self.names.len());
            self.names.extend(names.iter().take(room));
        }
        if is_further {
            self.furthest = Some((endpoint, miss));
        }
    }

    /// The finding; `code` is that of the row.
    pub(super) fn report(self, api: &Api, code: &str, names: &Names<'_>) -> Option<Diagnostic> {
        let (endpoint, Miss { depth, path, reason }) = self.furthest?;
        let endpoint = api.endpoint(endpoint).map_or("", |endpoint| endpoint.name.as_str());
        let at = path.steps.get(depth.1);
        let span = at.map_or(path.span, |step| step.span);
        let before = path.upto(depth.1);
        let name = match at.map(|step| &step.kind) {
            Some(StepKind::Key(name)) => name.as_str(),
            _ => "",
        };
        let new = |message: String| Diagnostic::new(Code::UnknownField, span, message);
        let found = match reason {
            Reason::NoParam(_) if self.endpoints > 1 => {
                let found = new(format!("no request that `{code}` can be the answer to has `{name}`"));
                return Some(guess(found, &self.names, name, &path, span, names));
            }
            Reason::NoParam(_) => guess(
                new(format!("the request of `{endpoint}` has no `{name}`")),
                &self.names,
                name,
                &path,
                span,
                names,
            ),
            Reason::NoField(id, _) => {
                let owner = api.ty(id).map_or("", |def| def.name.as_str());
                guess(new(format!("`{owner}` has no field `{name}`")), &self.names, name, &path, span, names)
            }
            Reason::Items(ty) => items(new, &ty, &path, depth.1),
            Reason::NoList(ty) => {
                let found = new(format!("`{before}` is `{}`, and no list", dump::ty(api, &ty)));
                let found = found.help("remove the step");
                if path.is_verbatim { found.fix(span, "", Applicability::Guess) } else { found }
            }
            Reason::Closed(ty) => {
                new(format!("`{before}` is `{}`, which paths do not lead into", dump::ty(api, &ty)))
                    .help("check it with a function of yours: `custom: name`")
            }
            Reason::NoStruct(ty) => {
                new(format!("`{before}` is `{}`, which has no fields", dump::ty(api, &ty)))
                    .help(format!("end the path here: `{before}`"))
            }
            Reason::NoBody => new(format!("the request of `{endpoint}` has no body with a type"))
                .help("name a parameter of the endpoint, or give its `request:` a type"),
        };
        Some(if self.endpoints > 1 { found.note(format!("in the request of `{endpoint}`")) } else { found })
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
            if path.is_verbatim && is_plain && !is_odd(near) {
                found.fix(span, near, Applicability::Guess)
            } else {
                found
            }
        }
        None if known.is_empty() => found.help("write the name of a field or parameter of the request"),
        None => {
            let shown: Vec<String> = known.iter().take(8).map(|name| format!("`{name}`")).collect();
            let more = if known.len() > shown.len() { ", …" } else { "" };
            found.help(format!("there are {}{more}", shown.join(", ")))
        }
    }
}

/// A name behind a list that has no `[*]`.
fn items(new: impl Fn(String) -> Diagnostic, ty: &Type, path: &Path, at: usize) -> Diagnostic {
    let what = if matches!(ty, Type::Map(_)) { "map" } else { "list" };
    let message = match at {
        0 => format!("the body of the request is a {what}"),
        _ => format!("`{}` is a {what}", path.upto(at)),
    };
    let rest = Path { steps: path.steps.get(at..).unwrap_or_default().to_vec(), ..path.clone() };
    let (start, rest) = (if at == 0 { String::new() } else { path.upto(at) }, rest.upto(usize::MAX));
    let found = new(message).help(format!("`[*]` means each of its items: `{start}[*].{rest}`"));
    match at.checked_sub(1).and_then(|before| path.steps.get(before)) {
        Some(before) if path.is_verbatim => {
            let end = Span { start: before.span.end, ..before.span };
            found.fix(end, "[*]", Applicability::Guess)
        }
        _ => found,
    }
}
